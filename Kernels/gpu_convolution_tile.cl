// The sums of a convolution for GPUs, as one matrix product (gpu_tile.cl) that never builds its left
// matrix; what becomes of them is said by the kernel after this text.
//
//   sum[pixel, column] = sum over k = (ky, kx, ci) of
//                        x[n, oy * stride + ky - pad_y, ox * stride + kx - pad_x, ci] w[k, column]
//
// Rows of a tile are pixels, through all images; columns are those of the weights. For a K tile of 16
// steps of k a work-item reads quads of four neighbouring channels of some pixels, always the
// same ones, so that only the tap moves: neighbouring items read the 16 channels of one pixel. In
// local memory the quads are turned, a line for each step.
//
// Work-groups are numbered [part][batch][tile of pixels][tile of columns]. With several parts each
// sums some of the K tiles.
//
// Tuning: TILE and QUADS (gpu_tile.cl). QUAD_LOADS: x may be read four channels at a time, because
// cin, strides and offsets are multiples of 4.

// A pixel whose taps an item reads: its image and the place of tap (0, 0).
typedef struct pixel_taps {
  ff_int image;
  int y, x;
} pixel_taps;

// Where an item is in (ky, kx, ci).
typedef struct tap_cursor {
  int ky, kx, ci;
} tap_cursor;

INLINE void move_taps(const ff_gpu_convolution *p, tap_cursor *at, const int steps) {
  at->ci += steps;
  while (at->ci >= (int)p->cin) {
    at->ci -= (int)p->cin;
    if (++at->kx == (int)p->kernel_width) {
      at->kx = 0;
      at->ky++;
    }
  }
}

// Where a pixel's tap lies, or -1 outside of the image and after the last tap.
INLINE ff_int tap_offset(const ff_gpu_convolution *p, const pixel_taps *pixel,
                         const tap_cursor at) {
  const int iy = pixel->y + at.ky, ix = pixel->x + at.kx;
  const int inside = at.ky < (int)p->kernel_height && (uint)iy < (uint)p->in_height &&
                     (uint)ix < (uint)p->in_width;
  return inside ? pixel->image + iy * p->x_row + ix * p->x_pixel + at.ci : -1;
}

// Four steps of k for one pixel.
INLINE float4 fetch_taps(global const float *arena, const ff_gpu_convolution *p,
                         const pixel_taps *pixel, tap_cursor at) {
#ifdef QUAD_LOADS
  const ff_int offset = tap_offset(p, pixel, at);
  return offset >= 0 ? *(global const float4 *)(arena + offset) : (float4)(0.0f);
#else
  float lanes[4];
  _Pragma("unroll") for (int e = 0; e < 4; e++) {
    const ff_int offset = tap_offset(p, pixel, at);
    lanes[e] = offset >= 0 ? arena[offset] : 0.0f;
    move_taps(p, &at, 1);
  }
  return (float4)(lanes[0], lanes[1], lanes[2], lanes[3]);
#endif
}

// What a work-group computes.
typedef struct group_place {
  ff_int first_pixel, first_column, batch, part;
} group_place;

INLINE ff_int pixel_count(const ff_gpu_convolution *p) {
  return p->target.images * p->target.height * p->target.width;
}

INLINE group_place place_of_group(const ff_gpu_convolution *p) {
  const ff_int row_tiles = (pixel_count(p) + TILE - 1) / TILE;
  const ff_int column_tiles = (p->w_width + TILE - 1) / TILE;
  ff_int group = get_group_id(0);
  group_place place;
  place.first_column = group % column_tiles * TILE;
  group /= column_tiles;
  place.first_pixel = group % row_tiles * TILE;
  group /= row_tiles;
  place.batch = group % p->target.batches;
  place.part = group / p->target.batches;
  return place;
}

