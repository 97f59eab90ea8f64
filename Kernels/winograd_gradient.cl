// The gradient of the filter by the transposed map of Winograd's convolution (winograd_points.cl):
//
//   dw = addend + Gt [ (Bt x B) . (A dy At) ] G       summed over all tiles before Gt and G
//
//   winograd_correlate  s[point][j][ci][v] += v * d over the tiles
//   winograd_collect    dw = addend + Gt s G, once, when all images and time steps are in s
//
// A unit of work is a block of channels at a column of points. An item goes over its columns, and for
// each over its tiles in groups: inputs are transformed once a group, output gradients once a block.
// So both never leave the second-level cache; only sums stream through it.

// What an item works on, and where it keeps what.
typedef struct gradient_group {
  ff_int first, last;         // tiles
  global float *inputs;       // [point along y][vector of ci][tile][lane] of one column of points
  global float *gradients;    // [point along y][tile][v]
} gradient_group;

// Bt x B at one column of points, one part of the channels, into panels from `panel` on.
INLINE void transform_panels(global float *arena, const ff_winograd_gradient *p,
                             const gradient_group *g, const ff_winograd_part *part,
                             const ff_int panel, const int x_point) {
  const column_weights w = weights_of(x_point);
  const ff_int size = p->tiles_per_group * VECTOR, point = p->panels * size;
  for (ff_int tile = g->first; tile < g->last; tile++) {
    const tile_place place = tile_place_of(tile, p->tile_rows, p->tile_columns, p->tile);
    const tile_window window =
        window_of(place, p->kernel_size / 2, p->height, p->width, part->row, part->pixel);
    const ff_int image = part->x + place.image * part->image;
    global float *out = g->inputs + panel * size + (tile - g->first) * VECTOR;
    transform_tile(arena, &window, image, p->zero, &w, part->channels, out, size, point);
  }
}

// What the pixels along x count at a point: its powers.
INLINE void spread_weights(const int x_point, const int size, float weight[4]) {
  const float square = x_point < 3 ? 2.0f : 0.5f;
  const float point = (x_point & 1 ? 1.0f : -1.0f) * (x_point < 3 ? ROOT : HALF_ROOT);
  const float powers[4] = {1.0f, point, square, square * point};
  for (int k = 0; k < size; k++) weight[k] = powers[k];
  if (x_point == 0 || x_point == POINTS - 1)
    for (int k = 0; k < size; k++) weight[k] = k == (x_point == 0 ? 0 : size - 1) ? 1.0f : 0.0f;
}

// A dy At at one column of points and one block of channels.
INLINE void spread_column(global float *arena, const ff_winograd_gradient *p,
                          const gradient_group *g, const ff_int j, const int x_point,
                          const int size) {
  float weight[4];
  spread_weights(x_point, size, weight);
  const ff_int start = j * p->block, plane = p->tiles_per_group * p->block;
  for (ff_int tile = g->first; tile < g->last; tile++) {
    const tile_place place = tile_place_of(tile, p->tile_rows, p->tile_columns, p->tile);
    const ff_int image = p->dy + place.image * p->dy_image + start;
    global const float *dy[4][4];
    for (int i = 0; i < size; i++) {
      for (int k = 0; k < size; k++) {
        const ff_int row = place.row + i, column = place.column + k;
        const int inside = row < p->height && column < p->width;
        dy[i][k] = arena + (inside ? image + row * p->dy_row + column * p->dy_pixel : p->zero);
      }
    }
    global float *out = g->gradients + (tile - g->first) * p->block;
    // Channels that fill up a block are zero.
    for (ff_int c = 0; c < p->block; c += VECTOR) {
      const ff_int left = p->cout - start - c;
      FLOATV d[5], t[POINTS];
      _Pragma("unroll") for (int i = 0; i < size; i++) {
        d[i] = load_part(dy[i][0] + c, left) * (FLOATV)(weight[0]);
        _Pragma("unroll") for (int k = 1; k < size; k++) d[i] =
            FMA(load_part(dy[i][k] + c, left), (FLOATV)(weight[k]), d[i]);
      }
      evaluate(d, size, t);
      _Pragma("unroll") for (int i = 0; i < POINTS; i++) STOREV(t[i], out + i * plane + c);
    }
  }
}

// Where input channel ci is in the panels of VECTOR channels: each part begins a panel.
INLINE ff_int panel_place(const ff_winograd_gradient *p, const ff_int ci, const ff_int panel) {
  ff_int channel = ci, at = 0;
  for (ff_int part = 0; channel >= p->parts[part].channels; part++) {
    channel -= p->parts[part].channels;
    at += (p->parts[part].channels + VECTOR - 1) / VECTOR * panel;
  }
  return at + channel / VECTOR * panel + channel % VECTOR;
}

