// The product of two matrices that the kernels for GPUs share: a work-group computes a tile of
// TILE x TILE sums over K tiles of GPU_DEPTH steps.
//
//                          TILE channels
//                 +-----------------------------+
//        TILE     |  item (0,0)  item (0,1) ... |    sum[row][column] += rows[k][row] *
//        rows     |  item (1,0)  ...            |                        columns[k][column]
//                 +-----------------------------+
//
// A work-item has QUADS x QUADS blocks of 4 x 4 sums. Which ones, and how a K tile is multiplied, is
// the business of an instruction, a text after this one (gpu_instruction_*.cl), which gives three functions:
//
//   void multiply_k_tile(sum, rows, columns, item)   adds one K tile's product
//   int tile_row(item, i)                          where in the tile sum[i][c] is: its row, and the
//   int tile_column(item, c)                       first of four columns
//
// What lies in local memory is what the instruction reads: float32, or words that its instruction takes. That
// is said by one more text (gpu_k_tile_*.cl), which gives
//
//   K_TILE_LINES, K_TILE_STRIDE                        lines of a K tile, and quads from one to the next
//   void put_across(k_tile, step, place, steps)      four steps of one row or column, from `step` on
//   void put_along(k_tile, step, quad, first, next)  four rows or columns of two steps, the first even
//
// K tiles of both matrices are in local memory twice: while one is multiplied, the next is already on
// its way to registers, and goes to the other copy after the arithmetic. That takes one barrier a
// K tile.
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
// Quads of a line in a K tile, without the gap after it.
#define K_TILE_QUADS (TILE / 4)
// Quads of a K tile of one matrix.
#define K_TILE (K_TILE_LINES * K_TILE_STRIDE)
// Quads that an item moves to local memory for each K tile of one matrix.
#define MOVES (TILE * GPU_DEPTH / 4 / GROUP)

#define GROUP_KERNEL kernel __attribute__((reqd_work_group_size(GROUP, 1, 1)))
