// The texts of the kernels, as they are in the folder Kernels.
#include "CForeframeKernelTexts.h"

static const char prelude[] = {
#embed "../CKernels/include/KernelParameters.h"
    , '\n',
#embed "../../Kernels/vectors.cl"
    , 0};
static const char activations[] = {
#embed "../../Kernels/activations.cl"
    , 0};
static const char tile[] = {
#embed "../../Kernels/tile.cl"
    , 0};
static const char winograd[] = {
#embed "../../Kernels/winograd.cl"
    , 0};
static const char winograd_points[] = {
#embed "../../Kernels/winograd_points.cl"
    , 0};
static const char winograd_gradient[] = {
#embed "../../Kernels/winograd_gradient.cl"
    , 0};
static const char convolution[] = {
#embed "../../Kernels/convolution.cl"
    , 0};
static const char filter_gradient[] = {
#embed "../../Kernels/filter_gradient.cl"
    , 0};
static const char pack[] = {
#embed "../../Kernels/pack.cl"
    , 0};
static const char reduce[] = {
#embed "../../Kernels/reduce.cl"
    , 0};
static const char scatter[] = {
#embed "../../Kernels/scatter.cl"
    , 0};
static const char gather[] = {
#embed "../../Kernels/gather.cl"
    , 0};
static const char warp_place[] = {
#embed "../../Kernels/warp_place.cl"
    , 0};
static const char warp[] = {
#embed "../../Kernels/warp.cl"
    , 0};
static const char philox[] = {
#embed "../../Kernels/philox.cl"
    , 0};
static const char random_numbers[] = {
#embed "../../Kernels/random.cl"
    , 0};
static const char pointwise[] = {
#embed "../../Kernels/pointwise.cl"
    , 0};
static const char gpu_parameters[] = {
#embed "../CKernels/include/GPUParameters.h"
    , 0};
static const char matrix_fragments[] = {
#embed "../CKernels/include/MatrixFragments.h"
    , 0};
static const char gpu_tile[] = {
#embed "../../Kernels/gpu_tile.cl"
    , 0};
static const char gpu_k_tile_floats[] = {
#embed "../../Kernels/gpu_k_tile_floats.cl"
    , 0};
static const char gpu_round_ptx[] = {
#embed "../../Kernels/gpu_round_ptx.cl"
    , 0};
static const char gpu_round_software[] = {
#embed "../../Kernels/gpu_round_software.cl"
    , 0};
static const char gpu_words[] = {
#embed "../../Kernels/gpu_words.cl"
    , 0};
static const char gpu_k_tile_words[] = {
#embed "../../Kernels/gpu_k_tile_words.cl"
    , 0};
static const char gpu_copy_ptx[] = {
#embed "../../Kernels/gpu_copy_ptx.cl"
    , 0};
static const char gpu_copy_software[] = {
#embed "../../Kernels/gpu_copy_software.cl"
    , 0};
static const char gpu_sums[] = {
#embed "../../Kernels/gpu_sums.cl"
    , 0};
static const char gpu_convolution_taps[] = {
#embed "../../Kernels/gpu_convolution_taps.cl"
    , 0};
static const char gpu_convolution_feed_floats[] = {
#embed "../../Kernels/gpu_convolution_feed_floats.cl"
    , 0};
static const char gpu_convolution_feed_words[] = {
#embed "../../Kernels/gpu_convolution_feed_words.cl"
    , 0};
static const char gpu_gradient_pixels[] = {
#embed "../../Kernels/gpu_gradient_pixels.cl"
    , 0};
static const char gpu_gradient_feed_floats[] = {
#embed "../../Kernels/gpu_gradient_feed_floats.cl"
    , 0};
static const char gpu_gradient_feed_words[] = {
#embed "../../Kernels/gpu_gradient_feed_words.cl"
    , 0};
static const char gpu_round[] = {
#embed "../../Kernels/gpu_round.cl"
    , 0};
static const char gpu_columns[] = {
#embed "../../Kernels/gpu_columns.cl"
    , 0};
static const char gpu_pack_words[] = {
#embed "../../Kernels/gpu_pack_words.cl"
    , 0};
static const char gpu_instruction_plain[] = {
#embed "../../Kernels/gpu_instruction_plain.cl"
    , 0};
static const char gpu_instruction_ptx[] = {
#embed "../../Kernels/gpu_instruction_ptx.cl"
    , 0};
static const char gpu_instruction_software[] = {
#embed "../../Kernels/gpu_instruction_software.cl"
    , 0};
static const char gpu_instruction_matrix[] = {
#embed "../../Kernels/gpu_instruction_matrix.cl"
    , 0};
static const char gpu_instruction_probe[] = {
#embed "../../Kernels/gpu_instruction_probe.cl"
    , 0};
static const char gpu_target[] = {
#embed "../../Kernels/gpu_target.cl"
    , 0};
static const char gpu_convolution_epilogue[] = {
#embed "../../Kernels/gpu_convolution_epilogue.cl"
    , 0};
static const char gpu_convolution[] = {
#embed "../../Kernels/gpu_convolution.cl"
    , 0};
static const char gpu_filter_gradient[] = {
#embed "../../Kernels/gpu_filter_gradient.cl"
    , 0};
static const char gpu_sum[] = {
#embed "../../Kernels/gpu_sum.cl"
    , 0};
static const char gpu_sum_epilogue[] = {
#embed "../../Kernels/gpu_sum_epilogue.cl"
    , 0};
