// The parameters of every kernel, shared word for word by OpenCL C, the C path and Swift.
//
// All fields are 64-bit, so host and device agree on the layout without padding. Offsets count
// floats from the start of the arena; an offset of -1 means "not there". Strides count floats.
#ifndef FF_KERNEL_PARAMETERS_H
#define FF_KERNEL_PARAMETERS_H

#ifdef __OPENCL_VERSION__
typedef long ff_int;
#else
#include <stdint.h>
typedef int64_t ff_int;
#endif

// y[n,oy,ox,co] = bias[co] + addend[n,oy,ox,co] + sum x[n,iy,ix,ci] w[ky,kx,ci,co]
// with iy = (oy * stride + ky - pad_y) / up, only where that is whole and inside (same for x).
// up > 1 is the transposed convolution. A matrix product is the case of a 1x1 filter on a
// 1 x rows image. Channels are contiguous (stride 1) in x, y and addend.
// w is packed: [batch][ceil(cout / block)][ky][kx][cin][block], zero after the last channel.
typedef struct ff_convolution {
  ff_int x, w, bias, addend, y;
  ff_int zero;                                  // at least cin zeros, for taps outside the image
  ff_int images, in_height, in_width, cin;      // x: [images, in_height, in_width, cin]
  ff_int out_height, out_width, cout;           // y: [images, out_height, out_width, cout]
  ff_int kernel_height, kernel_width, stride, up, pad_y, pad_x;
  ff_int x_image, x_row, x_pixel;               // strides
  ff_int y_image, y_row, y_pixel;
  ff_int addend_image, addend_row, addend_pixel;
  ff_int batches, x_batch, w_batch, y_batch, addend_batch;  // independent products (matmul)
  ff_int block;                                 // channels in a packed block
  ff_int pixels_per_item;                       // pixels (over all images) that one item sweeps
} ff_convolution;

// The same for stride 1 and odd square filters of 3 or 5, by Winograd's algorithm (winograd.cl): tiles
// of tile x tile outputs, tile + kernel_size - 1 = 6, numbered [image][row][column].
#define WINOGRAD_PARTS 4

// Some of the input's channels, and their strides.
typedef struct ff_winograd_part {
  ff_int x, image, row, pixel, channels;
} ff_winograd_part;

typedef struct ff_winograd {
  ff_winograd_part parts[WINOGRAD_PARTS];       // channels side by side, cin in all
  ff_int part_count;
  ff_int u, bias, addend, y;                    // u: transformed weights [block][36][cin][block]
  ff_int scratch;                               // scratch_per_item for each item
  ff_int zero;                                  // at least cin + 16 zeros
  ff_int images, height, width, cin, cout;
  ff_int kernel_size, tile;                     // 3 and 4, or 5 and 2
  ff_int tile_rows, tile_columns;               // in an image
  ff_int y_image, y_row, y_pixel;               // strides
  ff_int addend_image, addend_row, addend_pixel;
  ff_int v_tile;                                // floats of a tile's transformed channels
  ff_int block;                                 // channels in a block of u
  ff_int tiles_per_item, tiles_per_group, blocks_per_item;
  ff_int scratch_per_item;
} ff_winograd;

// u[j][point][ci][v] = transformed source[ky,kx,ci, j * block + v] through strides, as in ff_pack.
typedef struct ff_winograd_filter {
  ff_int source, u;
  ff_int kernel_size, cin, cout, block;
  ff_int stride_ky, stride_kx, stride_ci, stride_co;
} ff_winograd_filter;

// The filter's gradient by the same algorithm.
typedef struct ff_winograd_gradient {
  ff_winograd_part parts[WINOGRAD_PARTS];       // of x: channels side by side, cin in all
  ff_int part_count;
  ff_int dy, addend, dw;                        // dw, addend: contiguous [ky, kx, cin, cout]
  ff_int s;                                     // sums [36][block][cin][block]
  ff_int scratch;                               // scratch_per_item for each item
  ff_int zero;                                  // at least cin + 16 and cout + 16 zeros
  ff_int images, height, width, cin, cout;
  ff_int kernel_size, tile, tile_rows, tile_columns;
  ff_int dy_image, dy_row, dy_pixel;            // strides
  ff_int block;
  ff_int panels;                                // vectors of channels, each part beginning one
  ff_int adds;                                  // 0: s is written, 1: added to
  ff_int items, tiles_per_group, scratch_per_item;
} ff_winograd_gradient;

