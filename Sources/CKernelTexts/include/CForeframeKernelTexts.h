// The texts of the kernels, embedded in the program.
#ifndef FF_KERNEL_TEXTS_H
#define FF_KERNEL_TEXTS_H

/// The texts in this module: files of the folder Kernels, and headers that kernels share. The prelude
/// (parameters and vectors) goes before every other text, the activations before random numbers and
/// pointwise, philox before random numbers, and the parameters for GPUs before every text for GPUs.
typedef enum ff_kernel_text_name : int {
  ff_text_of_prelude,
  ff_text_of_activations,
  ff_text_of_tile,
  ff_text_of_convolution,
  ff_text_of_winograd_points,
  ff_text_of_winograd,
  ff_text_of_winograd_gradient,
  ff_text_of_filter_gradient,
  ff_text_of_pack,
  ff_text_of_reduce,
  ff_text_of_gather,
  ff_text_of_scatter,
  ff_text_of_warp_place,
  ff_text_of_warp,
  ff_text_of_philox,
  ff_text_of_random,
  ff_text_of_pointwise,
  ff_text_of_gpu_parameters,
  ff_text_of_gpu_tile,
  ff_text_of_matrix_fragments,
  ff_text_of_gpu_k_tile_floats,
  ff_text_of_gpu_round_ptx,
  ff_text_of_gpu_round_software,
  ff_text_of_gpu_words,
  ff_text_of_gpu_k_tile_words,
  ff_text_of_gpu_copy_ptx,
  ff_text_of_gpu_copy_software,
  ff_text_of_gpu_sums,
  ff_text_of_gpu_convolution_taps,
  ff_text_of_gpu_convolution_feed_floats,
  ff_text_of_gpu_convolution_feed_words,
  ff_text_of_gpu_gradient_pixels,
  ff_text_of_gpu_gradient_feed_floats,
  ff_text_of_gpu_gradient_feed_words,
  ff_text_of_gpu_round,
  ff_text_of_gpu_columns,
  ff_text_of_gpu_pack_words,
  ff_text_of_gpu_instruction_plain,
  ff_text_of_gpu_instruction_ptx,
  ff_text_of_gpu_instruction_software,
  ff_text_of_gpu_instruction_matrix,
  ff_text_of_gpu_instruction_probe,
  ff_text_of_gpu_target,
  ff_text_of_gpu_convolution,
  ff_text_of_gpu_convolution_epilogue,
  ff_text_of_gpu_filter_gradient,
  ff_text_of_gpu_sum,
  ff_text_of_gpu_sum_epilogue,
  ff_text_of_gpu_pack,
  ff_text_of_gpu_reduce,
  ff_text_of_gpu_gather,
  ff_text_of_gpu_sorting,
  ff_text_of_gpu_scatter,
  ff_text_of_gpu_warp,
  ff_text_of_gpu_winograd_points,
  ff_text_of_gpu_winograd,
  ff_text_of_gpu_winograd_epilogue,
  ff_text_of_gpu_random,
  ff_text_of_gpu_ceiling,
} ff_kernel_text_name;

/// The text with this name; it ends with a zero.
const char *_Nonnull ff_kernel_text(ff_kernel_text_name name);

#endif
