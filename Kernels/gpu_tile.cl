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
//   int tile_row(item, i)                          where in the tile sum[i][c] is: its row,
//   int tile_column(item, c, e)                    and the column of its e-th number
//
// What lies in local memory is what the instruction reads: float32, or words that matrix instructions take
// (gpu_words.cl): of one number, or of two neighbouring ones. PACK says how many. A K tile has GPU_DEPTH
// numbers or words of every row and column, so K_TILE_STEPS steps. How they lie is said by one more text
// (gpu_k_tile_*.cl), and how they come there by another one (gpu_convolution_feed_*.cl,
// gpu_gradient_feed_*.cl): through registers, or by copies that run beside the arithmetic.
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
// Quads of numbers along a side.
#define K_TILE_QUADS (TILE / 4)
// Quads of one step along a side: of numbers, or of words.
#define LINE_QUADS (TILE / (4 * PACK))
// Quads that an item moves to local memory for each K tile of one matrix.
#define MOVES (TILE * GPU_DEPTH / 4 / GROUP)
// Steps of a K tile.
#define K_TILE_STEPS (GPU_DEPTH * PACK)

// Sums meet in local memory, where the K tiles were, as many rows at a time as fit: floats from one row to
// the next, a quad more than there are columns so that items of a warp do not ask for one bank, and rows.
#define SUM_STRIDE (TILE + 4)
#define SUM_ROWS_THAT_FIT (4 * SHARED_QUADS / SUM_STRIDE / 32 * 32)
#define SUM_ROWS (TILE < SUM_ROWS_THAT_FIT ? TILE : SUM_ROWS_THAT_FIT)

#define GROUP_KERNEL kernel __attribute__((reqd_work_group_size(GROUP, 1, 1)))

INLINE void clear(float4 sum[4 * QUADS][QUADS]) {
  _Pragma("unroll") for (int i = 0; i < 4 * QUADS; i++) {
    _Pragma("unroll") for (int c = 0; c < QUADS; c++) sum[i][c] = (float4)(0.0f);
  }
}
