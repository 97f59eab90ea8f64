// Which item of a sub-group of 32 holds which numbers of a matrix instruction of 16 x 8 x depth, and
// where these lie in the tile kernel's K tiles. Shared word for word by OpenCL C, C and Swift.
//
// The instructions are NVIDIA's mma.sync.m16n8k8 (tf32: depth 8) and m16n8k16 (bf16: depth 16); the
// facts are those of the PTX manual, "Matrix fragments". With lane = 4 * group + place an item has
//
//   A [16][depth]  two rows, group and group + 8; depth / 4 steps of each
//   B [depth][8]   column group; depth / 4 steps
//   C [16][8]      columns 2 * place and 2 * place + 1 of rows group and group + 8
//
// Operands are registers: words of one number in tf32, of two neighbouring steps in bf16. They come from
// K tiles in local memory, sixteen bytes, a quad of words, at a time. K tiles lie in one of two ways:
//
//   across  [row or column][steps]   a convolution's: the sum runs along memory
//   along   [step][rows or columns]  a filter's gradient: the sum runs over pixels
//
// and places are exchanged so that no bank of local memory is asked twice, neither when quads are written
// nor when they are read. Across, any rows and columns can be dealt out to an instruction: they are dealt so
// that a lane's sums are four neighbouring columns of four neighbouring rows. Along, eight neighbours
// come together, and sums lie as the instruction leaves them.
//
// Two instructions side by side in both directions make a block of 32 rows by 16 columns: `m` says which
// of the two takes the rows, `n` the columns. Two, one after the other, multiply a K tile.
#ifndef FF_MATRIX_FRAGMENTS_H
#define FF_MATRIX_FRAGMENTS_H

#ifdef __OPENCL_VERSION__
#define FF_INLINE INLINE
#else
#define FF_INLINE static inline
#endif

// The size of a block, and of the sub-group.
#define MATRIX_ROWS 32
#define MATRIX_COLUMNS 16
#define MATRIX_ITEMS 32

// What loads eight rows of sixteen bytes for each of four matrices (NVIDIA's ldmatrix) takes the address of
// a row from each lane: lane 8 i + j that of row j of matrix i, which becomes register i. In a lane, the
// register has word lane % 4 of row lane / 4; turned, which is for words of two numbers, number lane / 4
// of rows 2 * (lane % 4) and the next.

// Across: where a quad of a row's or column's words is, in quads.
FF_INLINE int ff_quad_across(const int place, const int quad) {
  const int change = (place >> 2 & 3) | ((place >> 4 ^ place >> 1) & 1) << 2;
  return place / 2 * 8 + ((place % 2 * 4 + quad) ^ change);
}

// The row, from a block's first one on, whose address a lane gives for A of instruction `m`, and the column
// for B of both instructions along columns; and which quad of instruction `i` along the sum.
FF_INLINE int ff_row_across(const int lane, const int m) {
  return lane % 8 * 4 + m * 2 + lane / 8 % 2;
}
FF_INLINE int ff_row_quad_across(const int lane, const int i) { return i * 2 + lane / 16; }
FF_INLINE int ff_column_across(const int lane) { return lane % 8 * 2 + lane / 16; }
FF_INLINE int ff_column_quad_across(const int lane, const int i) { return i * 2 + lane / 8 % 2; }

// Along: where a quad of a step's words is in K tiles with `line` quads for each step (4, or a multiple of 8).
FF_INLINE int ff_quad_along(const int depth, const int line, const int step, const int quad) {
  if (depth == 8) return step * line + (quad ^ (step % 4 * 2));
  if (line == 4) return step / 2 * 8 + ((step % 2 * 4 + quad) ^ step / 2 % 4);
  return step * line + (quad ^ step % 8);
}

// The same as above for words of two numbers: steps, and quads from a block's first one on.
FF_INLINE int ff_row_step_along(const int lane, const int i) {
  return i * 16 + lane / 16 * 8 + lane % 8;
}
// The quad that a lane names for A of instruction `m` over the rows from `first` on, a multiple of 32.
// Where places are exchanged within eight quads, `m` changes one bit of the place: so it can be changed
// afterwards, and the rest is the same for both instructions.
FF_INLINE int ff_row_quad_along(const int line, const int first, const int lane, const int i,
                                const int m) {
  const int step = ff_row_step_along(lane, i), quad = first / 8 + lane / 8 % 2;
  return line == 4 ? ff_quad_along(16, line, step, quad + 2 * m)
                   : ff_quad_along(16, line, step, quad) ^ 2 * m;
}
FF_INLINE int ff_column_step_along(const int lane, const int i) {
  return i * 16 + lane / 8 % 2 * 8 + lane % 8;
}
FF_INLINE int ff_column_along(const int lane) { return lane / 16; }

// Where a lane's sums are in a block, [4 rows][4 columns], and which of them an element of C is.

FF_INLINE int ff_sum_row_across(const int lane, const int row) { return lane / 4 * 4 + row; }
FF_INLINE int ff_sum_column_across(const int lane, const int column) {
  return lane % 4 * 4 + column;
}
FF_INLINE int ff_sum_row_along(const int lane, const int row) { return row * 8 + lane / 4; }
FF_INLINE int ff_sum_column_along(const int lane, const int column) {
  return column / 2 * 8 + lane % 4 * 2 + column % 2;
}
FF_INLINE int ff_c_sum_row(const int m, const int element) { return m * 2 + element / 2; }
FF_INLINE int ff_c_sum_column_across(const int n, const int element) {
  return element % 2 * 2 + n;
}
FF_INLINE int ff_c_sum_column_along(const int n, const int element) { return n * 2 + element % 2; }

#endif