// The sums of a group's tile. K tiles lie in `shared`, those of both matrices twice; all items have read
// them when it returns.
INLINE void convolve_tile(global const float *arena, const ff_gpu_convolution *p,
                          const group_place place, local float4 *shared, const int item,
                          float4 sum[4 * QUADS][QUADS]) {
  local float4 *rows = shared, *columns = shared + 2 * K_TILE;
  const ff_int pixels = pixel_count(p);
  const int steps = (int)(p->kernel_height * p->kernel_width * p->cin);
  const int k_tiles = (steps + GPU_DEPTH - 1) / GPU_DEPTH;
  const int first_k_tile = (int)(k_tiles * place.part / p->parts);
  const int last_k_tile = (int)(k_tiles * (place.part + 1) / p->parts);

  // Quads of x that this item moves: steps 4 * quad to 4 * quad + 3 of a K tile.
  const int quad = item % (GPU_DEPTH / 4);
  pixel_taps pixel[MOVES];
  _Pragma("unroll") for (int i = 0; i < MOVES; i++) {
    const ff_int number = place.first_pixel + (item + i * GROUP) / (GPU_DEPTH / 4);
    const ff_int image = number / (p->out_height * p->out_width);
    const uint rest = (uint)(number - image * (p->out_height * p->out_width));
    const uint row = rest / (uint)p->out_width;
    pixel[i].image = p->x + place.batch * p->x_batch + image * p->x_image;
    pixel[i].x = (int)((rest - row * (uint)p->out_width) * p->stride - p->pad_x);
    // After the last pixel no tap is inside.
    pixel[i].y = number < pixels ? (int)(row * p->stride - p->pad_y) : INT_MIN / 2;
  }
  tap_cursor taps = {0, 0, 0};
  if (first_k_tile < last_k_tile) {
    const int step = first_k_tile * GPU_DEPTH + quad * 4;
    const int tap = step / (int)p->cin;
    taps.ci = step - tap * (int)p->cin;
    taps.ky = tap / (int)p->kernel_width;
    taps.kx = tap - taps.ky * (int)p->kernel_width;
  }
  // Quads of w that it moves: one column of quads, of neighbouring steps.
  const int w_row = item / K_TILE_QUADS * MOVES, w_quad = item % K_TILE_QUADS;
  const ff_int w_column = place.first_column + w_quad * 4;
  const int has_column = w_column < p->w_width;
  global const float *w = arena + p->w + place.batch * p->w_batch + w_column;

  float4 x_next[MOVES], w_next[MOVES];
  _Pragma("unroll") for (int i = 0; i < 4 * QUADS; i++) {
    _Pragma("unroll") for (int c = 0; c < QUADS; c++) sum[i][c] = (float4)(0.0f);
  }
  // One round more than K tiles: each fetches a K tile and multiplies the one before.
  for (int k_tile = first_k_tile; k_tile <= last_k_tile; k_tile++) {
    if (k_tile < last_k_tile) {
      _Pragma("unroll") for (int i = 0; i < MOVES; i++) {
        x_next[i] = fetch_taps(arena, p, &pixel[i], taps);
        const int k = k_tile * GPU_DEPTH + w_row + i;
        w_next[i] = has_column && k < steps
                        ? *(global const float4 *)(w + k * p->w_width)
                        : (float4)(0.0f);
      }
      move_taps(p, &taps, GPU_DEPTH);
    }
    const int now = (k_tile & 1) * K_TILE, before = K_TILE - now;
    if (k_tile > first_k_tile) multiply_k_tile(sum, rows + before, columns + before, item);
    if (k_tile < last_k_tile) {
      _Pragma("unroll") for (int i = 0; i < MOVES; i++)
        put_across(rows + now, 4 * quad, (item + i * GROUP) / (GPU_DEPTH / 4), x_next[i]);
      _Pragma("unroll") for (int i = 0; i < MOVES; i += 2)
        put_along(columns + now, w_row + i, w_quad, w_next[i], w_next[i + 1]);
    }
    barrier(CLK_LOCAL_MEM_FENCE);
  }
}
