// Winograd convolution (winograd_points.cl has the algorithm): forward, and the gradient of the input
// with a turned filter.
//
//   winograd_filter     u[j][point][ci][v]        once per program run; j is a block of channels
//   winograd            y = At [v . u] A + bias + addend
//
// An item of `winograd` goes over its tiles in groups, and for each group over the columns of
// points: it transforms the inputs to the six points of a column, multiplies them with all its
// blocks of weights, and combines the six products to the pixels of that column. So transformed
// inputs and products never leave the second-level cache; only weights stream through it.
//
// Every sum over ci runs in order, whatever the groups.

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

// What an item works on, and where it keeps what.
typedef struct tile_group {
  ff_int first, last;         // tiles
  ff_int block, blocks;       // blocks of channels
  global float *inputs;       // [point along y][tile][ci] of one column of points
  global float *products;     // [point along y][tile][channel]
  global float *columns;      // [block][point along x][pixel along y][tile][channel]
  ff_int plane;               // floats of one point or pixel of all tiles
} tile_group;

// Bt x B at one column of points, one part of the channels, for all tiles of a group.
INLINE void transform_column(global float *arena, const ff_winograd *p, const tile_group *g,
                             const ff_winograd_part *part, const ff_int start,
                             const int x_point) {
  const column_weights w = weights_of(x_point);
  const ff_int point = p->tiles_per_group * p->v_tile;
  for (ff_int tile = g->first; tile < g->last; tile++) {
    const tile_place place = tile_place_of(tile, p->tile_rows, p->tile_columns, p->tile);
    const tile_window window =
        window_of(place, p->kernel_size / 2, p->height, p->width, part->row, part->pixel);
    const ff_int image = part->x + place.image * part->image;
    global float *v = g->inputs + (tile - g->first) * p->v_tile + start;
    transform_tile(arena, &window, image, p->zero, &w, part->channels, v, VECTOR, point);
  }
}

// The products of one column of points and one block of channels.
INLINE void multiply_column(global const float *arena, const ff_winograd *p,
                            const tile_group *g, const ff_int j, const int x_point,
                            const int vectors, const int pixels) {
  const ff_int count = g->last - g->first;
  for (int i = 0; i < POINTS; i++) {
    const int point = i * POINTS + x_point;
    global const float *u = arena + p->u + (j * POINTS * POINTS + point) * p->cin * p->block;
    global const float *v = g->inputs + i * p->tiles_per_group * p->v_tile;
    global float *out = g->products + i * g->plane;
    // This far on lie those of the next point in the column, or of the next block's first.
    global const float *next_u = u + POINTS * p->cin * p->block;
    const ff_int piece = p->block / ((count + pixels - 1) / pixels) + 1;
    for (ff_int tile = 0; tile < count; tile += pixels) {
      // After the end the last tile is computed again.
      global const float *x[MOST_PIXELS];
      FLOATV sum[MOST_PIXELS][TILE_VECTORS];
      _Pragma("unroll") for (int q = 0; q < pixels; q++) {
        x[q] = v + min(tile + q, count - 1) * p->v_tile;
        _Pragma("unroll") for (int k = 0; k < vectors; k++) sum[q][k] = (FLOATV)(0.0f);
      }
      multiply_ahead(sum, x, u, p->block, p->cin, vectors, pixels, x[0] + pixels * p->v_tile,
                     next_u, piece);
      next_u += p->cin * piece;
      _Pragma("unroll") for (int q = 0; q < pixels; q++) {
        if (tile + q < count)
          _Pragma("unroll") for (int k = 0; k < vectors; k++)
              STOREV(sum[q][k], out + q * p->block + k * VECTOR);
      }
      out += pixels * p->block;
    }
  }
}

// At m for that column.
INLINE void combine_column(const ff_winograd *p, const tile_group *g, global float *columns,
                           const int vectors, const int size) {
  for (ff_int tile = 0; tile < g->last - g->first; tile++) {
    for (int k = 0; k < vectors; k++) {
      const ff_int at = tile * p->block + k * VECTOR;
      FLOATV d[POINTS], y[5];
      _Pragma("unroll") for (int i = 0; i < POINTS; i++) d[i] =
          LOADV(g->products + i * g->plane + at);
      combine(d, size, y);
      _Pragma("unroll") for (int i = 0; i < size; i++) STOREV(y[i], columns + i * g->plane + at);
    }
  }
}

// (At m) A of one tile and one vector of channels, with bias and addend, to y. `rows` and
// `columns` of the tile's pixels are inside; `left` channels are there.
INLINE void finish_tile(global float *arena, const ff_winograd *p, global const float *from,
                        const ff_int plane, const tile_place place, const ff_int channel,
                        const int size, const int rows, const int columns, const ff_int left) {
  const FLOATV bias =
      p->bias >= 0 ? load_part(arena + p->bias + channel, left) : (FLOATV)(0.0f);
  global float *to = arena + p->y + place.image * p->y_image + place.row * p->y_row +
                     place.column * p->y_pixel + channel;
  global const float *addend = arena + p->addend + place.image * p->addend_image +
                               place.row * p->addend_row + place.column * p->addend_pixel +
                               channel;
  _Pragma("unroll") for (int i = 0; i < size; i++) {
    FLOATV d[POINTS], y[5];
    _Pragma("unroll") for (int j = 0; j < POINTS; j++) d[j] = LOADV(from + (j * size + i) * plane);
    combine(d, size, y);
    _Pragma("unroll") for (int j = 0; j < size; j++) {
      if (i < rows && j < columns) {
        FLOATV sum = y[j] + bias;
        if (p->addend >= 0)
          sum += load_part(addend + i * p->addend_row + j * p->addend_pixel, left);
        store_part(sum, to + i * p->y_row + j * p->y_pixel, left);
      }
    }
  }
}

