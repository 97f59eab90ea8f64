// The kernels of a processor: tables of compiled bodies, and a runner with threads.
//
// How a backend uses it: fill a parameter structure (offsets in floats into one arena), let
// `ff_plan_*` choose how finely to cut it, turn it into an `ff_launch`, and hand a list of
// launches to `ff_program_run`. Parameter structures must outlive the run.
#ifndef FF_CKERNELS_H
#define FF_CKERNELS_H

#include <stddef.h>
#include <stdint.h>

#include "GPUParameters.h"
#include "KernelParameters.h"
#include "KernelPointwise.h"
#include "MatrixFragments.h"
#include "RegisterTiles.h"

#ifdef __cplusplus
extern "C" {
#endif

// Runs items first ..< last of one launch.
typedef void (*ff_body)(float *arena, const void *parameters, int64_t first, int64_t last);

// One kernel with its parameters. `work` is a rough count of scalar operations: launches with
// little of it are not worth waking other threads for.
typedef struct ff_launch {
  ff_body body;
  const void *parameters;
  int64_t items;
  int64_t work;
} ff_launch;

// Parameters of two launches that run as one: the second, pixel by pixel, on what the first has just
// finished. Its outer axes number the pixels of the first.
typedef struct ff_winograd_then_pointwise {
  const ff_winograd *winograd;
  const ff_pointwise *pointwise;
} ff_winograd_then_pointwise;

// The kernels, compiled for one instruction set.
typedef struct ff_kernel_table {
  const char *name;  // "avx512", "avx2" or "plain"
  ff_geometry geometry;
  ff_body convolution, convolution_narrow, filter_gradient, pack, reduce;
  ff_body winograd, winograd_filter, winograd_correlate, winograd_collect;
  ff_body winograd_then_pointwise;
  ff_body gather, sort_rows, scatter_add, random, pointwise;
  ff_body warp, transposed_warp, displacement_gradient;
  // Rounds of vector * tile_vectors * tile_pixels multiply-adds in registers, for measuring.
  float (*fma_peak)(int64_t rounds);
} ff_kernel_table;

// The kernels that multiply in bf16 and sum in float32 (Kernels/bf16.cl), of a table.
typedef struct ff_bf16_table {
  ff_body convolution, convolution_narrow, filter_gradient;
  ff_body round_channels, round_images, pack_pairs;
} ff_bf16_table;

// The best table this processor can run; the environment variable FOREFRAME_ISA (avx512, avx2,
// plain) chooses a lesser one. An unknown or impossible name is ignored.
const ff_kernel_table *ff_kernels_best(void);
// The processor's name as it says it ("AMD EPYC 9B14"), and its family ("AuthenticAMD family 25"),
// for which the same choices of kernels are good.
const char *ff_processor_name(void);
const char *ff_processor_family(void);
// The choices that were measured for this release (Tuning/shipped.json), as text.
const char *ff_shipped_tuning(void);
// The table of that name, or NULL if this processor or build does not have it.
const ff_kernel_table *ff_kernels_named(const char *name);

// Those of the same geometry as `table`, or NULL if this processor has no instruction for them.
const ff_bf16_table *ff_bf16_kernels(const ff_kernel_table *table);

// Work-items of a kernel; the same on OpenCL (global size) and in C.
// `block` is geometry.block of the device.
int64_t ff_convolution_items(const ff_convolution *p);
int64_t ff_filter_gradient_items(const ff_filter_gradient *p, int64_t block);
int64_t ff_winograd_items(const ff_winograd *p);
// Whether every item finishes whole rows of tiles, in all channels.
int ff_winograd_finishes_rows(const ff_winograd *p);
int64_t ff_winograd_filter_items(const ff_winograd_filter *p);
int64_t ff_winograd_correlate_items(const ff_winograd_gradient *p);
int64_t ff_winograd_collect_items(const ff_winograd_gradient *p);
int64_t ff_pack_items(const ff_pack *p);
int64_t ff_round_channels_items(const ff_bf16 *p);
int64_t ff_round_images_items(const ff_bf16 *p);
int64_t ff_reduce_items(const ff_reduce *p);
int64_t ff_gather_items(const ff_gather *p);
int64_t ff_sort_rows_items(const ff_scatter *p);
int64_t ff_scatter_add_items(const ff_scatter *p);
int64_t ff_warp_items(const ff_warp *p);
int64_t ff_transposed_warp_items(const ff_warp *p);
int64_t ff_displacement_gradient_items(const ff_warp *p);
int64_t ff_random_items(const ff_random *p);
int64_t ff_pointwise_items(const ff_pointwise *p);

// Choose how finely to cut work for a number of cores. Results do not depend on the choice.
// Sets p->pixels_per_item; everything else must have been filled in. `most_pixels` bounds it, at
// least one tile; 0: no bound.
void ff_plan_convolution(
    ff_convolution *p, const ff_geometry *geometry, int64_t parallelism, int64_t most_pixels);
// Measured sizes of the Winograd launch: at most so many tiles in a group (0: as many as the cache
// holds), and whether threads share out tiles or blocks of channels first.
typedef enum ff_winograd_order {
  ff_winograd_order_planned,
  ff_winograd_order_tiles,
  ff_winograd_order_blocks,
} ff_winograd_order;
typedef struct ff_winograd_cut {
  int64_t most_tiles;
  ff_winograd_order order;
} ff_winograd_cut;
// Sets v_tile, the items and their scratch memory; `width` is the number of channels with what is
// written after the last of a part.
void ff_plan_winograd(
    ff_winograd *p, int64_t width, const ff_geometry *geometry, int64_t parallelism,
    const ff_winograd_cut *cut);
// Sets p->panels and everything after it but adds.
void ff_plan_winograd_gradient(
    ff_winograd_gradient *p, const ff_geometry *geometry, int64_t parallelism);
// Sets p->rows_per_item.
void ff_plan_filter_gradient(
    ff_filter_gradient *p, const ff_geometry *geometry, int64_t parallelism);
// The number of partial results that a reduction should go through: 1 means a single launch.
// Depends on the shape alone, so that results do not depend on the number of cores.
int64_t ff_reduce_parts(int64_t outer, int64_t reduced, int64_t inner);

// Launches: body, number of items and work of a kernel. The structure is not copied.
ff_launch ff_launch_convolution(const ff_kernel_table *table, const ff_convolution *p);
ff_launch ff_launch_narrow_convolution(const ff_kernel_table *table, const ff_convolution *p);
ff_launch ff_launch_filter_gradient(const ff_kernel_table *table, const ff_filter_gradient *p);
ff_launch ff_launch_winograd(const ff_kernel_table *table, const ff_winograd *p);
ff_launch ff_launch_winograd_then_pointwise(
    const ff_kernel_table *table, const ff_winograd_then_pointwise *p);
ff_launch ff_launch_winograd_filter(const ff_kernel_table *table, const ff_winograd_filter *p);
ff_launch ff_launch_winograd_correlate(
    const ff_kernel_table *table, const ff_winograd_gradient *p);
ff_launch ff_launch_winograd_collect(
    const ff_kernel_table *table, const ff_winograd_gradient *p);
ff_launch ff_launch_pack(const ff_kernel_table *table, const ff_pack *p);
// The same over words of two bf16 numbers; `p` counts words for channels or images. The table must have
// ff_bf16_kernels.
ff_launch ff_launch_convolution_bf16(const ff_kernel_table *table, const ff_convolution *p);
ff_launch ff_launch_narrow_convolution_bf16(
    const ff_kernel_table *table, const ff_convolution *p);
ff_launch ff_launch_filter_gradient_bf16(
    const ff_kernel_table *table, const ff_filter_gradient *p);
ff_launch ff_launch_round_channels(const ff_kernel_table *table, const ff_bf16 *p);
ff_launch ff_launch_round_images(const ff_kernel_table *table, const ff_bf16 *p);
ff_launch ff_launch_pack_pairs(const ff_kernel_table *table, const ff_pack *p);
ff_launch ff_launch_reduce(const ff_kernel_table *table, const ff_reduce *p);
ff_launch ff_launch_gather(const ff_kernel_table *table, const ff_gather *p);
ff_launch ff_launch_sort_rows(const ff_kernel_table *table, const ff_scatter *p);
ff_launch ff_launch_scatter_add(const ff_kernel_table *table, const ff_scatter *p);
ff_launch ff_launch_warp(const ff_kernel_table *table, const ff_warp *p);
ff_launch ff_launch_transposed_warp(const ff_kernel_table *table, const ff_warp *p);
ff_launch ff_launch_displacement_gradient(const ff_kernel_table *table, const ff_warp *p);
ff_launch ff_launch_random(const ff_kernel_table *table, const ff_random *p);
ff_launch ff_launch_pointwise(const ff_kernel_table *table, const ff_pointwise *p);

// Threads that run programs. They sleep between runs. One pool runs one program at a time.
typedef struct ff_pool ff_pool;

// A pool of `threads` threads, the caller's being one of them; NULL if there is no memory. If the
// system gives fewer threads, the pool has fewer: see ff_pool_threads.
ff_pool *ff_pool_create(int64_t threads);
int64_t ff_pool_threads(const ff_pool *pool);
// Ends the threads. The pool must be idle.
void ff_pool_destroy(ff_pool *pool);
// Cores that this process may use: the affinity mask and the CPU quota of its container.
int64_t ff_available_cores(void);

// Runs the launches in order and returns when all have finished. Every launch is cut into one
// contiguous range of items for each thread.
void ff_program_run(ff_pool *pool, const ff_launch *launches, int64_t count, float *arena);
// The same; writes the seconds that each launch took to seconds[count].
void ff_program_profile(
    ff_pool *pool, const ff_launch *launches, int64_t count, float *arena, double *seconds);

// The share of the threads' time that a program fills, 0 to 1, counting work and taking the items of a
// launch as equal: what it loses to launches that have too few items, or too uneven a number of them.
double ff_program_balance(const ff_launch *launches, int64_t count, int64_t threads);

// Zeroed memory for `floats` floats, aligned to 64 bytes or better, with huge pages where the
// system has them. A few floats after the end may be read. NULL if there is not enough memory.
float *ff_arena_allocate(int64_t floats);
void ff_arena_free(float *arena, int64_t floats);

// What this machine can do, measured for about a quarter of a second: fused multiply-adds in
// registers (GFLOP/s, two operations each, with the table of ff_kernels_best), and copying memory
// (GB/s, read plus written).
double ff_measure_fma_peak(int64_t threads);
double ff_measure_copy(int64_t threads);

#ifdef __cplusplus
}
#endif

#endif
