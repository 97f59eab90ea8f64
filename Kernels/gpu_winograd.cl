// Winograd's algorithm (gpu_winograd_points.cl) around the products of GPUs.
//
//   gpu_winograd_filter   u[point][ci][co]     = G w Gt
//   gpu_winograd_input    v[point][tile][c]    = Bt x B      channels of all parts, side by side
//   gpu_winograd_output   y = At m A + bias + addend         m[point] = v[point] u[point]
//   gpu_winograd_spread   d[point][tile][c]    = A dy At
//   gpu_winograd_collect  dw = addend + Gt s G               s[point] = transposed v[point] d[point]
//
// The 36 products between are one launch of gpu_convolution or gpu_filter_gradient, with a batch for
// each point.

// u[point][ci][co] in one block, zeros from cout up to its width; the source through strides.
POINT_KERNEL void gpu_winograd_filter(global float *arena, const ff_winograd_filter p) {
  const ff_int item = get_global_id(0), ci = item / p.block, co = item - ci * p.block;
  if (ci >= p.cin) return;
  const int size = (int)p.kernel_size;
  float g[5][5], t[POINTS][POINTS];
  for (int ky = 0; ky < 5; ky++) {
    for (int kx = 0; kx < 5; kx++) {
      const ff_int at = p.source + ky * p.stride_ky + kx * p.stride_kx + ci * p.stride_ci +
                        co * p.stride_co;
      g[ky][kx] = co < p.cout && ky < size && kx < size ? arena[at] : 0.0f;
    }
  }
  evaluate_both(g, size, 1, t);
  store_points(arena + p.u + item, p.cin * p.block, t);
}

// Where an item's channel lies, at its tile's image; -1 for the zeros after the last channel.
INLINE ff_int part_of(const ff_gpu_winograd_input *p, ff_int channel, const ff_int image,
                      ff_int *row, ff_int *pixel) {
  for (int i = 0; i < WINOGRAD_PARTS; i++) {
    if (i >= p->part_count) break;
    if (channel < p->parts[i].channels) {
      *row = p->parts[i].row;
      *pixel = p->parts[i].pixel;
      return p->parts[i].x + image * p->parts[i].image + channel;
    }
    channel -= p->parts[i].channels;
  }
  return -1;
}

POINT_KERNEL void gpu_winograd_input(global float *arena, const ff_gpu_winograd_input p) {
  const ff_int item = get_global_id(0), tile = item / p.v_width;
  const ff_int tiles = p.images * p.tile_rows * p.tile_columns;
  if (tile >= tiles) return;
  const tile_place place = tile_place_of(tile, p.tile_rows, p.tile_columns, p.tile);
  ff_int row = 0, pixel = 0;
  const ff_int x = part_of(&p, item - tile * p.v_width, place.image, &row, &pixel);
  float rows[POINTS][POINTS], t[POINTS][POINTS];
  _Pragma("unroll") for (int i = 0; i < POINTS; i++) {
    float d[POINTS];
    const ff_int iy = place.row + i - p.pad;
    _Pragma("unroll") for (int j = 0; j < POINTS; j++) {
      const ff_int ix = place.column + j - p.pad;
      const int inside = x >= 0 && iy >= 0 && iy < p.height && ix >= 0 && ix < p.width;
      d[j] = inside ? arena[x + iy * row + ix * pixel] : 0.0f;
    }
    input_points(d, rows[i]);
  }
  _Pragma("unroll") for (int j = 0; j < POINTS; j++) {
    float d[POINTS], out[POINTS];
    _Pragma("unroll") for (int i = 0; i < POINTS; i++) d[i] = rows[i][j];
    input_points(d, out);
    _Pragma("unroll") for (int i = 0; i < POINTS; i++) t[i][j] = out[i];
  }
  store_points(arena + p.v + item, tiles * p.v_width, t);
}

POINT_KERNEL void gpu_winograd_spread(global float *arena, const ff_gpu_winograd_input p) {
  const ff_int item = get_global_id(0), tile = item / p.v_width;
  const ff_int tiles = p.images * p.tile_rows * p.tile_columns;
  if (tile >= tiles) return;
  const tile_place place = tile_place_of(tile, p.tile_rows, p.tile_columns, p.tile);
  ff_int row = 0, pixel = 0;
  const ff_int dy = part_of(&p, item - tile * p.v_width, place.image, &row, &pixel);
  const int size = (int)p.tile;
  float g[5][5], t[POINTS][POINTS];
  for (int i = 0; i < 5; i++) {
    for (int j = 0; j < 5; j++) {
      const ff_int iy = place.row + i, ix = place.column + j;
      const int inside =
          dy >= 0 && i < size && j < size && iy < p.height && ix < p.width;
      g[i][j] = inside ? arena[dy + iy * row + ix * pixel] : 0.0f;
    }
  }
  evaluate_both(g, size, 0, t);
  store_points(arena + p.v + item, tiles * p.v_width, t);
}

POINT_KERNEL void gpu_winograd_output(global float *arena, const ff_gpu_winograd_output p) {
  const ff_int item = get_global_id(0), channels = p.target.channels;
  const ff_int tile = item / channels, channel = item - tile * channels;
  const ff_int tiles = p.target.images * p.tile_rows * p.tile_columns;
  if (tile >= tiles) return;
  const tile_place place = tile_place_of(tile, p.tile_rows, p.tile_columns, p.tile);
  const int size = (int)p.tile;
  float sums[5][5];
  combine_both(arena + p.m + tile * p.width + channel, tiles * p.width, size, 0, sums);
  const float bias = p.target.bias >= 0 ? arena[p.target.bias + channel] : 0.0f;
  for (int i = 0; i < size; i++) {
    for (int j = 0; j < size; j++) {
      const ff_int oy = place.row + i, ox = place.column + j;
      if (oy >= p.target.height || ox >= p.target.width) continue;
      float sum = sums[i][j] + bias;
      if (p.target.addend >= 0)
        sum += arena[p.target.addend + place.image * p.target.addend_image +
                     oy * p.target.addend_row + ox * p.target.addend_pixel + channel];
      arena[p.target.y + place.image * p.target.y_image + oy * p.target.y_row +
            ox * p.target.y_pixel + channel] = sum;
    }
  }
}

POINT_KERNEL void gpu_winograd_collect(global float *arena, const ff_gpu_winograd_collect p) {
  const ff_int item = get_global_id(0), plane = p.cin * p.cout;
  if (item >= plane) return;
  const int size = (int)p.kernel_size;
  float sums[5][5];
  combine_both(arena + p.s + item, plane, size, 1, sums);
  for (int ky = 0; ky < size; ky++) {
    for (int kx = 0; kx < size; kx++) {
      const ff_int at = (ky * size + kx) * plane + item;
      arena[p.dw + at] = sums[ky][kx] + (p.addend >= 0 ? arena[p.addend + at] : 0.0f);
    }
  }
}