static const char gpu_pack[] = {
#embed "../../Kernels/gpu_pack.cl"
    , 0};
static const char gpu_reduce[] = {
#embed "../../Kernels/gpu_reduce.cl"
    , 0};
static const char gpu_gather[] = {
#embed "../../Kernels/gpu_gather.cl"
    , 0};
static const char gpu_sorting[] = {
#embed "../../Kernels/gpu_sorting.cl"
    , 0};
static const char gpu_scatter[] = {
#embed "../../Kernels/gpu_scatter.cl"
    , 0};
static const char gpu_warp[] = {
#embed "../../Kernels/gpu_warp.cl"
    , 0};
static const char gpu_winograd_points[] = {
#embed "../../Kernels/gpu_winograd_points.cl"
    , 0};
static const char gpu_winograd_epilogue[] = {
#embed "../../Kernels/gpu_winograd_epilogue.cl"
    , 0};
static const char gpu_winograd[] = {
#embed "../../Kernels/gpu_winograd.cl"
    , 0};
static const char gpu_random[] = {
#embed "../../Kernels/gpu_random.cl"
    , 0};

static const char gpu_ceiling[] = {
#embed "../../Kernels/gpu_ceiling.cl"
    , 0};

const char *ff_kernel_text(ff_kernel_text_name name) {
  switch (name) {
    case ff_text_of_prelude: return prelude;
    case ff_text_of_activations: return activations;
    case ff_text_of_tile: return tile;
    case ff_text_of_convolution: return convolution;
    case ff_text_of_winograd_points: return winograd_points;
    case ff_text_of_winograd: return winograd;
    case ff_text_of_winograd_gradient: return winograd_gradient;
    case ff_text_of_filter_gradient: return filter_gradient;
    case ff_text_of_pack: return pack;
    case ff_text_of_reduce: return reduce;
    case ff_text_of_gather: return gather;
    case ff_text_of_scatter: return scatter;
    case ff_text_of_warp_place: return warp_place;
    case ff_text_of_warp: return warp;
    case ff_text_of_philox: return philox;
    case ff_text_of_random: return random_numbers;
    case ff_text_of_pointwise: return pointwise;
    case ff_text_of_gpu_parameters: return gpu_parameters;
    case ff_text_of_gpu_tile: return gpu_tile;
    case ff_text_of_matrix_fragments: return matrix_fragments;
    case ff_text_of_gpu_k_tile_floats: return gpu_k_tile_floats;
    case ff_text_of_gpu_round_ptx: return gpu_round_ptx;
    case ff_text_of_gpu_round_software: return gpu_round_software;
    case ff_text_of_gpu_words: return gpu_words;
    case ff_text_of_gpu_k_tile_words: return gpu_k_tile_words;
    case ff_text_of_gpu_copy_ptx: return gpu_copy_ptx;
    case ff_text_of_gpu_copy_software: return gpu_copy_software;
    case ff_text_of_gpu_sums: return gpu_sums;
    case ff_text_of_gpu_convolution_taps: return gpu_convolution_taps;
    case ff_text_of_gpu_convolution_feed_floats: return gpu_convolution_feed_floats;
    case ff_text_of_gpu_convolution_feed_words: return gpu_convolution_feed_words;
    case ff_text_of_gpu_gradient_pixels: return gpu_gradient_pixels;
    case ff_text_of_gpu_gradient_feed_floats: return gpu_gradient_feed_floats;
    case ff_text_of_gpu_gradient_feed_words: return gpu_gradient_feed_words;
    case ff_text_of_gpu_round: return gpu_round;
    case ff_text_of_gpu_columns: return gpu_columns;
    case ff_text_of_gpu_pack_words: return gpu_pack_words;
    case ff_text_of_gpu_instruction_plain: return gpu_instruction_plain;
    case ff_text_of_gpu_instruction_ptx: return gpu_instruction_ptx;
    case ff_text_of_gpu_instruction_software: return gpu_instruction_software;
    case ff_text_of_gpu_instruction_matrix: return gpu_instruction_matrix;
    case ff_text_of_gpu_instruction_probe: return gpu_instruction_probe;
    case ff_text_of_gpu_target: return gpu_target;
    case ff_text_of_gpu_convolution: return gpu_convolution;
    case ff_text_of_gpu_convolution_epilogue: return gpu_convolution_epilogue;
    case ff_text_of_gpu_filter_gradient: return gpu_filter_gradient;
    case ff_text_of_gpu_sum: return gpu_sum;
    case ff_text_of_gpu_sum_epilogue: return gpu_sum_epilogue;
    case ff_text_of_gpu_pack: return gpu_pack;
    case ff_text_of_gpu_reduce: return gpu_reduce;
    case ff_text_of_gpu_gather: return gpu_gather;
    case ff_text_of_gpu_sorting: return gpu_sorting;
    case ff_text_of_gpu_scatter: return gpu_scatter;
    case ff_text_of_gpu_warp: return gpu_warp;
    case ff_text_of_gpu_winograd_points: return gpu_winograd_points;
    case ff_text_of_gpu_winograd: return gpu_winograd;
    case ff_text_of_gpu_winograd_epilogue: return gpu_winograd_epilogue;
    case ff_text_of_gpu_random: return gpu_random;
    case ff_text_of_gpu_ceiling: return gpu_ceiling;
  }
  return "";
}
