// The gradient of the filter by the transposed map of Winograd's convolution (winograd_points.cl):
//
//   dw = addend + Gt [ (Bt x B) . (A dy At) ] G       summed over all tiles before Gt and G
//
//   winograd_input      v[point][tile][ci]
//   winograd_spread     d[point][j][tile][v] = A dy At
//   winograd_correlate  s[point][j][ci][v] += v * d over the tiles
//   winograd_collect    dw = addend + Gt s G, once, when all images and moments are in s

// Bt x B for WINOGRAD_INPUT_TILES tiles.
ITEM_KERNEL void winograd_input(global float *arena, const ff_winograd_input p) {
  const ff_int first = get_global_id(0) * WINOGRAD_INPUT_TILES;
  const ff_int last = min(first + WINOGRAD_INPUT_TILES, p.tiles);
  for (ff_int tile = first; tile < last; tile++) {
    const tile_place place =
        tile_place_of(p.first_tile + tile, p.tile_rows, p.tile_columns, p.tile);
    const tile_window window =
        window_of(place, p.kernel_size / 2, p.height, p.width, p.x_row, p.x_pixel);
    ff_int at[POINTS][POINTS];
    for (int i = 0; i < POINTS; i++)
      for (int j = 0; j < POINTS; j++)
        at[i][j] = window_at(&window, p.x + place.image * p.x_image, p.zero, i, j);
    for (ff_int c = 0; c < p.cin; c += VECTOR) {
      FLOATV t[POINTS][POINTS];   // [column of the tile][point along y]
      for (int j = 0; j < POINTS; j++) {
        FLOATV d[POINTS];
        _Pragma("unroll") for (int i = 0; i < POINTS; i++) d[i] =
            load_part(arena + at[i][j] + c, p.cin - c);
        input_points(d, t[j]);
      }
      global float *v = arena + p.v + tile * p.v_tile + c;
      for (int i = 0; i < POINTS; i++) {
        FLOATV d[POINTS], out[POINTS];
        _Pragma("unroll") for (int j = 0; j < POINTS; j++) d[j] = t[j][i];
        input_points(d, out);
        _Pragma("unroll") for (int j = 0; j < POINTS; j++)
            STOREV(out[j], v + (i * POINTS + j) * p.v_point);
      }
    }
  }
}

// A dy At for WINOGRAD_INPUT_TILES tiles and the channels of this launch.
ITEM_KERNEL void winograd_spread(global float *arena, const ff_winograd_gradient p) {
  const ff_int first = get_global_id(0) * WINOGRAD_INPUT_TILES;
  const ff_int last = min(first + WINOGRAD_INPUT_TILES, p.tiles);
  const int size = (int)p.tile;
  for (ff_int number = first; number < last; number++) {
    const tile_place place =
        tile_place_of(p.first_tile + number, p.tile_rows, p.tile_columns, p.tile);
    global const float *dy = arena + p.dy + place.image * p.dy_image +
                             place.row * p.dy_row + place.column * p.dy_pixel;
    // Channels that fill up a block are zero.
    const ff_int end = (p.first_block + p.blocks) * p.block;
    for (ff_int c = p.first_block * p.block; c < end; c += VECTOR) {
      FLOATV t[4][POINTS];   // [column of the tile][point along y]
      for (int j = 0; j < size; j++) {
        FLOATV g[5];
        for (int i = 0; i < size; i++) {
          const int inside = place.row + i < p.height && place.column + j < p.width;
          g[i] = inside ? load_part(dy + i * p.dy_row + j * p.dy_pixel + c, p.cout - c)
                        : (FLOATV)(0.0f);
        }
        if (size == 2)
          evaluate(g, 2, t[j]);
        else
          evaluate(g, 4, t[j]);
      }
      const ff_int j = c / p.block;
      global float *d = arena + p.d + ((j - p.first_block) * p.tiles + number) * p.block +
                        (c - j * p.block);
      for (int i = 0; i < POINTS; i++) {
        FLOATV g[5], out[POINTS];
        for (int k = 0; k < size; k++) g[k] = t[k][i];
        if (size == 2)
          evaluate(g, 2, out);
        else
          evaluate(g, 4, out);
        for (int k = 0; k < POINTS; k++) STOREV(out[k], d + (i * POINTS + k) * p.d_point);
      }
    }
  }
}

