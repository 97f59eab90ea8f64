// The gradient of a convolution's filter, channels last.
//
//   dw[ky,kx,ci,co] = addend[same] + sum over n,oy,ox of x[n,iy,ix,ci] dy[n,oy,ox,co]
//   iy = oy * stride + ky - pad_y where that is inside; the same for ix
//
// A row of dw is one (ky, kx, ci); its columns are the output channels. One work-item handles one
// block of columns (VECTOR * TILE_VECTORS) and `rows_per_item` rows, for all pixels; items are
// numbered [batch][block][rows].
//
// The item goes over the pixels in chunks, and for each chunk over the taps of its rows. A chunk of
// dy is copied to private memory (first-level cache) once for all taps. A tap lists the pixels
// for which it is inside, and then, for each tile of rows:
//
//              TILE_VECTORS x VECTOR columns        each pixel: one load of each vector of dy,
//            +------------------------------+       one broadcast of each row's x, TILE_PIXELS *
//     rows   |  sum[row][vector]            |       TILE_VECTORS fused multiply-adds
//            +------------------------------+
//
// With few input channels a tile would be nearly empty: then x is copied to a patch, [row][pixel]
// with zeros outside, and the tiles run over rows of several taps.
//
// Sums are in dw between chunks. No two items write the same element; every sum runs in the order
// of the pixels, whatever the number of items. dw and addend are contiguous; addend may be dw.
//
// Tuning: TILE_VECTORS, TILE_PIXELS (tile.cl; here rows of a tile), CHUNK_PIXELS.

#ifndef CHUNK_PIXELS
#define CHUNK_PIXELS 96
#endif
// With fewer vectors of columns, a tile has more rows.
#define MOST_ROWS (2 * TILE_PIXELS)
// Fewer input channels than this go through a patch of at most PATCH_ROWS rows.
#define FEW_CHANNELS 6
#define PATCH_ROWS 64

// The pixels of a chunk: input position of tap (0, 0), and offset of the input image.
typedef struct gradient_pixels {
  int iy[CHUNK_PIXELS], ix[CHUNK_PIXELS];
  ff_int image[CHUNK_PIXELS];
} gradient_pixels;

// What an item works on.
typedef struct gradient_item {
  ff_int batch, column;        // column: first output channel
  ff_int row, last_row;        // rows of dw
} gradient_item;

// sum[row][vector] += x[at[q] + row] * dy[from[q] + vector] over `count` listed pixels.
INLINE void accumulate(FLOATV sum[MOST_ROWS][TILE_VECTORS], global const float *x,
                       const ff_int *at, const ff_int *row, private const float *dy,
                       const int *from, const int count, const int vectors, const int rows) {
  for (int q = 0; q < count; q++) {
    global const float *pixel = x + at[q];
    private const float *source = dy + from[q];
    FLOATV column[TILE_VECTORS];
    _Pragma("unroll") for (int v = 0; v < vectors; v++) column[v] = LOADV(source + v * VECTOR);
    _Pragma("unroll") for (int j = 0; j < rows; j++) {
      const FLOATV value = (FLOATV)(pixel[row[j]]);
      _Pragma("unroll") for (int v = 0; v < vectors; v++) sum[j][v] =
          FMA(value, column[v], sum[j][v]);
    }
  }
}

// The same for a patch: sum[row][vector] += x[row][q] * dy[q][vector].
INLINE void accumulate_patch(FLOATV sum[MOST_ROWS][TILE_VECTORS], private const float *x,
                             const ff_int *row, private const float *dy, const int count,
                             const int vectors, const int rows) {
  private const float *line[MOST_ROWS];
  _Pragma("unroll") for (int j = 0; j < rows; j++) line[j] = x + row[j] * CHUNK_PIXELS;
  for (int q = 0; q < count; q++) {
    FLOATV column[TILE_VECTORS];
    _Pragma("unroll") for (int v = 0; v < vectors; v++) column[v] = LOADV(dy + v * VECTOR);
    _Pragma("unroll") for (int j = 0; j < rows; j++) {
      const FLOATV value = (FLOATV)(line[j][q]);
      _Pragma("unroll") for (int v = 0; v < vectors; v++) sum[j][v] =
          FMA(value, column[v], sum[j][v]);
    }
    dy += vectors * VECTOR;
  }
}

