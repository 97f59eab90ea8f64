// The filter's gradient for GPUs as one matrix product (gpu_tile.cl).
//
//   dw[row, co] = addend[row, co] + sum over pixels (n, oy, ox) of
//                 x[n, oy * stride + ky - pad_y, ox * stride + kx - pad_x, ci] dy[n, oy, ox, co]
//   row = (ky, kx, ci)
//
// Rows of a tile are rows of dw, columns are output channels; the sum goes over pixels, 16 in a K tile.
// A work-item reads quads of four neighbouring rows of x and four channels of dy, always the same
// ones, so that only the pixel moves. Both lie in local memory as they come, a line for each pixel.
//
// Work-groups are numbered [part][batch][tile of rows][tile of channels]. With several parts each
// sums some of the K tiles, and gpu_sum adds the parts up: no atomic operation, one fixed order.
//
// Tuning: TILE and QUADS (gpu_tile.cl). QUAD_LOADS: x and dy may be read four channels at a time,
// because cin, cout, strides and offsets are multiples of 4.

// Where an item is among the pixels.
typedef struct pixel_cursor {
  ff_int x, dy;   // offsets of the images
  int oy, ox;
} pixel_cursor;

INLINE void move_pixels(const ff_gpu_filter_gradient *p, pixel_cursor *at, const int steps) {
  at->ox += steps;
  while (at->ox >= (int)p->out_width) {
    at->ox -= (int)p->out_width;
    if (++at->oy == (int)p->out_height) {
      at->oy = 0;
      at->x += p->x_image;
      at->dy += p->dy_image;
    }
  }
}

// A row of dw: its tap, relative to the pixel's place, and its channel; rows after the end are
// never inside.
typedef struct filter_row {
  int y, x, ci;
} filter_row;

INLINE filter_row filter_row_at(const ff_gpu_filter_gradient *p, const ff_int number) {
  const int tap = (int)(number / p->cin), ky = tap / (int)p->kernel_width;
  filter_row row = {ky < (int)p->kernel_height ? ky - (int)p->pad_y : INT_MIN / 2,
                    tap - ky * (int)p->kernel_width - (int)p->pad_x,
                    (int)(number - tap * p->cin)};
  return row;
}

// Where the row's input for a pixel lies, or -1 outside of the image.
INLINE ff_int input_offset(const ff_gpu_filter_gradient *p, const filter_row *row,
                           const pixel_cursor *at) {
  const int iy = at->oy * (int)p->stride + row->y, ix = at->ox * (int)p->stride + row->x;
  const int inside = (uint)iy < (uint)p->in_height && (uint)ix < (uint)p->in_width;
  return inside ? at->x + iy * p->x_row + ix * p->x_pixel + row->ci : -1;
}

