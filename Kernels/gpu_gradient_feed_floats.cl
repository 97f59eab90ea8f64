// How numbers of float32 come to local memory in a filter's gradient (gpu_gradient_pixels.cl): through
// registers, as in gpu_convolution_feed_floats.cl.

// Four rows of a pixel.
INLINE float4 fetch_rows(global const float *arena, const ff_gpu_filter_gradient *p,
                         const filter_row *source, const pixel_cursor *at, const int pixels) {
#ifdef QUAD_LOADS
  return at->number < pixels && is_input(p, source, at)
             ? *(global const float4 *)(arena + input_offset(p, source, at))
             : (float4)(0.0f);
#else
  float lanes[4];
  _Pragma("unroll") for (int e = 0; e < 4; e++) lanes[e] =
      at->number < pixels && is_input(p, &source[e], at) ? arena[input_offset(p, &source[e], at)]
                                                         : 0.0f;
  return (float4)(lanes[0], lanes[1], lanes[2], lanes[3]);
#endif
}

// Four output channels of a pixel.
INLINE float4 fetch_columns(global const float *arena, const ff_gpu_filter_gradient *p,
                            const int channel, const pixel_cursor *at, const int pixels) {
  const int cout = (int)p->target.channels;
  global const float *from = arena + gradient_offset(p, at, channel);
#ifdef QUAD_LOADS
  return at->number < pixels && channel < cout ? *(global const float4 *)from : (float4)(0.0f);
#else
  float lanes[4];
  _Pragma("unroll") for (int e = 0; e < 4; e++) lanes[e] =
      at->number < pixels && channel + e < cout ? from[e] : 0.0f;
  return (float4)(lanes[0], lanes[1], lanes[2], lanes[3]);
#endif
}

// The sums of a group's tile. All items have read the K tiles in `shared` when it returns.
INLINE void sum_pixels(global const float *arena, const ff_gpu_filter_gradient *p,
                       const gradient_place *place, local float4 *shared, const int item,
                       float4 sum[4 * QUADS][QUADS]) {
  local float4 *rows = shared, *columns = shared + 2 * K_TILE;
  const int step = item / LINE_QUADS * MOVES, quad = item % LINE_QUADS;
#ifdef QUAD_LOADS
  const filter_row source[1] = {filter_row_at(p, place->first_row + 4 * quad)};
#else
  filter_row source[4];
  _Pragma("unroll") for (int e = 0; e < 4; e++) source[e] =
      filter_row_at(p, place->first_row + 4 * quad + e);
#endif
  const int channel = place->first_column + 4 * quad;
  pixel_cursor at = start_pixels(p, place, step);
  const pixel_step others = step_of(p, K_TILE_STEPS - MOVES + 1);
  float4 x_next[MOVES], dy_next[MOVES];
  clear(sum);
  // One round more than K tiles: each fetches a K tile and multiplies the one before.
  for (int k_tile = place->first_k_tile; k_tile <= place->last_k_tile; k_tile++) {
    const int now = (k_tile & 1) * K_TILE, before = K_TILE - now;
    if (k_tile < place->last_k_tile) {
      _Pragma("unroll") for (int i = 0; i < MOVES; i++) {
        x_next[i] = fetch_rows(arena, p, source, &at, place->pixels);
        dy_next[i] = fetch_columns(arena, p, channel, &at, place->pixels);
        if (i + 1 < MOVES) move_to_next_pixel(p, &at);
      }
      move_pixels(p, &at, others);
    }
    if (k_tile > place->first_k_tile)
      multiply_k_tile(sum, rows + before, columns + before, item);
    if (k_tile < place->last_k_tile) {
      _Pragma("unroll") for (int i = 0; i < MOVES; i++) {
        put_along(rows + now, step + i, quad, x_next[i]);
        put_along(columns + now, step + i, quad, dy_next[i]);
      }
    }
    barrier(CLK_LOCAL_MEM_FENCE);
  }
}