// patch[row][pixel] for the rows of an item.
INLINE void fill_rows(private float *patch, global const float *arena,
                      const ff_filter_gradient *p, const gradient_item *g,
                      const gradient_pixels *pixels, const int count) {
  for (ff_int r = g->row; r < g->last_row; r++) {
    const ff_int tap = r / p->cin;
    const ff_int ky = tap / p->kernel_width, kx = tap % p->kernel_width;
    const ff_int offset = ky * p->x_row + kx * p->x_pixel + r - tap * p->cin;
    const int height = (int)p->in_height, width = (int)p->in_width;
    for (int q = 0; q < count; q++) {
      const int iy = pixels->iy[q] + (int)ky, ix = pixels->ix[q] + (int)kx;
      const int hit = iy >= 0 && iy < height && ix >= 0 && ix < width;
      patch[q] = hit ? arena[pixels->image[q] + offset] : 0.0f;
    }
    patch += CHUNK_PIXELS;
  }
}

// What a tile does with its sums in dw, before and after a chunk.
typedef struct gradient_sums {
  ff_int from, to;     // offsets of the tile's first row: where sums come from and go to
  ff_int stride;       // between rows
  ff_int columns;      // that are there
  int zero;            // whether sums start from zero
} gradient_sums;

INLINE void load_sums(FLOATV sum[MOST_ROWS][TILE_VECTORS], global const float *arena,
                      const gradient_sums *s, const ff_int *row, const int vectors,
                      const int rows) {
  private float edge[MOST_ROWS * TILE_VECTORS * VECTOR];
  const int width = vectors * VECTOR;
  if (s->zero) {
    _Pragma("unroll") for (int j = 0; j < rows; j++) {
      _Pragma("unroll") for (int v = 0; v < vectors; v++) sum[j][v] = (FLOATV)(0.0f);
    }
  } else if (s->columns >= width) {
    _Pragma("unroll") for (int j = 0; j < rows; j++) {
      _Pragma("unroll") for (int v = 0; v < vectors; v++) sum[j][v] =
          LOADV(arena + s->from + (row[j] - row[0]) * s->stride + v * VECTOR);
    }
  } else {
    for (int j = 0; j < rows; j++)
      for (int c = 0; c < width; c++)
        edge[j * width + c] =
            c < s->columns ? arena[s->from + (row[j] - row[0]) * s->stride + c] : 0.0f;
    _Pragma("unroll") for (int j = 0; j < rows; j++) {
      _Pragma("unroll") for (int v = 0; v < vectors; v++) sum[j][v] =
          LOADV(edge + j * width + v * VECTOR);
    }
  }
}

INLINE void store_sums(const FLOATV sum[MOST_ROWS][TILE_VECTORS], global float *arena,
                       const gradient_sums *s, const ff_int valid, const int vectors,
                       const int rows) {
  private float edge[MOST_ROWS * TILE_VECTORS * VECTOR];
  const int width = vectors * VECTOR;
  global float *out = arena + s->to;
  if (s->columns >= width) {
    _Pragma("unroll") for (int j = 0; j < rows; j++) {
      if (j < valid)
        _Pragma("unroll") for (int v = 0; v < vectors; v++)
            STOREV(sum[j][v], out + j * s->stride + v * VECTOR);
    }
  } else {
    _Pragma("unroll") for (int j = 0; j < rows; j++) {
      _Pragma("unroll") for (int v = 0; v < vectors; v++)
          STOREV(sum[j][v], edge + j * width + v * VECTOR);
    }
    for (int j = 0; j < rows && j < valid; j++)
      for (int c = 0; c < width && c < s->columns; c++)
        out[j * s->stride + c] = edge[j * width + c];
  }
}

