// The product of two matrices that the kernels for GPUs share: a work-group computes a tile of
// TILE x TILE sums over slabs of GPU_DEPTH steps.
//
//                          TILE channels
//                 +-----------------------------+
//        TILE     |  item (0,0)  item (0,1) ... |    sum[row][column] += rows[k][row] *
//        rows     |  item (1,0)  ...            |                        columns[k][column]
//                 +-----------------------------+
//
// A work-item has QUADS x QUADS blocks of 4 x 4 sums. Which ones, and how a slab is multiplied, is
// the business of an atom, a text behind this one (gpu_atom_*.cl), which gives three functions:
//
//   void multiply_slab(sum, rows, columns, item)   adds one slab's product
//   int tile_row(item, i)                          where in the tile sum[i][c] is: its row, and the
//   int tile_column(item, c)                       first of four columns
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
// Quads of a step in a slab, and from one step to the next: one more, so that steps start in
// different banks.
#define SLAB_QUADS (TILE / 4)
#define SLAB_STRIDE (SLAB_QUADS + 1)
// Quads of a slab of one matrix.
#define SLAB (GPU_DEPTH * SLAB_STRIDE)
// Quads that an item moves to local memory for each slab of one matrix.
#define MOVES (TILE * GPU_DEPTH / 4 / GROUP)

#define GROUP_KERNEL kernel __attribute__((reqd_work_group_size(GROUP, 1, 1)))
