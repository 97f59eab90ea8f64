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
// Operands are registers: words of one number in tf32, of two neighbouring steps in bf16. A K tile is made
// of such words (gpu_k_tile_words.cl), so that its lines are steps, or pairs of them.
//
// Rows, columns and steps of a K tile may be dealt out to instructions in any order, as long as both
// operands agree about the steps. They are dealt so that an item reads four neighbouring rows and two
// neighbouring columns at once, no bank of local memory is asked twice, and its sums are four
// neighbouring columns of four neighbouring rows. Two instructions side by side in both directions
// make a block of 32 rows by 16 columns: `m` says which of the two takes the rows, `n` the columns.
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

// What the manual says, as the place of a number: the lane that holds it, and which of the lane's
// numbers it is, from the low end of the first register on.

FF_INLINE int ff_a_lane(const int depth, const int row, const int step) {
  return row % 8 * 4 + (depth == 8 ? step % 4 : step % 8 / 2);
}
FF_INLINE int ff_a_element(const int depth, const int row, const int step) {
  return depth == 8 ? row / 8 + step / 4 * 2 : step % 2 + row / 8 * 2 + step / 8 * 4;
}
FF_INLINE int ff_b_lane(const int depth, const int step, const int column) {
  return column * 4 + (depth == 8 ? step % 4 : step % 8 / 2);
}
FF_INLINE int ff_b_element(const int depth, const int step) {
  return depth == 8 ? step / 4 : step % 2 + step / 8 * 2;
}
FF_INLINE int ff_c_row(const int lane, const int element) { return lane / 4 + element / 2 * 8; }
FF_INLINE int ff_c_column(const int lane, const int element) {
  return lane % 4 * 2 + element % 2;
}

// What a lane reads: twice, the words of one line of the K tile, for four rows and two columns of a block.

#define MATRIX_READS 2

FF_INLINE int ff_read_line(const int depth, const int lane, const int read) {
  return depth == 8 ? lane % 4 * 2 + read : read * 4 + lane % 4;
}
FF_INLINE int ff_read_row(const int lane) { return lane / 4 * 4; }
FF_INLINE int ff_read_column(const int lane) { return lane / 4 * 2; }

// Which reading gives a register of A, and which of its four rows; a register of B is the reading of
// its number, and of its columns the n-th.

FF_INLINE int ff_a_read(const int i) { return i / 2; }
FF_INLINE int ff_a_row(const int m, const int i) { return m * 2 + i % 2; }

// Where a lane's sums are in a block: four columns of four rows, from here on; and which of its rows
// and columns an element of C is.

FF_INLINE int ff_sum_row(const int lane) { return lane / 4 * 4; }
FF_INLINE int ff_sum_column(const int lane) { return lane % 4 * 4; }
FF_INLINE int ff_c_sum_row(const int m, const int element) { return m * 2 + element / 2; }
FF_INLINE int ff_c_sum_column(const int n, const int element) { return element % 2 * 2 + n; }

#endif