// All tiles of a group and one block of channels.
INLINE void finish_block(global float *arena, const ff_winograd *p, const tile_group *g,
                         const ff_int j, global const float *columns_of_block,
                         const int vectors, const int size) {
  for (ff_int tile = g->first; tile < g->last; tile++) {
    const tile_place place = tile_place_of(tile, p->tile_rows, p->tile_columns, p->tile);
    const int rows = (int)min(p->height - place.row, (ff_int)size);
    const int columns = (int)min(p->width - place.column, (ff_int)size);
    for (int k = 0; k < vectors; k++) {
      const ff_int channel = j * p->block + k * VECTOR, left = p->cout - channel;
      global const float *from = columns_of_block + (tile - g->first) * p->block + k * VECTOR;
      if (left <= 0) break;
      // Constants where nothing is cut off.
      if (rows == size && columns == size && left >= VECTOR)
        finish_tile(arena, p, from, g->plane, place, channel, size, size, size, VECTOR);
      else
        finish_tile(arena, p, from, g->plane, place, channel, size, rows, columns, left);
    }
  }
}

// Fewer vectors will do for the last channels.
INLINE void multiply_block(global const float *arena, const ff_winograd *p, const tile_group *g,
                           const ff_int j, const int x_point) {
  const ff_int left = p->cout - j * p->block;
  if (TILE_VECTORS == 4 && left <= VECTOR)
    multiply_column(arena, p, g, j, x_point, 1, MOST_PIXELS);
  else if (TILE_VECTORS == 4 && left <= 2 * VECTOR)
    multiply_column(arena, p, g, j, x_point, 2, MOST_PIXELS);
  else if (TILE_VECTORS == 4 && left <= 3 * VECTOR)
    multiply_column(arena, p, g, j, x_point, 3, TILE_PIXELS * 4 / 3);
  else
    multiply_column(arena, p, g, j, x_point, TILE_VECTORS, TILE_PIXELS);
}

// Where an item starts: its blocks, its memory and an empty group in front of its tiles, which end
// at the result. Items are [blocks of channels][tiles].
INLINE ff_int start_item(global float *arena, const ff_winograd *p, const ff_int item,
                         tile_group *g) {
  const ff_int tiles = p->images * p->tile_rows * p->tile_columns;
  const ff_int parts = (tiles + p->tiles_per_item - 1) / p->tiles_per_item;
  const ff_int row = item / parts;
  const ff_int all_blocks = (p->cout + p->block - 1) / p->block;
  g->first = g->last = (item - row * parts) * p->tiles_per_item;
  g->block = row * p->blocks_per_item;
  g->blocks = min(p->blocks_per_item, all_blocks - g->block);
  g->plane = p->tiles_per_group * p->block;
  g->inputs = arena + p->scratch + item * p->scratch_per_item;
  g->products = g->inputs + POINTS * p->tiles_per_group * p->v_tile;
  g->columns = g->products + POINTS * g->plane;
  return min(g->first + p->tiles_per_item, tiles);
}

// Goes on to the next group of an item whose tiles end there, and computes it.
INLINE void next_group(global float *arena, const ff_winograd *p, tile_group *g,
                       const ff_int end) {
  const int size = (int)p->tile;
  const ff_int column = size * g->plane;
  g->first = g->last;
  g->last = min(g->first + p->tiles_per_group, end);
  for (int x_point = 0; x_point < POINTS; x_point++) {
    // Parts go in order: what one writes after its last channel, the next one writes again.
    ff_int channel = 0;
    for (ff_int part = 0; part < p->part_count; part++) {
      transform_column(arena, p, g, &p->parts[part], channel, x_point);
      channel += p->parts[part].channels;
    }
    for (ff_int b = 0; b < g->blocks; b++) {
      multiply_block(arena, p, g, g->block + b, x_point);
      global float *to = g->columns + (b * POINTS + x_point) * column;
      if (size == 2)
        combine_column(p, g, to, TILE_VECTORS, 2);
      else
        combine_column(p, g, to, TILE_VECTORS, 4);
    }
  }
  for (ff_int b = 0; b < g->blocks; b++) {
    global const float *from = g->columns + b * POINTS * column;
    if (size == 2)
      finish_block(arena, p, g, g->block + b, from, TILE_VECTORS, 2);
    else
      finish_block(arena, p, g, g->block + b, from, TILE_VECTORS, 4);
  }
}

ITEM_KERNEL void winograd(global float *arena, const ff_winograd p) {
  tile_group g;
  const ff_int end = start_item(arena, &p, get_global_id(0), &g);
  while (g.last < end) next_group(arena, &p, &g, end);
}
