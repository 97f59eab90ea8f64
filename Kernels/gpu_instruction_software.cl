// Matrix instructions in plain OpenCL C (gpu_instruction_matrix.cl says what an instruction gives), so that the tile
// kernel and the layout are checked on any device. Slow: what other items hold is read again.
//
// For its sums of C an item asks which item's which number every factor is, by the layout of the
// instruction, and reads it where that item would: a wrong layout gives a wrong sum.

// The K tile that a lane, and all others, would read from.
typedef local const uint *row_operand;
typedef local const uint *column_operand;

INLINE row_operand take_rows(local const uint *k_tile, const int lane) { return k_tile; }
INLINE column_operand take_columns(local const uint *k_tile, const int lane) { return k_tile; }

// The number of an element in the word that has it.
INLINE float number_in(const uint word, const int element) {
#if INSTRUCTION_DEPTH == 8
  return as_float(word);
#else
  return as_float(element % 2 == 0 ? word << 16 : word & 0xffff0000u);
#endif
}

// A number of A for the m-th instruction of a block, and of B for the n-th.
INLINE float a_number(local const uint *k_tile, const int m, const int row, const int step) {
  const int lane = ff_a_lane(INSTRUCTION_DEPTH, row, step);
  const int element = ff_a_element(INSTRUCTION_DEPTH, row, step), i = element / PACK;
  const int line = ff_read_line(INSTRUCTION_DEPTH, lane, ff_a_read(i));
  return number_in(k_tile[line * (4 * K_TILE_STRIDE) + ff_read_row(lane) + ff_a_row(m, i)], element);
}
INLINE float b_number(local const uint *k_tile, const int n, const int step, const int column) {
  const int lane = ff_b_lane(INSTRUCTION_DEPTH, step, column);
  const int element = ff_b_element(INSTRUCTION_DEPTH, step);
  const int line = ff_read_line(INSTRUCTION_DEPTH, lane, element / PACK);
  return number_in(k_tile[line * (4 * K_TILE_STRIDE) + ff_read_column(lane) + n], element);
}

// Elements 0 and 2 of C lie in the lane's two rows, 0 and 1 in its two columns.
INLINE void multiply_block(float sum[4][4], const row_operand *x, const column_operand *w,
                           const int lane) {
  for (int step = 0; step < INSTRUCTION_DEPTH; step++) {
    float a[4], b[4];
    for (int m = 0; m < 2; m++) {
      for (int i = 0; i < 4; i += 2)
        a[ff_c_sum_row(m, i)] = a_number(*x, m, ff_c_row(lane, i), step);
    }
    for (int n = 0; n < 2; n++) {
      for (int i = 0; i < 2; i++)
        b[ff_c_sum_column(n, i)] = b_number(*w, n, step, ff_c_column(lane, i));
    }
    for (int row = 0; row < 4; row++) {
      for (int column = 0; column < 4; column++)
        sum[row][column] = FMA(a[row], b[column], sum[row][column]);
    }
  }
}