// Rows (input channels) first ..< last of one point and one block of channels.
INLINE void correlate(global float *arena, const ff_winograd_gradient *p, const ff_int point,
                      const ff_int j, const ff_int first, const ff_int last,
                      const int vectors, const int pixels) {
  global const float *v = arena + p->v + point * p->v_point;
  global const float *d =
      arena + p->d + point * p->d_point + (j - p->first_block) * p->tiles * p->block;
  const ff_int blocks = (p->cout + p->block - 1) / p->block;
  global float *s = arena + p->s + (point * blocks + j) * p->cin * p->block;
  for (ff_int ci = first; ci < last; ci += pixels) {
    // Behind the end the last row is computed again, and not stored.
    ff_int row[MOST_PIXELS];
    FLOATV sum[MOST_PIXELS][TILE_VECTORS];
    _Pragma("unroll") for (int q = 0; q < pixels; q++) {
      row[q] = min(ci + q, last - 1);
      _Pragma("unroll") for (int k = 0; k < vectors; k++) sum[q][k] =
          p->adds ? LOADV(s + row[q] * p->block + k * VECTOR) : (FLOATV)(0.0f);
    }
    global const float *x = v, *w = d;
    for (ff_int tile = 0; tile < p->tiles; tile++) {
      FLOATV weight[TILE_VECTORS];
      _Pragma("unroll") for (int k = 0; k < vectors; k++) weight[k] = LOADV(w + k * VECTOR);
      _Pragma("unroll") for (int q = 0; q < pixels; q++) {
        const FLOATV value = (FLOATV)(x[row[q]]);
        _Pragma("unroll") for (int k = 0; k < vectors; k++) sum[q][k] =
            FMA(value, weight[k], sum[q][k]);
      }
      // A row of x is a cache line here and there: too far apart for the hardware to foresee.
      PREFETCH(x + 12 * p->v_tile + ci);
      x += p->v_tile;
      w += p->block;
    }
    _Pragma("unroll") for (int q = 0; q < pixels; q++) {
      if (ci + q < last)
        _Pragma("unroll") for (int k = 0; k < vectors; k++)
            STOREV(sum[q][k], s + (ci + q) * p->block + k * VECTOR);
    }
  }
}

// Items are [point][block of channels][rows].
ITEM_KERNEL void winograd_correlate(global float *arena, const ff_winograd_gradient p) {
  const ff_int parts = (p.cin + p.rows_per_item - 1) / p.rows_per_item;
  const ff_int item = get_global_id(0), panel = item / parts;
  const ff_int point = panel / p.blocks, j = p.first_block + panel - point * p.blocks;
  const ff_int first = (item - panel * parts) * p.rows_per_item;
  const ff_int last = min(first + p.rows_per_item, p.cin);
  const ff_int left = p.cout - j * p.block;
  if (TILE_VECTORS == 4 && left <= VECTOR)
    correlate(arena, &p, point, j, first, last, 1, MOST_PIXELS);
  else if (TILE_VECTORS == 4 && left <= 2 * VECTOR)
    correlate(arena, &p, point, j, first, last, 2, MOST_PIXELS);
  else if (TILE_VECTORS == 4 && left <= 3 * VECTOR)
    correlate(arena, &p, point, j, first, last, 3, TILE_PIXELS * 4 / 3);
  else
    correlate(arena, &p, point, j, first, last, TILE_VECTORS, TILE_PIXELS);
}

// Gt s G for WINOGRAD_FILTER_ROWS input channels; items are [block of channels][input channels].
ITEM_KERNEL void winograd_collect(global float *arena, const ff_winograd_gradient p) {
  const ff_int groups = (p.cin + WINOGRAD_FILTER_ROWS - 1) / WINOGRAD_FILTER_ROWS;
  const ff_int blocks = (p.cout + p.block - 1) / p.block;
  const ff_int j = get_global_id(0) / groups;
  const ff_int first = (get_global_id(0) - j * groups) * WINOGRAD_FILTER_ROWS;
  const ff_int last = min(first + WINOGRAD_FILTER_ROWS, p.cin);
  const int size = (int)p.kernel_size;
  for (ff_int ci = first; ci < last; ci++) {
    for (ff_int k = 0; k < p.block; k += VECTOR) {
      const ff_int channel = j * p.block + k, left = p.cout - channel;
      if (left <= 0) break;
      FLOATV t[POINTS][5];   // [point along x][ky]
      for (int x = 0; x < POINTS; x++) {
        FLOATV d[POINTS];
        for (int y = 0; y < POINTS; y++) {
          const ff_int panel = (y * POINTS + x) * blocks + j;
          d[y] = LOADV(arena + p.s + (panel * p.cin + ci) * p.block + k);
        }
        normalise(d);
        if (size == 3)
          combine(d, 3, t[x]);
        else
          combine(d, 5, t[x]);
      }
      for (int ky = 0; ky < size; ky++) {
        FLOATV d[POINTS], w[5];
        for (int x = 0; x < POINTS; x++) d[x] = t[x][ky];
        normalise(d);
        if (size == 3)
          combine(d, 3, w);
        else
          combine(d, 5, w);
        for (int kx = 0; kx < size; kx++) {
          const ff_int at = ((ky * size + kx) * p.cin + ci) * p.cout + channel;
          FLOATV sum = w[kx];
          if (p.addend >= 0) sum += load_part(arena + p.addend + at, left);
          store_part(sum, arena + p.dw + at, left);
        }
      }
    }
  }
}
