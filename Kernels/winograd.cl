// Winograd convolution of stride 1, channels last: F(4x4, 3x3) and F(2x2, 5x5).
//
// An output tile of m x m pixels is computed from a tile of 6 x 6 inputs (m + filter - 1 = 6):
//
//   y = At [ (G w Gt) . (Bt x B) ] A          `.`: 36 products, one for each point
//
// Points 0, +-sqrt(2), +-1/sqrt(2), infinity: about the error of the direct convolution, where 1
// and 2 would lose three times more (Barabasz et al., "Error analysis and improving the accuracy of
// Winograd convolution", 2020). B depends on the points alone, so both sizes share it.
//
//   winograd_filter     u[j][point][ci][v]        once per program run; j is a block of channels
//   winograd_input      v[point][tile][ci]
//   winograd_multiply   m[point][tile][v] = v * u for a group of tiles, which stays in the second-
//                       level cache, and from there y = At m A + bias + addend
//
// The gradient of the filter is the transposed map, with the same inputs v:
//
//   dw = addend + Gt [ (Bt x B) . (A dy At) ] G       summed over all tiles before Gt and G
//
//   winograd_spread     d[point][j][tile][v] = A dy At
//   winograd_correlate  s[point][j][ci][v] += v * d over the tiles
//   winograd_collect    dw = addend + Gt s G, once, when all images and moments are in s
//
// A tile that reaches over the edge reads zeros and stores what is inside. Every sum over ci runs in
// order, whatever the groups.

#define POINTS 6

// sqrt(2) and half of it: the points.
#define ROOT 1.41421356237309505f
#define HALF_ROOT 0.70710678118654752f

// One column of Bt x: six inputs into six points.
INLINE void input_points(const FLOATV d[POINTS], FLOATV t[POINTS]) {
  const FLOATV near = (FLOATV)(-0.5f), far = (FLOATV)(-2.0f), both = (FLOATV)(-2.5f);
  const FLOATV even_a = FMA(near, d[2], d[4]), odd_a = FMA(near, d[1], d[3]) * ROOT;
  const FLOATV even_b = FMA(far, d[2], d[4]), odd_b = FMA(far, d[1], d[3]) * HALF_ROOT;
  t[0] = FMA(both, d[2], d[0] + d[4]);
  t[1] = even_a + odd_a;
  t[2] = even_a - odd_a;
  t[3] = even_b + odd_b;
  t[4] = even_b - odd_b;
  t[5] = FMA(both, d[3], d[1] + d[5]);
}

// The polynomial with `size` (2 to 5) coefficients at the points; at infinity, the last coefficient.
// This is A m, and G w but for a factor.
INLINE void evaluate(const FLOATV g[5], const int size, FLOATV t[POINTS]) {
  FLOATV even_a = g[0], odd_a = g[1], even_b = g[0], odd_b = g[1];
  if (size > 2) {
    even_a = FMA((FLOATV)(2.0f), g[2], even_a);
    even_b = FMA((FLOATV)(0.5f), g[2], even_b);
  }
  if (size > 3) {
    odd_a = FMA((FLOATV)(2.0f), g[3], odd_a);
    odd_b = FMA((FLOATV)(0.5f), g[3], odd_b);
  }
  if (size > 4) {
    even_a = FMA((FLOATV)(4.0f), g[4], even_a);
    even_b = FMA((FLOATV)(0.25f), g[4], even_b);
  }
  t[0] = g[0];
  t[1] = FMA((FLOATV)(ROOT), odd_a, even_a);
  t[2] = FMA((FLOATV)(-ROOT), odd_a, even_a);
  t[3] = FMA((FLOATV)(HALF_ROOT), odd_b, even_b);
  t[4] = FMA((FLOATV)(-HALF_ROOT), odd_b, even_b);
  t[5] = g[size - 1];
}

// The transposed map, six points into `size` numbers: At m, and Gt but for a factor.
INLINE void combine(const FLOATV t[POINTS], const int size, FLOATV y[5]) {
  const FLOATV even_a = t[1] + t[2], even_b = t[3] + t[4];
  const FLOATV odd_a = t[1] - t[2], odd_b = t[3] - t[4];
  y[0] = t[0] + (even_a + even_b);
  y[1] = FMA((FLOATV)(ROOT), odd_a, odd_b * HALF_ROOT);
  if (size > 2) y[2] = FMA((FLOATV)(2.0f), even_a, even_b * 0.5f);
  if (size > 3) y[3] = FMA((FLOATV)(2.0f * ROOT), odd_a, odd_b * (0.5f * HALF_ROOT));
  if (size > 4) y[4] = FMA((FLOATV)(4.0f), even_a, even_b * 0.25f);
  y[size - 1] += t[5];
}

// What G has besides: 1 over the product of a point's distances from the others.
INLINE void normalise(FLOATV t[POINTS]) {
  const FLOATV sixth = (FLOATV)(1.0f / 6.0f), thirds = (FLOATV)(-2.0f / 3.0f);
  t[1] *= sixth;
  t[2] *= sixth;
  t[3] *= thirds;
  t[4] *= thirds;
}

