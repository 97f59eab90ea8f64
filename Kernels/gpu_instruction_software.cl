// Matrix instructions in plain OpenCL C (gpu_instruction_matrix.cl says what an instruction gives), so that the
// kernels around them are checked on any device. Slow: each item reads both factors of each of its sums.

// Where a block's rows or columns are.
typedef struct row_operand {
  local const float4 *k_tile;
  int first;
} row_operand;
typedef row_operand column_operand;

INLINE void take_rows(row_operand *rows, local const float4 *k_tile, const int first,
                      const int lane) {
  rows->k_tile = k_tile;
  rows->first = first;
}
INLINE void take_columns(column_operand *columns, local const float4 *k_tile, const int first,
                         const int lane) {
  take_rows(columns, k_tile, first, lane);
}

INLINE void multiply_block(float sum[4][4], const row_operand *rows,
                           const column_operand *columns, const int i, const int lane) {
  for (int step = i * INSTRUCTION_DEPTH; step < (i + 1) * INSTRUCTION_DEPTH; step++) {
    float a[4], b[4];
    for (int e = 0; e < 4; e++) {
      a[e] = number_at(rows->k_tile, rows->first + ff_sum_row(lane, e), step);
      b[e] = number_at(columns->k_tile, columns->first + ff_sum_column(lane, e), step);
    }
    for (int row = 0; row < 4; row++) {
      for (int column = 0; column < 4; column++)
        sum[row][column] = FMA(a[row], b[column], sum[row][column]);
    }
  }
}
