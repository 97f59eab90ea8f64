// K tiles of words in local memory (gpu_tile.cl): as they lie in the arena, sixteen bytes side by side, with
// places exchanged (MatrixFragments.h). There are three of either matrix: while one is multiplied, two are on
// their way.
//
// Whoever includes this text says how the sum runs by one of
//
//   SUM_ALONG_MEMORY     k_tile[row or column][words]
//   SUM_ACROSS_MEMORY    k_tile[step][words of rows or columns]

#define K_TILE (TILE * GPU_DEPTH / 4)
#define STAGES 3
#define SHARED_QUADS (2 * STAGES * K_TILE)

// The number of an element in the word that has it.
INLINE float number_in(const uint word, const int element) {
#if PACK == 1
  return as_float(word);
#else
  return as_float(element % 2 == 0 ? word << 16 : word & 0xffff0000u);
#endif
}

#ifdef SUM_ALONG_MEMORY

// Where a quad of a row or column is.
INLINE int place_of_quad(const int place, const int quad) { return ff_quad_across(place, quad); }

// Where a quad is that an item copies, the i-th of its MOVES.
INLINE int place_of_move(const int item, const int i) {
  return ff_quad_across((item + i * GROUP) / (GPU_DEPTH / 4), item % (GPU_DEPTH / 4));
}

// One number of a row or column.
INLINE float number_at(local const float4 *k_tile, const int place, const int step) {
  const int word = step / PACK;
  const int at = 4 * ff_quad_across(place, word / 4) + word % 4;
  return number_in(((local const uint *)k_tile)[at], step);
}

#define ff_sum_row ff_sum_row_across
#define ff_sum_column ff_sum_column_across
#define ff_c_sum_column ff_c_sum_column_across

#else

// Where a quad of rows or columns is, of a step.
INLINE int place_of_quad(const int step, const int quad) {
  return ff_quad_along(INSTRUCTION_DEPTH, LINE_QUADS, step, quad);
}

INLINE float number_at(local const float4 *k_tile, const int place, const int step) {
  const int word = place / PACK;
  return number_in(((local const uint *)k_tile)[4 * place_of_quad(step, word / 4) + word % 4],
                   place);
}

#define ff_sum_row ff_sum_row_along
#define ff_sum_column ff_sum_column_along
#define ff_c_sum_column ff_c_sum_column_along

#endif
