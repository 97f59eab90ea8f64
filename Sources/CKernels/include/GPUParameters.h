// The parameters of the kernels for GPUs, shared word for word by OpenCL C and Swift.
//
// As in KernelParameters.h: 64-bit fields, offsets and strides in floats, -1 for "not there".
#ifndef FF_GPU_PARAMETERS_H
#define FF_GPU_PARAMETERS_H

#ifndef __OPENCL_VERSION__
#include "KernelParameters.h"
#endif

// Where sums go:  y[n,row,column,c] = bias[c] + addend[n,row,column,c] + sum, for each batch.
typedef struct ff_gpu_target {
  ff_int y, bias, addend;
  ff_int images, height, width, channels;       // y: [images, height, width, channels]
  ff_int y_image, y_row, y_pixel;               // strides
  ff_int addend_image, addend_row, addend_pixel;
  ff_int batches, y_batch, addend_batch;
  ff_int quads;                                 // 1: four channels are stored at once
} ff_gpu_target;

// As ff_convolution without `up`: a transposed convolution is one launch for each remainder of the
// output's position. w: [batch][ky][kx][ci][w_width], zero after the last channel.
// With matrix instructions x and w are words (gpu_words.cl), cin and the strides of x count words, and
// w: [batch][K tile][w_width][GPU_DEPTH].
// With parts > 1 nothing goes to the target, but partial sums to
// partial: [part][batch][pixel][w_width].
typedef struct ff_gpu_convolution {
  ff_gpu_target target;
  ff_int x, w, partial;
  ff_int out_height, out_width;                 // pixels are numbered [image][row][column]
  ff_int in_height, in_width, cin;
  ff_int kernel_height, kernel_width, stride, pad_y, pad_x;   // paddings may be negative
  ff_int x_image, x_row, x_pixel, x_batch, w_batch;
  ff_int w_width;                               // channels with zeros after them, a multiple of 4
  ff_int parts;                                 // pieces of the sum over (ky, kx, ci)
  ff_int tile;                                  // side of a work-group's tile
  ff_int quads;                                 // 1: four channels of x are read at once
  ff_int matrix_depth;                          // of a matrix instruction: 8 in tf32, 16 in bf16; 0: none
} ff_gpu_convolution;

// As ff_filter_gradient; the target is [1, 1, rows, cout] with rows (ky, kx, ci).
// With matrix instructions x and dy are words (gpu_words.cl), whose strides count words.
// With parts > 1, partial: [part][batch][row][width].
typedef struct ff_gpu_filter_gradient {
  ff_gpu_target target;
  ff_int x, dy, partial;
  ff_int images, in_height, in_width, cin, out_height, out_width;
  ff_int row_channels;                          // rows of a tap in the product: cin, in words whole chunks
  ff_int kernel_height, kernel_width, stride, pad_y, pad_x;
  ff_int x_image, x_row, x_pixel, x_batch;
  ff_int dy_image, dy_row, dy_pixel, dy_batch;
  ff_int width;                                 // cout, rounded up to a multiple of 4
  ff_int parts;                                 // pieces of the sum over pixels
  ff_int tile;
  ff_int quads;                                 // 1: four channels of x and of dy are read at once
  ff_int matrix_depth;                          // as in ff_gpu_convolution
} ff_gpu_filter_gradient;

// Adds partial sums to their target, part by part.  partial: [part][batch][pixel][width]
typedef struct ff_gpu_sum {
  ff_gpu_target target;
  ff_int partial, parts, width;
} ff_gpu_sum;

// packed[b][ky][kx][ci][column] = source[b,ky,kx,ci,co] through strides, zero where there is no co.
// Columns are channels; with several gates, those of a channel lie side by side (gpu_pack.cl).
typedef struct ff_gpu_pack {
  ff_int source, packed;
  ff_int kernel_height, kernel_width, cin, cout, width;
  ff_int stride_ky, stride_kx, stride_ci, stride_co;
  ff_int batches, source_batch;
  ff_int gates, tile;                           // slices of cout; columns that hold all gates of theirs
} ff_gpu_pack;

// The same weights as words: packed[batch][K tile][column][GPU_DEPTH], `chunks` of four words a tap
// (gpu_pack_words.cl).
typedef struct ff_gpu_pack_words {
  ff_gpu_pack pack;
  ff_int k_tiles, chunks;
  ff_int matrix_depth;                          // as in ff_gpu_convolution
} ff_gpu_pack_words;

// Channels of several places, side by side, as words[image][row][column][4 * chunks] (gpu_round.cl).
typedef struct ff_gpu_round {
  ff_winograd_part parts[WINOGRAD_PARTS];
  ff_int part_count;
  ff_int words, chunks;
  ff_int images, height, width;
  ff_int quads;                                 // 1: a chunk lies in one part, and is read in quads
  ff_int matrix_depth;                          // as in ff_gpu_convolution
} ff_gpu_round;

// Winograd's algorithm around products of [36][tiles][width] (gpu_winograd.cl).
//   v[point][tile][c] = transformed channels of the parts, side by side; zero after them up to v_width.
typedef struct ff_gpu_winograd_input {
  ff_winograd_part parts[WINOGRAD_PARTS];
  ff_int part_count;
  ff_int v, v_width;
  ff_int images, height, width, pad;
  ff_int tile, tile_rows, tile_columns;
} ff_gpu_winograd_input;

// y of the target, an item for each tile and channel.  m: [36][tiles][width]
typedef struct ff_gpu_winograd_output {
  ff_gpu_target target;
  ff_int m, width;
  ff_int tile, tile_rows, tile_columns;
} ff_gpu_winograd_output;

// dw, addend: contiguous [ky, kx, cin, cout];  s: [36][cin][cout]
typedef struct ff_gpu_winograd_collect {
  ff_int s, addend, dw;
  ff_int kernel_size, cin, cout;
} ff_gpu_winograd_collect;

// As ff_reduce. A work-group is cut into `outers` x `lanes` x `columns` items, powers of two:
// `columns` neighbours along inner, each summed by `lanes` items.
typedef struct ff_gpu_reduce {
  ff_int x, y;
  ff_int outer, reduced, inner, parts, maximum;
  ff_int outers, lanes, columns;
} ff_gpu_reduce;

// Entries of an index [count], sorted by the row of the table that they name (gpu_scatter.cl).
// from, to: [2][count] whole numbers of 32 bits: rows of the table, and the entries' own numbers.
typedef struct ff_gpu_sort {
  ff_int index, from, to;                       // from: -1 where the index itself is read
  ff_int rows, count;
  ff_int run;                                   // entries of a sorted run of `from`
} ff_gpu_sort;

// As ff_scatter, with the sorted entries.
typedef struct ff_gpu_scatter {
  ff_int table, y, sorted;
  ff_int rows, width, count;
} ff_gpu_scatter;

// A warp with its targets sorted by the cell in which they lie (gpu_warp.cl).
// sorted: [2][images * height * width * fields] whole numbers of 32 bits: cells, and the targets' numbers.
typedef struct ff_gpu_warp {
  ff_warp warp;
  ff_int sorted;
} ff_gpu_warp;

// Items of a work-group of the kernels without a tile, and of a reduction.
#define GPU_GROUP 64
#define GPU_REDUCE_GROUP 256
// Numbers, or words, of the sum that lie in local memory at a time, for every row and column: a K tile.
#define GPU_DEPTH 16

#endif
