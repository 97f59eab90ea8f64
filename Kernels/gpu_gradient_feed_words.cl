// How words come to local memory in a filter's gradient (gpu_gradient_pixels.cl): as they lie, by copies that
// run beside the arithmetic, as in gpu_convolution_feed_words.cl.

// The sums of a group's tile. All items have read the K tiles in `shared` when it returns.
INLINE void sum_pixels(global const float *arena, const ff_gpu_filter_gradient *p,
                       const gradient_place *place, local float4 *shared, const int item,
                       float4 sum[4 * QUADS][QUADS]) {
  const int step = item / LINE_QUADS * MOVES, quad = item % LINE_QUADS;
  const filter_row source = filter_row_at(p, place->first_row + 4 * PACK * quad);
  const int channel = place->first_column + 4 * PACK * quad;
  pixel_cursor at = start_pixels(p, place, step);
  const pixel_step others = step_of(p, K_TILE_STEPS - MOVES + 1);
  clear(sum);
  // Where the next K tile goes, and where the one to be multiplied is.
  int next = 0, now = 0;
  // Each round starts a K tile's copies and multiplies the one whose copies were started two rounds before.
  for (int k_tile = place->first_k_tile; k_tile < place->last_k_tile + STAGES - 1; k_tile++) {
    // All items' copies of the one to be multiplied are there; all have read the one whose place is taken.
    wait_for_copies();
    barrier(CLK_LOCAL_MEM_FENCE);
    if (k_tile < place->last_k_tile) {
      local float4 *rows = shared + next, *columns = rows + K_TILE;
      _Pragma("unroll") for (int i = 0; i < MOVES; i++) {
        const int to = place_of_quad(step + i, quad), is_pixel = at.number < place->pixels;
        copy_quad(rows + to, arena + input_offset(p, &source, &at),
                  is_pixel && is_input(p, &source, &at));
        copy_quad(columns + to, arena + gradient_offset(p, &at, channel),
                  is_pixel && channel < (int)p->target.channels);
        if (i + 1 < MOVES) move_to_next_pixel(p, &at);
      }
      move_pixels(p, &at, others);
      next = next == 2 * (STAGES - 1) * K_TILE ? 0 : next + 2 * K_TILE;
    }
    end_copies();
    if (k_tile >= place->first_k_tile + STAGES - 1) {
      multiply_k_tile(sum, shared + now, shared + now + K_TILE, item);
      now = now == 2 * (STAGES - 1) * K_TILE ? 0 : now + 2 * K_TILE;
    }
  }
  barrier(CLK_LOCAL_MEM_FENCE);
}
