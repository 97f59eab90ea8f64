// Slabs of float32 in local memory (gpu_tile.cl): a line for each step of the sum,
//
//   slab[step][row or column]
//
// with a quad behind each line, so that steps start in different banks.

#define SLAB_LINES GPU_DEPTH
#define SLAB_STRIDE (SLAB_QUADS + 1)

INLINE void put_across(local float4 *slab, const int step, const int place, const float4 steps) {
  local float *to = (local float *)slab + step * (4 * SLAB_STRIDE) + place;
  to[0] = steps.x;
  to[4 * SLAB_STRIDE] = steps.y;
  to[8 * SLAB_STRIDE] = steps.z;
  to[12 * SLAB_STRIDE] = steps.w;
}

INLINE void put_along(local float4 *slab, const int step, const int quad, const float4 first,
                      const float4 next) {
  slab[step * SLAB_STRIDE + quad] = first;
  slab[(step + 1) * SLAB_STRIDE + quad] = next;
}