// Input channels of one item of winograd_filter and winograd_collect.
#define WINOGRAD_FILTER_ROWS 16

// dw[ky,kx,ci,co] = addend[same] + sum over n,oy,ox of x[n,iy,ix,ci] dy[n,oy,ox,co]
// with iy = oy * stride + ky - pad_y, inside only. dw and addend are contiguous
// [batch, ky, kx, cin, cout]; addend may be dw itself.
typedef struct ff_filter_gradient {
  ff_int x, dy, addend, dw;
  ff_int images, in_height, in_width, cin;
  ff_int out_height, out_width, cout;
  ff_int kernel_height, kernel_width, stride, pad_y, pad_x;
  ff_int x_image, x_row, x_pixel;
  ff_int dy_image, dy_row, dy_pixel;
  ff_int batches, x_batch, dy_batch;
  ff_int rows_per_item;                         // rows (ky, kx, ci) of dw that one item handles
} ff_filter_gradient;

// packed[b][j][ky][kx][ci][v] = source[ky,kx,ci, j * block + v] through strides (negative: flipped).
typedef struct ff_pack {
  ff_int source, packed;
  ff_int kernel_height, kernel_width, cin, cout, block;
  ff_int stride_ky, stride_kx, stride_ci, stride_co;
  ff_int batches, source_batch;
} ff_pack;

// Numbers rounded to bf16, two to a word of 32 bits (bf16.cl). Channels are those of the parts, side by side.
//   by channels: words[images][height][width][ceil(channels / 2)]
//   by images:   words[ceil(images / 2)][height][width][channels]
typedef struct ff_bf16 {
  ff_winograd_part parts[WINOGRAD_PARTS];
  ff_int part_count;
  ff_int words;
  ff_int images, height, width, channels;
} ff_bf16;

// Pixels that one item rounds.
#define BF16_PIXELS 16

// y[a,b] = sum or maximum over r of x[a,r,b]; fixed order whatever the number of threads.
// A long reduction runs twice: into `parts` partial results, then over them.
typedef struct ff_reduce {
  ff_int x, y;
  ff_int outer, reduced, inner;                 // x: [outer, reduced, inner] contiguous
  ff_int parts;                                 // y: [outer, parts, inner]; 1 for a whole reduction
  ff_int maximum;                               // 0: sum, 1: maximum
} ff_reduce;

// y[n,:] = table[index[n],:].  Indices are whole numbers stored as floats; one outside reads zeros.
typedef struct ff_gather {
  ff_int table, index, y;
  ff_int rows, width, count;                    // table: [rows, width], index: [count], y: [count, width]
} ff_gather;

// table[v,:] = sum over n with index[n] == v of y[n,:], n ascending. An index outside adds nothing.
// starts and order are whole numbers of 32 bits that sort_rows writes and scatter_add reads
// (scatter.cl): rows order[starts[v] ..< starts[v + 1]] of y belong to row v.
typedef struct ff_scatter {
  ff_int table, index, y;
  ff_int starts, order;                         // [rows + 2], [count]
  ff_int rows, width, count;                    // table: [rows, width], index: [count], y: [count, width]
} ff_scatter;

// An item's columns, and the most ranges of rows that items share out.
#define SCATTER_COLUMNS 64
#define SCATTER_RANGES 64

// Images moved by fields of displacements (warp_place.cl): y[n,p,l,:] = sum of w * x[n, four pixels, :]
// around p + by[n,p,l], along the row first.  All contiguous:
//   x: [images, height, width, channels]   by: [images, height, width, fields, 2]
//   y: [images, height, width, fields, channels]
// The transposed warp reads y and writes x; the gradient by the displacement reads both and writes dby, of
// by's shape.
typedef struct ff_warp {
  ff_int x, by, y, dby, zero;                   // zero: a page of `channels` zeros; -1 if none is read
  ff_int images, height, width, channels, fields;
  ff_int nearest;                               // outside of an image: 0: zeros, 1: its nearest pixel
  ff_int slope_x, slope_y;                      // 1: weights are derivatives along that axis
  ff_int bands;                                 // of an image's rows, an item each (transposed warp)
} ff_warp;

// Pixels of y that one item of a warp makes.
#define WARP_PIXELS 64

// y[j] = uniform in [0, 1) or standard normal number j of the stream keyed by (seed, step, node).
// seed holds three whole numbers below 2^24 as floats: low part, high part, step.
typedef struct ff_random {
  ff_int seed, y, count, node, normal;
} ff_random;

#endif
