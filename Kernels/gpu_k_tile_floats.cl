// K tiles of float32 in local memory (gpu_tile.cl): a line for each step of the sum,
//
//   k_tile[step][row or column]
//
// with a quad after each line, so that steps start in different banks. There are two of either matrix:
// while one is multiplied, the next is on its way to registers.

#define PACK 1
#define K_TILE_STRIDE (K_TILE_QUADS + 1)
#define K_TILE (GPU_DEPTH * K_TILE_STRIDE)
#define SHARED_QUADS (4 * K_TILE)

// Four neighbouring steps of one row or column.
INLINE void put_across(local float4 *k_tile, const int quad, const int place, const float4 steps) {
  local float *to = (local float *)k_tile + quad * (16 * K_TILE_STRIDE) + place;
  to[0] = steps.x;
  to[4 * K_TILE_STRIDE] = steps.y;
  to[8 * K_TILE_STRIDE] = steps.z;
  to[12 * K_TILE_STRIDE] = steps.w;
}

// Four neighbouring rows or columns of one step.
INLINE void put_along(local float4 *k_tile, const int step, const int quad, const float4 four) {
  k_tile[step * K_TILE_STRIDE + quad] = four;
}
