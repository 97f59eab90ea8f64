// How words come to local memory in a convolution (gpu_convolution_taps.cl): as they lie, by copies that run
// beside the arithmetic (gpu_copy_*.cl). There is room for STAGES K tiles: while one is multiplied, the
// next two are on their way. That takes one barrier a K tile.
//
//   w[K tile][column][16 words]    (gpu_pack_words.cl)
//
// Of the weights a work-item moves quads of words of MOVES columns, as it does those of pixels.

// The sums of a group's tile. All items have read the K tiles in `shared` when it returns.
INLINE void convolve_tile(global const float *arena, const ff_gpu_convolution *p,
                          const group_place place, local float4 *shared, const int item,
                          float4 sum[4 * QUADS][QUADS]) {
  const int first = first_k_tile(p, place.part), last = first_k_tile(p, place.part + 1);
  taps_of_item taps;
  start_taps(&taps, arena, p, place, first, item);
  const int column = place.first_column + item / (GPU_DEPTH / 4), w_width = (int)p->w_width;
  global const float *w = arena + p->w + place.batch * p->w_batch +
                          ((ff_int)first * w_width + column) * GPU_DEPTH +
                          item % (GPU_DEPTH / 4) * 4;
  clear(sum);
  // Where the next K tile goes, and where the one to be multiplied is.
  int next = 0, now = 0;
  // Each round starts a K tile's copies and multiplies the one whose copies were started two rounds before.
  for (int k_tile = first; k_tile < last + STAGES - 1; k_tile++) {
    // All items' copies of the one to be multiplied are there; all have read the one whose place is taken.
    wait_for_copies();
    barrier(CLK_LOCAL_MEM_FENCE);
    if (k_tile < last) {
      local float4 *rows = shared + next, *columns = rows + K_TILE;
      const uint offset = tap_offset(p, taps.at);
      _Pragma("unroll") for (int i = 0; i < MOVES; i++) {
        const int to = place_of_move(item, i);
        copy_quad_of_many(rows + to, taps.pixel[i].from + offset,
                          is_inside(p, &taps.pixel[i], taps.at));
        copy_quad(columns + to, w + i * (4 * GROUP),
                  column + i * (GROUP / (GPU_DEPTH / 4)) < w_width);
      }
      move_taps(p, &taps.at, GPU_DEPTH);
      w += (ff_int)w_width * GPU_DEPTH;
      next = next == 2 * (STAGES - 1) * K_TILE ? 0 : next + 2 * K_TILE;
    }
    end_copies();
    if (k_tile >= first + STAGES - 1) {
      multiply_k_tile(sum, shared + now, shared + now + K_TILE, item);
      now = now == 2 * (STAGES - 1) * K_TILE ? 0 : now + 2 * K_TILE;
    }
  }
  barrier(CLK_LOCAL_MEM_FENCE);
}