// Where a tile lies.
typedef struct tile_place {
  ff_int image, row, column;   // of its first output pixel
} tile_place;

INLINE tile_place tile_place_of(const ff_int number, const ff_int rows, const ff_int columns,
                               const ff_int size) {
  const ff_int image = number / (rows * columns), rest = number - image * (rows * columns);
  const ff_int row = rest / columns;
  tile_place place = {image, row * size, (rest - row * columns) * size};
  return place;
}

INLINE tile_place place_of(const ff_winograd *p, const ff_int number) {
  return tile_place_of(p->first_tile + number, p->tile_rows, p->tile_columns, p->tile);
}

// Bt x B for WINOGRAD_INPUT_TILES tiles.
ITEM_KERNEL void winograd_input(global float *arena, const ff_winograd p) {
  const ff_int first = get_global_id(0) * WINOGRAD_INPUT_TILES;
  const ff_int last = min(first + WINOGRAD_INPUT_TILES, p.tiles);
  const ff_int pad = p.kernel_size / 2;
  for (ff_int tile = first; tile < last; tile++) {
    const tile_place place = place_of(&p, tile);
    ff_int at[POINTS][POINTS];
    for (int i = 0; i < POINTS; i++) {
      for (int j = 0; j < POINTS; j++) {
        const ff_int iy = place.row + i - pad, ix = place.column + j - pad;
        const int hit = iy >= 0 && iy < p.height && ix >= 0 && ix < p.width;
        at[i][j] =
            hit ? p.x + place.image * p.x_image + iy * p.x_row + ix * p.x_pixel : p.zero;
      }
    }
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

// G w Gt for one block of channels and WINOGRAD_FILTER_ROWS input channels; items are
// [block][input channels]. The source is read through strides, as in pack.cl.
ITEM_KERNEL void winograd_filter(global float *arena, const ff_winograd_filter p) {
  const ff_int groups = (p.cin + WINOGRAD_FILTER_ROWS - 1) / WINOGRAD_FILTER_ROWS;
  const ff_int j = get_global_id(0) / groups;
  const ff_int first = (get_global_id(0) - j * groups) * WINOGRAD_FILTER_ROWS;
  const ff_int last = min(first + WINOGRAD_FILTER_ROWS, p.cin);
  const int size = (int)p.kernel_size;
  for (ff_int v = 0; v < p.block; v += VECTOR) {
    const ff_int channel = j * p.block + v, left = p.cout - channel;
    for (ff_int ci = first; ci < last; ci++) {
      global const float *source = arena + p.source + ci * p.stride_ci + channel * p.stride_co;
      FLOATV t[5][POINTS];   // [kx][point along y]
      for (int kx = 0; kx < size; kx++) {
        FLOATV g[5];
        for (int ky = 0; ky < 5; ky++) {
          global const float *w = source + ky * p.stride_ky + kx * p.stride_kx;
          float lanes[VECTOR];
          if (ky >= size) {
            g[ky] = (FLOATV)(0.0f);
          } else if (p.stride_co == 1 && left >= VECTOR) {
            g[ky] = LOADV(w);
          } else {
            for (int e = 0; e < VECTOR; e++) lanes[e] = e < left ? w[e * p.stride_co] : 0.0f;
            g[ky] = LOADV((const float *)lanes);
          }
        }
        evaluate(g, size, t[kx]);
        normalise(t[kx]);
      }
      for (int i = 0; i < POINTS; i++) {
        FLOATV g[5], out[POINTS];
        for (int kx = 0; kx < 5; kx++) g[kx] = kx < size ? t[kx][i] : (FLOATV)(0.0f);
        evaluate(g, size, out);
        normalise(out);
        for (int k = 0; k < POINTS; k++) {
          const ff_int point = i * POINTS + k;
          STOREV(out[k],
                 arena + p.u + (((j * POINTS * POINTS) + point) * p.cin + ci) * p.block + v);
        }
      }
    }
  }
}

// At m A of one tile and one vector of channels, with bias and addend, to y. `rows` and `columns`
// of the tile's pixels are inside; `left` channels are there.
INLINE void finish_tile(global float *arena, const ff_winograd *p, const tile_place place,
                        global const float *m, const ff_int m_point, const ff_int channel,
                        const int size, const int rows, const int columns, const ff_int left) {
  FLOATV t[POINTS][5];   // [point along x][pixel along y]
  _Pragma("unroll") for (int j = 0; j < POINTS; j++) {
    FLOATV d[POINTS];
    _Pragma("unroll") for (int i = 0; i < POINTS; i++) d[i] =
        LOADV(m + (i * POINTS + j) * m_point);
    combine(d, size, t[j]);
  }
  const FLOATV bias =
      p->bias >= 0 ? load_part(arena + p->bias + channel, left) : (FLOATV)(0.0f);
  global float *to = arena + p->y + place.image * p->y_image + place.row * p->y_row +
                     place.column * p->y_pixel + channel;
  global const float *from = arena + p->addend + place.image * p->addend_image +
                             place.row * p->addend_row + place.column * p->addend_pixel +
                             channel;
  _Pragma("unroll") for (int i = 0; i < size; i++) {
    FLOATV d[POINTS], y[5];
    _Pragma("unroll") for (int j = 0; j < POINTS; j++) d[j] = t[j][i];
    combine(d, size, y);
    _Pragma("unroll") for (int j = 0; j < size; j++) {
      if (i < rows && j < columns) {
        FLOATV sum = y[j] + bias;
        if (p->addend >= 0)
          sum += load_part(from + i * p->addend_row + j * p->addend_pixel, left);
        store_part(sum, to + i * p->y_row + j * p->y_pixel, left);
      }
    }
  }
}

// All channels of a block for one tile.
INLINE void finish_block(global float *arena, const ff_winograd *p, const ff_int tile,
                         const ff_int j, global const float *m, const ff_int m_point,
                         const int vectors, const int size) {
  const tile_place place = place_of(p, tile);
  const int rows = (int)min(p->height - place.row, (ff_int)size);
  const int columns = (int)min(p->width - place.column, (ff_int)size);
  for (int k = 0; k < vectors; k++) {
    const ff_int channel = j * p->block + k * VECTOR, left = p->cout - channel;
    if (left <= 0) break;
    // Constants where nothing is cut off.
    if (rows == size && columns == size && left >= VECTOR)
      finish_tile(arena, p, place, m + k * VECTOR, m_point, channel, size, size, size, VECTOR);
    else
      finish_tile(arena, p, place, m + k * VECTOR, m_point, channel, size, rows, columns, left);
  }
}

// Tiles first ..< last and one block of channels: all products, then all outputs.
INLINE void multiply_group(global float *arena, const ff_winograd *p, const ff_int j,
                           const ff_int first, const ff_int last, global float *m,
                           const int vectors, const int pixels) {
  const ff_int m_point = p->tiles_per_group * p->block;
  for (int point = 0; point < POINTS * POINTS; point++) {
    global const float *u = arena + p->u + (j * POINTS * POINTS + point) * p->cin * p->block;
    global const float *v = arena + p->v + point * p->v_point;
    for (ff_int tile = first; tile < last; tile += pixels) {
      // Behind the end the last tile is computed again.
      global const float *x[MOST_PIXELS];
      FLOATV sum[MOST_PIXELS][TILE_VECTORS];
      _Pragma("unroll") for (int q = 0; q < pixels; q++) {
        x[q] = v + min(tile + q, last - 1) * p->v_tile;
        _Pragma("unroll") for (int k = 0; k < vectors; k++) sum[q][k] = (FLOATV)(0.0f);
      }
      multiply_ahead(sum, x, u, p->block, p->cin, vectors, pixels, x[0] + pixels * p->v_tile);
      global float *out = m + point * m_point + (tile - first) * p->block;
      _Pragma("unroll") for (int q = 0; q < pixels; q++) {
        if (tile + q < last)
          _Pragma("unroll") for (int k = 0; k < vectors; k++)
              STOREV(sum[q][k], out + q * p->block + k * VECTOR);
      }
    }
  }
  for (ff_int tile = first; tile < last; tile++) {
    global const float *from = m + (tile - first) * p->block;
    if (p->tile == 2)
      finish_block(arena, p, tile, j, from, m_point, vectors, 2);
    else
      finish_block(arena, p, tile, j, from, m_point, vectors, 4);
  }
}

// Items are [block of channels][tiles]; each has its own part of the scratch memory m.
ITEM_KERNEL void winograd_multiply(global float *arena, const ff_winograd p) {
  const ff_int parts = (p.tiles + p.tiles_per_item - 1) / p.tiles_per_item;
  const ff_int item = get_global_id(0), j = item / parts;
  const ff_int start = (item - j * parts) * p.tiles_per_item;
  const ff_int end = min(start + p.tiles_per_item, p.tiles);
  global float *m = arena + p.m + item * POINTS * POINTS * p.tiles_per_group * p.block;
  const ff_int left = p.cout - j * p.block;
  for (ff_int first = start; first < end; first += p.tiles_per_group) {
    const ff_int last = min(first + p.tiles_per_group, end);
    if (TILE_VECTORS == 4 && left <= VECTOR)
      multiply_group(arena, &p, j, first, last, m, 1, MOST_PIXELS);
    else if (TILE_VECTORS == 4 && left <= 2 * VECTOR)
      multiply_group(arena, &p, j, first, last, m, 2, MOST_PIXELS);
    else if (TILE_VECTORS == 4 && left <= 3 * VECTOR)
      multiply_group(arena, &p, j, first, last, m, 3, TILE_PIXELS * 4 / 3);
    else
      multiply_group(arena, &p, j, first, last, m, TILE_VECTORS, TILE_PIXELS);
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
