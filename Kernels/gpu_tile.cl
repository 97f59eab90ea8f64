// The product of two matrices that the kernels for GPUs share: a work-group computes a tile of
// TILE x TILE sums over slabs of GPU_DEPTH steps.
//
//                          TILE channels
//                 +-----------------------------+
//        TILE     |  item (0,0)  item (0,1) ... |    sum[row][column] += rows[k][row] *
//        rows     |  item (1,0)  ...            |                        columns[k][column]
//                 +-----------------------------+
//
// A work-item has 4 QUADS x 4 QUADS sums. Its quads of rows and columns lie TILE / QUADS apart, so
// that neighbouring items read neighbouring quads and no bank of local memory is asked twice.
//
// Slabs of both matrices are in local memory twice: while one is multiplied, the next is already on
// its way to registers, and goes to the other copy behind the arithmetic. That takes one barrier a
// slab. A kernel says how a slab is read (`fetch`) and written to local memory (`put`).
//
// Tuning: TILE and QUADS (128 and 2: 256 items; 64 and 2, or 32 and 1: 64 items).

#ifndef TILE
#define TILE 64
#endif
#ifndef QUADS
#define QUADS 2
#endif

// Items along a side of the tile, and in a group.
#define SIDE (TILE / 4 / QUADS)
#define GROUP (SIDE * SIDE)
// Quads in a row of a slab; one more for rows, which are written across.
#define COLUMN_STRIDE (TILE / 4)
#define ROW_STRIDE (TILE / 4 + 1)
// Quads that an item moves to local memory for each slab of one matrix.
#define MOVES (TILE * GPU_DEPTH / 4 / GROUP)

#define GROUP_KERNEL kernel __attribute__((reqd_work_group_size(GROUP, 1, 1)))

// Adds one slab's product. `row` and `column` say where the item stands in its group.
INLINE void multiply_slab(float4 sum[4 * QUADS][QUADS], local const float4 *rows,
                          local const float4 *columns, const int row, const int column) {
  _Pragma("unroll") for (int k = 0; k < GPU_DEPTH; k++) {
    float4 x[QUADS], w[QUADS];
    _Pragma("unroll") for (int q = 0; q < QUADS; q++) {
      x[q] = rows[k * ROW_STRIDE + q * SIDE + row];
      w[q] = columns[k * COLUMN_STRIDE + q * SIDE + column];
    }
    _Pragma("unroll") for (int q = 0; q < QUADS; q++) {
      _Pragma("unroll") for (int c = 0; c < QUADS; c++) {
        sum[4 * q][c] = FMA((float4)(x[q].x), w[c], sum[4 * q][c]);
        sum[4 * q + 1][c] = FMA((float4)(x[q].y), w[c], sum[4 * q + 1][c]);
        sum[4 * q + 2][c] = FMA((float4)(x[q].z), w[c], sum[4 * q + 2][c]);
        sum[4 * q + 3][c] = FMA((float4)(x[q].w), w[c], sum[4 * q + 3][c]);
      }
    }
  }
}

// Where in the tile a work-item's sums are.
INLINE int tile_row(const int row, const int i) { return (i / 4 * SIDE + row) * 4 + i % 4; }
INLINE int tile_column(const int column, const int c) { return (c * SIDE + column) * 4; }