GROUP_KERNEL void gpu_filter_gradient(global float *arena, const ff_gpu_filter_gradient p) {
  local float4 shared[4 * K_TILE];
  local float4 *rows = shared, *columns = shared + 2 * K_TILE;
  const ff_int all_rows = p.kernel_height * p.kernel_width * p.cin;
  const ff_int cout = p.target.channels;
  const ff_int row_tiles = (all_rows + TILE - 1) / TILE;
  const ff_int column_tiles = (cout + TILE - 1) / TILE;
  ff_int group = get_group_id(0);
  const ff_int first_column = group % column_tiles * TILE;
  group /= column_tiles;
  const ff_int first_row = group % row_tiles * TILE;
  group /= row_tiles;
  const ff_int batch = group % p.target.batches, part = group / p.target.batches;
  const int item = get_local_id(0);

  const ff_int pixels = p.images * p.out_height * p.out_width;
  const ff_int k_tiles = (pixels + GPU_DEPTH - 1) / GPU_DEPTH;
  const ff_int first_k_tile = k_tiles * part / p.parts, last_k_tile = k_tiles * (part + 1) / p.parts;

  // This item moves one quad of rows and one of channels, for MOVES neighbouring pixels of a K tile.
  const int k = item / K_TILE_QUADS * MOVES, quad = item % K_TILE_QUADS;
#ifdef QUAD_LOADS
  const filter_row source = filter_row_at(&p, first_row + 4 * quad);
#else
  filter_row source[4];
  _Pragma("unroll") for (int e = 0; e < 4; e++) source[e] =
      filter_row_at(&p, first_row + 4 * quad + e);
#endif
  const ff_int channel = first_column + 4 * quad;
  pixel_cursor cursor[MOVES];
  _Pragma("unroll") for (int i = 0; i < MOVES; i++) {
    const ff_int number = first_k_tile * GPU_DEPTH + k + i;
    const ff_int image = number / (p.out_height * p.out_width);
    const uint rest = (uint)(number - image * (p.out_height * p.out_width));
    cursor[i].x = p.x + batch * p.x_batch + image * p.x_image;
    cursor[i].dy = p.dy + batch * p.dy_batch + image * p.dy_image;
    cursor[i].oy = (int)(rest / (uint)p.out_width);
    cursor[i].ox = (int)(rest % (uint)p.out_width);
  }

  float4 x_next[MOVES], dy_next[MOVES];
  float4 sum[4 * QUADS][QUADS];
  _Pragma("unroll") for (int i = 0; i < 4 * QUADS; i++) {
    _Pragma("unroll") for (int c = 0; c < QUADS; c++) sum[i][c] = (float4)(0.0f);
  }
  // One round more than K tiles: each fetches a K tile and multiplies the one before.
  for (ff_int k_tile = first_k_tile; k_tile <= last_k_tile; k_tile++) {
    const int now = (int)(k_tile & 1) * K_TILE, before = K_TILE - now;
    if (k_tile < last_k_tile) {
      _Pragma("unroll") for (int i = 0; i < MOVES; i++) {
        const int is_pixel = k_tile * GPU_DEPTH + k + i < pixels;
        const ff_int dy = cursor[i].dy + cursor[i].oy * p.dy_row + cursor[i].ox * p.dy_pixel;
#ifdef QUAD_LOADS
        const ff_int x = input_offset(&p, &source, &cursor[i]);
        x_next[i] =
            is_pixel && x >= 0 ? *(global const float4 *)(arena + x) : (float4)(0.0f);
        dy_next[i] = is_pixel && channel < cout
                         ? *(global const float4 *)(arena + dy + channel)
                         : (float4)(0.0f);
#else
        float a[4], b[4];
        _Pragma("unroll") for (int e = 0; e < 4; e++) {
          const ff_int x = input_offset(&p, &source[e], &cursor[i]);
          a[e] = is_pixel && x >= 0 ? arena[x] : 0.0f;
          b[e] = is_pixel && channel + e < cout ? arena[dy + channel + e] : 0.0f;
        }
        x_next[i] = (float4)(a[0], a[1], a[2], a[3]);
        dy_next[i] = (float4)(b[0], b[1], b[2], b[3]);
#endif
        move_pixels(&p, &cursor[i], GPU_DEPTH);
      }
    }
    if (k_tile > first_k_tile) multiply_k_tile(sum, rows + before, columns + before, item);
    if (k_tile < last_k_tile) {
      _Pragma("unroll") for (int i = 0; i < MOVES; i += 2) {
        put_along(rows + now, k + i, quad, x_next[i], x_next[i + 1]);
        put_along(columns + now, k + i, quad, dy_next[i], dy_next[i + 1]);
      }
    }
    barrier(CLK_LOCAL_MEM_FENCE);
  }

  _Pragma("unroll") for (int i = 0; i < 4 * QUADS; i++) {
    const ff_int number = first_row + tile_row(item, i);
    if (number >= all_rows) continue;
    _Pragma("unroll") for (int c = 0; c < QUADS; c++) {
      const ff_int to = first_column + tile_column(item, c);
      if (to >= cout) continue;
      if (p.parts > 1) {
        const ff_int at = ((part * p.target.batches + batch) * all_rows + number) * p.width;
        *(global float4 *)(arena + p.partial + at + to) = sum[i][c];
      } else {
        finish_quad(arena, &p.target, batch, number, to, sum[i][c]);
      }
    }
  }
}
