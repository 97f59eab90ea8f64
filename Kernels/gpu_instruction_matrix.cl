// Atoms that are matrix instructions of 32 neighbouring items (gpu_tile.cl): 16 x 8 x INSTRUCTION_DEPTH, laid
// out as MatrixFragments.h says. Sub-groups are cut from the group by number, 32 items each, which is
// how the hardware does it.
//
// A sub-group has QUADS x QUADS blocks of 32 rows by 16 columns, side by side; sub-groups are numbered
// along the columns of the tile first. Operands are rounded words in local memory (gpu_k_tile_words.cl),
// sums are float32.
//
// The instruction itself is the text before this one:
//
//   row_operand take_rows(k_tile, lane)          what the lane needs of INSTRUCTION_DEPTH steps of 32 rows,
//   column_operand take_columns(k_tile, lane)    and of 16 columns, from the block's first word on
//   void multiply_block(sum, x, w, lane)       adds the block's product to sum[4 rows][4 columns]
//
// Tuning: INSTRUCTION_DEPTH, the steps of an instruction: 8 multiplies in tf32, 16 in bf16.

// Sub-groups along the columns of the tile.
#define SUBGROUPS_ACROSS (TILE / (MATRIX_COLUMNS * QUADS))

// The first row and the first column of an item's blocks.
INLINE int block_row(const int item) {
  return item / MATRIX_ITEMS / SUBGROUPS_ACROSS * (MATRIX_ROWS * QUADS);
}
INLINE int block_column(const int item) {
  return item / MATRIX_ITEMS % SUBGROUPS_ACROSS * (MATRIX_COLUMNS * QUADS);
}

INLINE void multiply_k_tile(float4 sum[4 * QUADS][QUADS], local const float4 *rows,
                          local const float4 *columns, const int item) {
  const int lane = item % MATRIX_ITEMS;
  local const uint *x = (local const uint *)rows + block_row(item);
  local const uint *w = (local const uint *)columns + block_column(item);
  _Pragma("unroll") for (int line = 0; line < K_TILE_LINES; line += INSTRUCTION_DEPTH / PACK) {
    row_operand left[QUADS];
    _Pragma("unroll") for (int q = 0; q < QUADS; q++) left[q] =
        take_rows(x + line * (4 * K_TILE_STRIDE) + q * MATRIX_ROWS, lane);
    _Pragma("unroll") for (int c = 0; c < QUADS; c++) {
      const column_operand right =
          take_columns(w + line * (4 * K_TILE_STRIDE) + c * MATRIX_COLUMNS, lane);
      _Pragma("unroll") for (int q = 0; q < QUADS; q++) {
        float block[4][4];
        _Pragma("unroll") for (int i = 0; i < 4; i++) {
          const float4 line = sum[4 * q + i][c];
          block[i][0] = line.x;
          block[i][1] = line.y;
          block[i][2] = line.z;
          block[i][3] = line.w;
        }
        multiply_block(block, &left[q], &right, lane);
        _Pragma("unroll") for (int i = 0; i < 4; i++) sum[4 * q + i][c] =
            (float4)(block[i][0], block[i][1], block[i][2], block[i][3]);
      }
    }
  }
}

INLINE int tile_row(const int item, const int i) {
  return block_row(item) + i / 4 * MATRIX_ROWS + ff_sum_row(item % MATRIX_ITEMS) + i % 4;
}
INLINE int tile_column(const int item, const int c) {
  return block_column(item) + c * MATRIX_COLUMNS + ff_sum_column(item % MATRIX_ITEMS);
}