// Adds the tiles of a group to the sums of one column of points and one block. A group is summed by
// itself first: one sum through all tiles of a sequence would lose digits.
INLINE void correlate(global float *arena, const ff_winograd_gradient *p,
                      const gradient_group *g, const ff_int j, const int x_point,
                      const int adds, const int vectors, const int pixels) {
  const ff_int count = g->last - g->first, panel = p->tiles_per_group * VECTOR;
  const ff_int blocks = (p->cout + p->block - 1) / p->block;
  const ff_int piece = (pixels * p->block + count - 1) / count;
  for (int i = 0; i < POINTS; i++) {
    global const float *v = g->inputs + i * p->panels * panel;
    global const float *d = g->gradients + i * p->tiles_per_group * p->block;
    global float *s =
        arena + p->s + ((i * POINTS + x_point) * blocks + j) * p->cin * p->block;
    for (ff_int ci = 0; ci < p->cin; ci += pixels) {
      // After the end the last row is computed again, and not stored.
      global const float *x[MOST_PIXELS];
      FLOATV sum[MOST_PIXELS][TILE_VECTORS];
      _Pragma("unroll") for (int q = 0; q < pixels; q++) {
        const ff_int row = min(ci + q, p->cin - 1);
        x[q] = v + panel_place(p, row, panel);
        _Pragma("unroll") for (int k = 0; k < vectors; k++) sum[q][k] = (FLOATV)(0.0f);
      }
      global float *to = s + ci * p->block;
      for (ff_int tile = 0; tile < count; tile++) {
        multiply_row(sum, x, tile * VECTOR, d + tile * p->block, vectors, pixels);
        PREFETCH(to + tile * piece);
      }
      _Pragma("unroll") for (int q = 0; q < pixels; q++) {
        if (ci + q < p->cin)
          _Pragma("unroll") for (int k = 0; k < vectors; k++)
              STOREV(adds ? LOADV(to + q * p->block + k * VECTOR) + sum[q][k] : sum[q][k],
                     to + q * p->block + k * VECTOR);
      }
    }
  }
}

INLINE void correlate_block(global float *arena, const ff_winograd_gradient *p,
                            const gradient_group *g, const ff_int j, const int x_point,
                            const int adds) {
  const ff_int left = p->cout - j * p->block;
  if (TILE_VECTORS == 4 && left <= VECTOR)
    correlate(arena, p, g, j, x_point, adds, 1, MOST_PIXELS);
  else if (TILE_VECTORS == 4 && left <= 2 * VECTOR)
    correlate(arena, p, g, j, x_point, adds, 2, MOST_PIXELS);
  else if (TILE_VECTORS == 4 && left <= 3 * VECTOR)
    correlate(arena, p, g, j, x_point, adds, 3, TILE_PIXELS * 4 / 3);
  else
    correlate(arena, p, g, j, x_point, adds, TILE_VECTORS, TILE_PIXELS);
}

// Items share the units [column of points][block] evenly.
ITEM_KERNEL void winograd_correlate(global float *arena, const ff_winograd_gradient p) {
  const ff_int item = get_global_id(0);
  const ff_int blocks = (p.cout + p.block - 1) / p.block, units = POINTS * blocks;
  const ff_int end = units * (item + 1) / p.items;
  const ff_int tiles = p.images * p.tile_rows * p.tile_columns;
  gradient_group g;
  g.inputs = arena + p.scratch + item * p.scratch_per_item;
  g.gradients = g.inputs + POINTS * p.panels * p.tiles_per_group * VECTOR;
  for (ff_int unit = units * item / p.items; unit < end;) {
    const int x_point = (int)(unit / blocks);
    const ff_int first = unit - x_point * blocks, count = min(blocks - first, end - unit);
    for (g.first = 0; g.first < tiles; g.first += p.tiles_per_group) {
      g.last = min(g.first + p.tiles_per_group, tiles);
      ff_int panel = 0;
      for (ff_int part = 0; part < p.part_count; part++) {
        transform_panels(arena, &p, &g, &p.parts[part], panel, x_point);
        panel += (p.parts[part].channels + VECTOR - 1) / VECTOR;
      }
      for (ff_int j = first; j < first + count; j++) {
        if (p.tile == 2)
          spread_column(arena, &p, &g, j, x_point, 2);
        else
          spread_column(arena, &p, &g, j, x_point, 4);
        correlate_block(arena, &p, &g, j, x_point, p.adds || g.first > 0);
      }
    }
    unit += count;
  }
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
