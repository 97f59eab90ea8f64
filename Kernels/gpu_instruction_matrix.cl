// Instructions that multiply matrices by 32 neighbouring items (gpu_tile.cl): 16 x 8 x INSTRUCTION_DEPTH, laid
// out as MatrixFragments.h says. Sub-groups are cut from the group by number, 32 items each, which is
// how the hardware does it.
//
// A sub-group has QUADS x QUADS blocks of 32 rows by 16 columns, side by side; sub-groups are numbered
// along the columns of the tile first. Operands are words (gpu_words.cl), sums are float32. A K tile is
// multiplied by two instructions, one after the other.
//
// The instruction itself is the text before this one:
//
//   void take_rows(rows, k_tile, first, lane)          what the lane needs of 32 rows, from `first` on
//   void take_columns(columns, k_tile, first, lane)    and of 16 columns
//   void multiply_block(sum, rows, columns, i, lane)   adds a product to sum[4 rows][4 columns]: of the
//                                                    first half of the steps, i = 0, or the second

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
  column_operand right[QUADS];
  _Pragma("unroll") for (int c = 0; c < QUADS; c++)
      take_columns(&right[c], columns, block_column(item) + c * MATRIX_COLUMNS, lane);
  _Pragma("unroll") for (int q = 0; q < QUADS; q++) {
    row_operand left;
    take_rows(&left, rows, block_row(item) + q * MATRIX_ROWS, lane);
    _Pragma("unroll") for (int instruction = 0; instruction < 2; instruction++) {
      _Pragma("unroll") for (int c = 0; c < QUADS; c++) {
        float block[4][4];
        _Pragma("unroll") for (int i = 0; i < 4; i++) {
          const float4 line = sum[4 * q + i][c];
          block[i][0] = line.x;
          block[i][1] = line.y;
          block[i][2] = line.z;
          block[i][3] = line.w;
        }
        multiply_block(block, &left, &right[c], instruction, lane);
        _Pragma("unroll") for (int i = 0; i < 4; i++) sum[4 * q + i][c] =
            (float4)(block[i][0], block[i][1], block[i][2], block[i][3]);
      }
    }
  }
}

INLINE int tile_row(const int item, const int i) {
  return block_row(item) + i / 4 * MATRIX_ROWS + ff_sum_row(item % MATRIX_ITEMS, i % 4);
}
INLINE int tile_column(const int item, const int c, const int e) {
  return block_column(item) + c * MATRIX_COLUMNS + ff_sum_column(item % MATRIX_ITEMS, e);
}
