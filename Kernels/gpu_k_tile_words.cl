// K tiles of the words that matrix instructions take, in local memory (gpu_tile.cl): numbers are rounded
// on the way there, once, and each word has PACK neighbouring steps of a row or column. In bf16 that
// is half of what float32 would take, to write and to read.
//
//   k_tile[step / PACK][row or column]
//
// After each line are PACK quads, so that the items of a sub-group ask no bank twice
// (MatrixFragments.h says which lines they read). The text before this one gives
//
//   uint word_of(low, high)    a word of the steps `low` and `high`; of `low` alone if PACK is 1

// Steps in a word.
#define PACK (INSTRUCTION_DEPTH / 8)
#define K_TILE_LINES (GPU_DEPTH / PACK)
#define K_TILE_STRIDE (K_TILE_QUADS + PACK)

INLINE void put_across(local float4 *k_tile, const int step, const int place, const float4 steps) {
  const float four[4] = {steps.x, steps.y, steps.z, steps.w};
  local uint *to = (local uint *)k_tile + step / PACK * (4 * K_TILE_STRIDE) + place;
  _Pragma("unroll") for (int i = 0; i < 4 / PACK; i++)
    to[i * (4 * K_TILE_STRIDE)] = word_of(four[i * PACK], four[i * PACK + PACK - 1]);
}

INLINE void put_along(local float4 *k_tile, const int step, const int quad, const float4 first,
                      const float4 next) {
  const float4 two[2] = {first, next};
  local uint4 *to = (local uint4 *)k_tile + step / PACK * K_TILE_STRIDE + quad;
  _Pragma("unroll") for (int i = 0; i < 2 / PACK; i++) {
    const float4 low = two[i * PACK], high = two[i * PACK + PACK - 1];
    to[i * K_TILE_STRIDE] = (uint4)(word_of(low.x, high.x), word_of(low.y, high.y),
                                  word_of(low.z, high.z), word_of(low.w, high.w));
  }
}
