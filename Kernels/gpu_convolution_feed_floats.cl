// How numbers of float32 come to local memory in a convolution (gpu_convolution_taps.cl): through registers.
// K tiles lie there twice. While one is multiplied, the next is on its way, and goes to the other copy
// after the arithmetic: one barrier a K tile. Quads of four channels of a pixel are turned on the way.
//
//   w[k][column]    k = (ky, kx, ci)
//
// Of the weights a work-item moves one quad of columns, of MOVES neighbouring steps.

// Four steps of k for each pixel of an item.
INLINE void fetch_taps(const ff_gpu_convolution *p, const taps_of_item *taps, float4 next[MOVES]) {
  tap_cursor at = taps->at;
#ifdef QUAD_LOADS
  const uint offset = tap_offset(p, at);
  _Pragma("unroll") for (int i = 0; i < MOVES; i++)
      next[i] = is_inside(p, &taps->pixel[i], at)
                    ? *(global const float4 *)(taps->pixel[i].from + offset)
                    : (float4)(0.0f);
#else
  float lanes[MOVES][4];
  _Pragma("unroll") for (int e = 0; e < 4; e++) {
    const uint offset = tap_offset(p, at);
    _Pragma("unroll") for (int i = 0; i < MOVES; i++)
        lanes[i][e] =
            is_inside(p, &taps->pixel[i], at) ? taps->pixel[i].from[offset] : 0.0f;
    move_taps(p, &at, 1);
  }
  _Pragma("unroll") for (int i = 0; i < MOVES; i++)
      next[i] = (float4)(lanes[i][0], lanes[i][1], lanes[i][2], lanes[i][3]);
#endif
}

// The sums of a group's tile. All items have read the K tiles in `shared` when it returns.
INLINE void convolve_tile(global const float *arena, const ff_gpu_convolution *p,
                          const group_place place, local float4 *shared, const int item,
                          float4 sum[4 * QUADS][QUADS]) {
  local float4 *rows = shared, *columns = shared + 2 * K_TILE;
  const int steps = (int)(p->kernel_height * p->kernel_width * p->cin);
  const int first = first_k_tile(p, place.part), last = first_k_tile(p, place.part + 1);
  taps_of_item taps;
  start_taps(&taps, arena, p, place, first, item);
  const int w_row = item / K_TILE_QUADS * MOVES, w_quad = item % K_TILE_QUADS;
  const int w_column = place.first_column + w_quad * 4, w_width = (int)p->w_width;
  // Its first step of the next K tile, and the steps there are: none of a column that is not there.
  int k = first * GPU_DEPTH + w_row;
  const int w_steps = w_column < w_width ? steps : 0;
  global const float *w =
      arena + p->w + place.batch * p->w_batch + w_column + (ff_int)k * w_width;

  float4 x_next[MOVES], w_next[MOVES];
  clear(sum);
  // One round more than K tiles: each fetches a K tile and multiplies the one before.
  for (int k_tile = first; k_tile <= last; k_tile++) {
    if (k_tile < last) {
      fetch_taps(p, &taps, x_next);
      _Pragma("unroll") for (int i = 0; i < MOVES; i++) w_next[i] =
          k + i < w_steps ? *(global const float4 *)(w + (uint)(i * w_width)) : (float4)(0.0f);
      move_taps(p, &taps.at, GPU_DEPTH);
      k += GPU_DEPTH;
      w += GPU_DEPTH * w_width;
    }
    const int now = (k_tile & 1) * K_TILE, before = K_TILE - now;
    if (k_tile > first) multiply_k_tile(sum, rows + before, columns + before, item);
    if (k_tile < last) {
      _Pragma("unroll") for (int i = 0; i < MOVES; i++)
          put_across(rows + now, item % (GPU_DEPTH / 4), (item + i * GROUP) / (GPU_DEPTH / 4),
                     x_next[i]);
      _Pragma("unroll") for (int i = 0; i < MOVES; i++)
          put_along(columns + now, w_row + i, w_quad, w_next[i]);
    }
    barrier(CLK_LOCAL_MEM_FENCE);
  }
}