// All rows of the item, `vectors` x `tile_rows` at a time.
INLINE void sweep_rows(global float *arena, const ff_filter_gradient *p, const gradient_item *g,
                       const int vectors, const int tile_rows) {
  const int width = vectors * VECTOR;
  const ff_int taps = p->kernel_height * p->kernel_width;
  const int use_patch = p->cin < FEW_CHANNELS && taps > 1;
  const ff_int pixel_count = p->images * p->out_height * p->out_width;
  const ff_int dw_offset = g->batch * taps * p->cin * p->cout + g->column;
  const ff_int x_offset = p->x + g->batch * p->x_batch;
  const ff_int dy_offset = p->dy + g->batch * p->dy_batch + g->column;

  private float dy[CHUNK_PIXELS * TILE_VECTORS * VECTOR];
  private float patch[CHUNK_PIXELS * PATCH_ROWS];
  gradient_pixels pixels;
  ff_int at[CHUNK_PIXELS];
  int from[CHUNK_PIXELS];
  gradient_sums sums = {0, 0, p->cout, p->cout - g->column, 0};
  ff_int n = 0, oy = 0, ox = 0, first = 0;
  do {
    // The next pixels: their dy, and where their taps begin.
    const int count = (int)min(pixel_count - first, (ff_int)CHUNK_PIXELS);
    for (int q = 0; q < count; q++) {
      global const float *source =
          arena + dy_offset + n * p->dy_image + oy * p->dy_row + ox * p->dy_pixel;
      private float *to = dy + q * width;
      if (sums.columns >= width)
        _Pragma("unroll") for (int v = 0; v < vectors; v++)
            STOREV(LOADV(source + v * VECTOR), to + v * VECTOR);
      else
        for (int c = 0; c < width; c++) to[c] = c < sums.columns ? source[c] : 0.0f;
      const ff_int iy = oy * p->stride - p->pad_y, ix = ox * p->stride - p->pad_x;
      pixels.iy[q] = (int)iy;
      pixels.ix[q] = (int)ix;
      pixels.image[q] = x_offset + n * p->x_image + iy * p->x_row + ix * p->x_pixel;
      if (++ox == p->out_width) {
        ox = 0;
        if (++oy == p->out_height) {
          oy = 0;
          n++;
        }
      }
    }
    if (use_patch) fill_rows(patch, arena, p, g, &pixels, count);

    ff_int r = g->row;
    while (r < g->last_row) {
      // Rows r ..< end belong to one tap, or all to the patch.
      const ff_int tap = r / p->cin, ci = r - tap * p->cin;
      const ff_int end = use_patch ? g->last_row : min(g->last_row, (tap + 1) * p->cin);
      int inside = 0;
      if (!use_patch) {
        const ff_int ky = tap / p->kernel_width, kx = tap % p->kernel_width;
        const ff_int offset = ky * p->x_row + kx * p->x_pixel + ci;
        const uint height = (uint)p->in_height, wide = (uint)p->in_width;
        for (int q = 0; q < count; q++) {
          at[inside] = pixels.image[q] + offset;
          from[inside] = q * width;
          inside += (uint)(pixels.iy[q] + (int)ky) < height &&
                    (uint)(pixels.ix[q] + (int)kx) < wide;
        }
      }
      // A tap that is outside everywhere only has to start its sums.
      if (!use_patch && inside == 0 && first > 0) {
        r = end;
        continue;
      }
      for (ff_int start = r; start < end; start += tile_rows) {
        const ff_int valid = min(end - start, (ff_int)tile_rows);
        // After the end the last row is computed again, and not stored.
        ff_int row[MOST_ROWS];
        _Pragma("unroll") for (int j = 0; j < tile_rows; j++)
            row[j] = start - r + min((ff_int)j, valid - 1);
        sums.to = p->dw + dw_offset + start * p->cout;
        sums.from = first > 0 ? sums.to : p->addend + dw_offset + start * p->cout;
        sums.zero = first == 0 && p->addend < 0;
        FLOATV sum[MOST_ROWS][TILE_VECTORS];
        load_sums(sum, arena, &sums, row, vectors, tile_rows);
        if (use_patch)
          accumulate_patch(sum, patch, row, dy, count, vectors, tile_rows);
        else
          accumulate(sum, arena, at, row, dy, from, inside, vectors, tile_rows);
        store_sums(sum, arena, &sums, valid, vectors, tile_rows);
      }
      r = end;
    }
    first += count;
  } while (first < pixel_count);
}

ITEM_KERNEL void filter_gradient(global float *arena, const ff_filter_gradient p) {
  const ff_int block = TILE_VECTORS * VECTOR;
  const ff_int blocks = (p.cout + block - 1) / block;
  const ff_int rows = p.kernel_height * p.kernel_width * p.cin;
  const ff_int parts = (rows + p.rows_per_item - 1) / p.rows_per_item;
  const ff_int item = get_global_id(0);
  const ff_int column = item / parts;
  gradient_item g;
  g.row = item % parts * p.rows_per_item;
  g.last_row = min(g.row + p.rows_per_item, rows);
  g.column = column % blocks * block;
  g.batch = column / blocks;
  const ff_int left = p.cout - g.column;
  if (left <= VECTOR)
    sweep_rows(arena, &p, &g, 1, MOST_ROWS);
  else if (TILE_VECTORS == 4 && left <= 2 * VECTOR)
    sweep_rows(arena, &p, &g, 2, MOST_ROWS);
  else
    sweep_rows(arena, &p, &g, TILE_VECTORS, TILE_PIXELS);
}
