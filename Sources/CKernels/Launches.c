// Launches: a kernel's body with its parameters, its items, and a rough count of operations.
#include "include/CForeframeKernels.h"

ff_launch ff_launch_convolution(const ff_kernel_table *table, const ff_convolution *p) {
  const int64_t pixels = p->batches * p->images * p->out_height * p->out_width;
  const int64_t rows = p->kernel_height * p->kernel_width * p->cin;
  return (ff_launch){table->convolution, p, ff_convolution_items(p),
                     pixels * p->cout * (2 * rows + 8)};
}

ff_launch ff_launch_narrow_convolution(const ff_kernel_table *table, const ff_convolution *p) {
  ff_launch launch = ff_launch_convolution(table, p);
  launch.body = table->convolution_narrow;
  return launch;
}

ff_launch ff_launch_filter_gradient(const ff_kernel_table *table, const ff_filter_gradient *p) {
  const int64_t pixels = p->batches * p->images * p->out_height * p->out_width;
  const int64_t rows = p->kernel_height * p->kernel_width * p->cin;
  return (ff_launch){table->filter_gradient, p,
                     ff_filter_gradient_items(p, table->geometry.block),
                     2 * (pixels + 4) * p->cout * rows};
}

ff_launch ff_launch_winograd(const ff_kernel_table *table, const ff_winograd *p) {
  const int64_t tiles = p->images * p->tile_rows * p->tile_columns;
  return (ff_launch){table->winograd, p, ff_winograd_items(p),
                     tiles * (p->cout * (72 * p->cin + 200) + 200 * p->cin)};
}

ff_launch ff_launch_winograd_then_pointwise(
    const ff_kernel_table *table, const ff_winograd_then_pointwise *p) {
  ff_launch launch = ff_launch_winograd(table, p->winograd);
  launch.body = table->winograd_then_pointwise;
  launch.parameters = p;
  launch.work += ff_launch_pointwise(table, p->pointwise).work;
  return launch;
}

ff_launch ff_launch_winograd_filter(const ff_kernel_table *table, const ff_winograd_filter *p) {
  return (ff_launch){table->winograd_filter, p, ff_winograd_filter_items(p),
                     400 * p->cin * p->cout};
}

ff_launch ff_launch_winograd_correlate(
    const ff_kernel_table *table, const ff_winograd_gradient *p) {
  return (ff_launch){table->winograd_correlate, p, ff_winograd_correlate_items(p),
                     72 * p->images * p->tile_rows * p->tile_columns * p->cin * p->cout};
}

ff_launch ff_launch_winograd_collect(
    const ff_kernel_table *table, const ff_winograd_gradient *p) {
  return (ff_launch){table->winograd_collect, p, ff_winograd_collect_items(p),
                     400 * p->cin * p->cout};
}

ff_launch ff_launch_pack(const ff_kernel_table *table, const ff_pack *p) {
  const int64_t count = p->kernel_height * p->kernel_width * p->cin * p->cout * p->batches;
  return (ff_launch){table->pack, p, ff_pack_items(p), 16 * count};
}

ff_launch ff_launch_reduce(const ff_kernel_table *table, const ff_reduce *p) {
  return (ff_launch){table->reduce, p, ff_reduce_items(p),
                     2 * p->outer * p->reduced * p->inner};
}

ff_launch ff_launch_gather(const ff_kernel_table *table, const ff_gather *p) {
  return (ff_launch){table->gather, p, ff_gather_items(p), p->count * (p->width + 16)};
}

ff_launch ff_launch_sort_rows(const ff_kernel_table *table, const ff_scatter *p) {
  return (ff_launch){table->sort_rows, p, ff_sort_rows_items(p), 2 * p->rows + 8 * p->count};
}

ff_launch ff_launch_scatter_add(const ff_kernel_table *table, const ff_scatter *p) {
  return (ff_launch){table->scatter_add, p, ff_scatter_add_items(p),
                     p->count * p->width + p->rows * (p->width + 8)};
}

static int64_t warp_targets(const ff_warp *p) {
  return p->images * p->height * p->width * p->fields;
}

ff_launch ff_launch_warp(const ff_kernel_table *table, const ff_warp *p) {
  return (ff_launch){table->warp, p, ff_warp_items(p), warp_targets(p) * (4 * p->channels + 32)};
}

ff_launch ff_launch_transposed_warp(const ff_kernel_table *table, const ff_warp *p) {
  return (ff_launch){table->transposed_warp, p, ff_transposed_warp_items(p),
                     warp_targets(p) * (8 * p->channels + 32 + 2 * p->bands)};
}

ff_launch ff_launch_displacement_gradient(const ff_kernel_table *table, const ff_warp *p) {
  return (ff_launch){table->displacement_gradient, p, ff_displacement_gradient_items(p),
                     warp_targets(p) * (6 * p->channels + 48)};
}

ff_launch ff_launch_random(const ff_kernel_table *table, const ff_random *p) {
  return (ff_launch){table->random, p, ff_random_items(p), 64 * p->count};
}

ff_launch ff_launch_pointwise(const ff_kernel_table *table, const ff_pointwise *p) {
  int64_t points = 1;
  for (int64_t axis = 0; axis < p->rank; axis++) points *= p->extents[axis];
  return (ff_launch){table->pointwise, p, ff_pointwise_items(p), points * p->work};
}

const char *ff_function_name(int32_t function) {
#define NAME(name) #name,
  static const char *const names[] = {FF_FUNCTIONS(NAME, NAME, NAME)};
#undef NAME
  return function >= 0 && function < ff_function_count ? names[function] : NULL;
}

// The same over words: only the bodies differ.
ff_launch ff_launch_convolution_bf16(const ff_kernel_table *table, const ff_convolution *p) {
  ff_launch launch = ff_launch_convolution(table, p);
  launch.body = ff_bf16_kernels(table)->convolution;
  return launch;
}

ff_launch ff_launch_narrow_convolution_bf16(
    const ff_kernel_table *table, const ff_convolution *p) {
  ff_launch launch = ff_launch_convolution(table, p);
  launch.body = ff_bf16_kernels(table)->convolution_narrow;
  return launch;
}

ff_launch ff_launch_filter_gradient_bf16(
    const ff_kernel_table *table, const ff_filter_gradient *p) {
  ff_launch launch = ff_launch_filter_gradient(table, p);
  launch.body = ff_bf16_kernels(table)->filter_gradient;
  return launch;
}

ff_launch ff_launch_round_channels(const ff_kernel_table *table, const ff_bf16 *p) {
  return (ff_launch){ff_bf16_kernels(table)->round_channels, p, ff_round_channels_items(p),
                     2 * p->images * p->height * p->width * (p->channels + 16)};
}

ff_launch ff_launch_round_images(const ff_kernel_table *table, const ff_bf16 *p) {
  return (ff_launch){ff_bf16_kernels(table)->round_images, p, ff_round_images_items(p),
                     2 * p->images * p->height * p->width * (p->channels + 16)};
}

ff_launch ff_launch_pack_pairs(const ff_kernel_table *table, const ff_pack *p) {
  ff_launch launch = ff_launch_pack(table, p);
  launch.body = ff_bf16_kernels(table)->pack_pairs;
  return launch;
}
