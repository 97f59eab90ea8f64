// K tiles of float32 in local memory (gpu_tile.cl): a line for each step of the sum,
//
//   k_tile[step][row or column]
//
// with a quad after each line, so that steps start in different banks.

#define K_TILE_LINES GPU_DEPTH
#define K_TILE_STRIDE (K_TILE_QUADS + 1)

INLINE void put_across(local float4 *k_tile, const int step, const int place, const float4 steps) {
  local float *to = (local float *)k_tile + step * (4 * K_TILE_STRIDE) + place;
  to[0] = steps.x;
  to[4 * K_TILE_STRIDE] = steps.y;
  to[8 * K_TILE_STRIDE] = steps.z;
  to[12 * K_TILE_STRIDE] = steps.w;
}

INLINE void put_along(local float4 *k_tile, const int step, const int quad, const float4 first,
                      const float4 next) {
  k_tile[step * K_TILE_STRIDE + quad] = first;
  k_tile[(step + 1) * K_TILE_STRIDE + quad] = next;
}
