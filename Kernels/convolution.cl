// Direct convolution, transposed convolution and matrix product, channels last.
//
//   y[n,oy,ox,co] = bias[co] + addend[n,oy,ox,co] + sum x[n,iy,ix,ci] w[ky,kx,ci,co]
//   iy = (oy * stride + ky - pad_y) / up where that is whole and inside; the same for ix
//
// One work-item sweeps `pixels_per_item` output pixels, flattened over images, rows and columns,
// for one block of output channels. Items are numbered [batch][block of channels][pixels], so
// neighbouring items read the same weights.
//
// Inside an item, the reduction over (ky, kx, ci) is cut into chunks whose weights stay in the
// second-level cache; for each chunk the item goes over its pixels in register tiles (tile.cl). A
// tap moves the pointer of each pixel, to the page of zeros when it is outside.
//
// Sums are in y between chunks. Every sum runs in the order of (ky, kx, ci), whatever the tiles.
//
// Weights are packed: [batch][block][ky][kx][ci][channel in block], zero after the last channel.
//
// Tuning: CHUNK_FLOATS (weights that stay in the cache), PATCH_FLOATS (see `fill_patch`).

#ifndef CHUNK_FLOATS
#define CHUNK_FLOATS 49152
#endif
#ifndef PATCH_FLOATS
#define PATCH_FLOATS 8192
#endif
// Fewer input channels than this go through a patch, if it holds two tiles.
#define PATCH_CHANNELS 8

// The output pixels of one tile. (iy, ix) is the input position of tap (0, 0), rounded down, and
// (ry, rx) what was cut off, in units of 1 / up.
typedef struct tile_pixels {
  ff_int iy[MOST_PIXELS], ix[MOST_PIXELS], ry[MOST_PIXELS], rx[MOST_PIXELS];
  ff_int image[MOST_PIXELS];   // offset of the input image
  ff_int y[MOST_PIXELS];       // offset of the output pixel
  ff_int addend[MOST_PIXELS];
} tile_pixels;

// A position in the order in which pixels are swept. With up > 1 the pixels of an image go by
// their remainders (fy, fx) modulo `up`, so that the pixels of a tile use the same taps.
typedef struct pixel_cursor {
  ff_int n, oy, ox, fy, fx;
} pixel_cursor;

INLINE pixel_cursor cursor_at(const ff_convolution *p, const ff_int pixel) {
  const ff_int image = p->out_height * p->out_width;
  pixel_cursor c = {pixel / image, 0, 0, 0, 0};
  ff_int rest = pixel - c.n * image;
  ff_int width = (p->out_width + p->up - 1) / p->up;
  ff_int count = (p->out_height + p->up - 1) / p->up * width;
  while (rest >= count) {
    rest -= count;
    if (++c.fx == p->up || c.fx >= p->out_width) {
      c.fx = 0;
      c.fy++;
    }
    width = (p->out_width - c.fx + p->up - 1) / p->up;
    count = (p->out_height - c.fy + p->up - 1) / p->up * width;
  }
  c.oy = c.fy + rest / width * p->up;
  c.ox = c.fx + rest % width * p->up;
  return c;
}

INLINE void advance(const ff_convolution *p, pixel_cursor *c) {
  c->ox += p->up;
  if (c->ox < p->out_width) return;
  c->oy += p->up;
  if (c->oy >= p->out_height) {
    if (++c->fx == p->up || c->fx >= p->out_width) {
      c->fx = 0;
      if (++c->fy == p->up || c->fy >= p->out_height) {
        c->fy = 0;
        c->n++;
      }
    }
    c->oy = c->fy;
  }
  c->ox = c->fx;
}

// at / up, rounded down.
INLINE ff_int divide_down(const ff_int at, const ff_int up) {
  if (up == 1) return at;
  return at >= 0 ? at / up : -((up - 1 - at) / up);
}

// The position of a tap, or -1 if it is outside or between pixels. The tap is whole * up + part.
INLINE ff_int tap_position(const ff_int start, const ff_int rest, const ff_int whole,
                           const ff_int part, const ff_int up, const ff_int size) {
  const ff_int sum = rest + part;
  const ff_int at = start + whole + (sum >= up);
  return (sum == 0 || sum == up) && at >= 0 && at < size ? at : -1;
}

// The tile's product for a patch in private memory: x[i * stride + pixel].
INLINE void multiply_patch(FLOATV sum[MOST_PIXELS][TILE_VECTORS], private const float *x,
                           const ff_int stride, global const float *w, const ff_int block,
                           const ff_int n, const int vectors, const int pixels) {
  for (ff_int i = 0; i < n; i++) {
    FLOATV weight[TILE_VECTORS];
    _Pragma("unroll") for (int v = 0; v < vectors; v++) weight[v] = LOADV(w + v * VECTOR);
    _Pragma("unroll") for (int q = 0; q < pixels; q++) {
      const FLOATV value = (FLOATV)(x[q]);
      _Pragma("unroll") for (int v = 0; v < vectors; v++) sum[q][v] =
          FMA(value, weight[v], sum[q][v]);
    }
    x += stride;
    w += block;
  }
}

// Adds rows r0 ..< r1 of the flattened reduction (ky, kx, ci) to a tile.
INLINE void add_rows(FLOATV sum[MOST_PIXELS][TILE_VECTORS], global const float *arena,
                     const ff_convolution *p, const tile_pixels *tile, global const float *w,
                     const ff_int r0, const ff_int r1, const int vectors, const int pixels) {
  ff_int r = r0;
  const ff_int tap = r0 / p->cin;
  const ff_int ky = tap / p->kernel_width, kx = tap - ky * p->kernel_width;
  ff_int whole_y = divide_down(ky, p->up), part_y = ky - whole_y * p->up;
  ff_int whole_x = divide_down(kx, p->up), part_x = kx - whole_x * p->up;
  ff_int left_x = p->kernel_width - kx;
  ff_int ci = r0 - tap * p->cin;
  while (r < r1) {
    const ff_int n = min(p->cin - ci, r1 - r);
    global const float *x[MOST_PIXELS];
    int any = 0;
    _Pragma("unroll") for (int q = 0; q < pixels; q++) {
      const ff_int iy =
          tap_position(tile->iy[q], tile->ry[q], whole_y, part_y, p->up, p->in_height);
      const ff_int ix =
          tap_position(tile->ix[q], tile->rx[q], whole_x, part_x, p->up, p->in_width);
      const int hit = iy >= 0 && ix >= 0;
      const ff_int at = tile->image[q] + iy * p->x_row + ix * p->x_pixel;
      x[q] = arena + (hit ? at : p->zero) + ci;
      any |= hit;
    }
    if (any) multiply(sum, x, w + (r - r0) * p->block, p->block, n, vectors, pixels);
    r += n;
    ci = 0;
    if (++part_x == p->up) {
      part_x = 0;
      whole_x++;
    }
    if (--left_x == 0) {
      left_x = p->kernel_width;
      whole_x = part_x = 0;
      if (++part_y == p->up) {
        part_y = 0;
        whole_y++;
      }
    }
  }
}

// With few input channels, moving the pointers at each tap would cost more than the arithmetic.
// Copies the inputs of `count` neighbouring output pixels, patch[ky, kx, ci][pixel], zeros outside,
// a run along a row of the image at a time; up to `padded` pixels are zero. Only for up = 1.
INLINE void fill_patch(private float *patch, const ff_int stride, global const float *arena,
                       const ff_convolution *p, const ff_int x_offset, pixel_cursor cursor,
                       const ff_int count, const ff_int padded) {
  for (ff_int q = count; q < padded; q++)
    for (ff_int r = 0; r < p->kernel_height * p->kernel_width * p->cin; r++)
      patch[r * stride + q] = 0.0f;
  ff_int done = 0;
  while (done < count) {
    const ff_int run = min(count - done, p->out_width - cursor.ox);
    private float *row = patch + done;
    const ff_int step = p->stride * p->x_pixel;
    for (ff_int ky = 0; ky < p->kernel_height; ky++) {
      const ff_int iy = cursor.oy * p->stride + ky - p->pad_y;
      const int hit = iy >= 0 && iy < p->in_height;
      for (ff_int kx = 0; kx < p->kernel_width; kx++) {
        // Pixels lo ..< hi of the run have this tap inside.
        const ff_int ix = cursor.ox * p->stride + kx - p->pad_x;
        const ff_int room = p->in_width - ix;
        ff_int lo = ix >= 0 ? 0 : (p->stride - 1 - ix) / p->stride;
        ff_int hi = hit && room > 0 ? min(run, (room + p->stride - 1) / p->stride) : 0;
        lo = min(lo, hi);
        global const float *x =
            arena + x_offset + cursor.n * p->x_image + iy * p->x_row + ix * p->x_pixel;
        for (ff_int ci = 0; ci < p->cin; ci++) {
          for (ff_int q = 0; q < lo; q++) row[q] = 0.0f;
          if (step == 1)
            for (ff_int q = lo; q < hi; q++) row[q] = x[q];
          else
            for (ff_int q = lo; q < hi; q++) row[q] = x[q * step + ci];
          for (ff_int q = hi; q < run; q++) row[q] = 0.0f;
          row += stride;
        }
      }
    }
    done += run;
    cursor.ox = 0;
    if (++cursor.oy == p->out_height) {
      cursor.oy = 0;
      cursor.n++;
    }
  }
}

// What the sums of a tile start from: y itself when earlier chunks have been added to it, otherwise
// bias and addend. sums[pixel][channel]; only `left` channels are there.
INLINE void start_sums(private float *sums, global const float *arena, const ff_convolution *p,
                       const tile_pixels *tile, const ff_int channel, const int resumes,
                       const int vectors, const int pixels) {
  const ff_int left = p->cout - channel;
  const int reads = resumes || p->addend >= 0, biased = !resumes && p->bias >= 0;
  // Pointers stay in the arena even if nothing is read: a compiler may load with a mask, which is
  // slow where there is no memory.
  global const float *bias = arena + max(p->bias, (ff_int)0) + channel;
  const int adds = !resumes && p->addend >= 0;
  for (int q = 0; q < pixels; q++) {
    global const float *from = arena + (adds ? tile->addend[q] : tile->y[q]);
    if (left >= vectors * VECTOR) {
      _Pragma("unroll") for (int v = 0; v < vectors; v++) {
        FLOATV start = biased ? LOADV(bias + v * VECTOR) : (FLOATV)(0.0f);
        if (reads) start += LOADV(from + v * VECTOR);
        STOREV(start, sums + v * VECTOR);
      }
    } else {
      _Pragma("unroll") for (int v = 0; v < vectors; v++)
          STOREV((FLOATV)(0.0f), sums + v * VECTOR);
      for (int c = 0; c < left; c++)
        sums[c] = (biased ? bias[c] : 0.0f) + (reads ? from[c] : 0.0f);
    }
    sums += vectors * VECTOR;
  }
}

INLINE void finish_sums(private const float *sums, global float *arena, const ff_convolution *p,
                       const tile_pixels *tile, const ff_int channel, const ff_int count,
                       const int vectors, const int pixels) {
  const ff_int left = p->cout - channel;
  for (int q = 0; q < pixels && q < count; q++) {
    global float *to = arena + tile->y[q];
    if (left >= vectors * VECTOR) {
      _Pragma("unroll") for (int v = 0; v < vectors; v++)
          STOREV(LOADV(sums + v * VECTOR), to + v * VECTOR);
    } else {
      for (int c = 0; c < left; c++) to[c] = sums[c];
    }
    sums += vectors * VECTOR;
  }
}

// One block of channels of an item, `vectors` x `pixels` at a time.
INLINE void sweep(global float *arena, const ff_convolution *p, const ff_int batch,
                  const ff_int channel, const ff_int first, const ff_int last,
                  const int vectors, const int pixels) {
  const ff_int rows = p->kernel_height * p->kernel_width * p->cin;
  const ff_int x_offset = p->x + batch * p->x_batch;
  const ff_int y_offset = p->y + batch * p->y_batch + channel;
  const ff_int addend_offset = p->addend + batch * p->addend_batch + channel;
  global const float *w =
      arena + p->w + batch * p->w_batch + channel / p->block * rows * p->block;
  // Pixels that a patch holds: whole tiles.
  const ff_int patch_pixels = PATCH_FLOATS / rows / pixels * pixels;
  const int use_patch =
      p->cin <= PATCH_CHANNELS && rows > p->cin && p->up == 1 && patch_pixels >= 2 * pixels;
  private float patch[PATCH_FLOATS];

  const ff_int chunks = max((ff_int)1, (rows * p->block + CHUNK_FLOATS - 1) / CHUNK_FLOATS);
  const ff_int chunk_rows = use_patch ? rows : (rows + chunks - 1) / chunks;
  private float sums[MOST_PIXELS * TILE_VECTORS * VECTOR];
  ff_int r0 = 0;
  do {
    const ff_int r1 = min(r0 + chunk_rows, rows);
    pixel_cursor cursor = cursor_at(p, first);
    for (ff_int pixel = first; pixel < last; pixel += pixels) {
      tile_pixels tile;
      const ff_int count = last - pixel;
      const ff_int in_patch = use_patch ? (pixel - first) % patch_pixels : 0;
      if (use_patch && in_patch == 0) {
        const ff_int whole = (count + pixels - 1) / pixels * pixels;
        fill_patch(patch, patch_pixels, arena, p, x_offset, cursor, min(count, patch_pixels),
                   min(whole, patch_pixels));
      }
      for (int q = 0; q < pixels; q++) {
        const ff_int iy = cursor.oy * p->stride - p->pad_y;
        const ff_int ix = cursor.ox * p->stride - p->pad_x;
        tile.iy[q] = divide_down(iy, p->up);
        tile.ix[q] = divide_down(ix, p->up);
        tile.ry[q] = iy - tile.iy[q] * p->up;
        tile.rx[q] = ix - tile.ix[q] * p->up;
        tile.image[q] = x_offset + cursor.n * p->x_image;
        tile.y[q] = y_offset + cursor.n * p->y_image + cursor.oy * p->y_row +
                    cursor.ox * p->y_pixel;
        tile.addend[q] = addend_offset + cursor.n * p->addend_image +
                         cursor.oy * p->addend_row + cursor.ox * p->addend_pixel;
        // After the end the last pixel is computed again, and not stored.
        if (q + 1 < count) advance(p, &cursor);
      }

      start_sums(sums, arena, p, &tile, channel, r0 > 0, vectors, pixels);
      FLOATV sum[MOST_PIXELS][TILE_VECTORS];
      _Pragma("unroll") for (int q = 0; q < pixels; q++) {
        _Pragma("unroll") for (int v = 0; v < vectors; v++) sum[q][v] =
            LOADV((private const float *)sums + (q * vectors + v) * VECTOR);
      }
      if (use_patch) {
        multiply_patch(sum, patch + in_patch, patch_pixels, w, p->block, rows, vectors, pixels);
      } else {
        add_rows(sum, arena, p, &tile, w + r0 * p->block, r0, r1, vectors, pixels);
      }
      _Pragma("unroll") for (int q = 0; q < pixels; q++) {
        _Pragma("unroll") for (int v = 0; v < vectors; v++)
            STOREV(sum[q][v], sums + (q * vectors + v) * VECTOR);
      }
      finish_sums(sums, arena, p, &tile, channel, count, vectors, pixels);
    }
    r0 = r1;
  } while (r0 < rows);
}

// The item's batch, first channel and pixels.
INLINE void locate(const ff_convolution *p, const ff_int item, ff_int *batch, ff_int *channel,
                   ff_int *first, ff_int *last) {
  const ff_int pixels = p->images * p->out_height * p->out_width;
  const ff_int groups = (pixels + p->pixels_per_item - 1) / p->pixels_per_item;
  const ff_int blocks = (p->cout + p->block - 1) / p->block;
  const ff_int row = item / groups;
  *batch = row / blocks;
  *channel = (row - *batch * blocks) * p->block;
  *first = (item - row * groups) * p->pixels_per_item;
  *last = min(*first + p->pixels_per_item, pixels);
}

// Blocks of VECTOR * TILE_VECTORS channels. Fewer vectors will do for the last channels.
ITEM_KERNEL void convolution(global float *arena, const ff_convolution p) {
  ff_int batch, channel, first, last;
  locate(&p, get_global_id(0), &batch, &channel, &first, &last);
  const ff_int left = p.cout - channel;
  if (TILE_VECTORS == 4 && left <= 2 * VECTOR)
    sweep(arena, &p, batch, channel, first, last, 2, MOST_PIXELS);
  else if (TILE_VECTORS == 4 && left <= 3 * VECTOR)
    sweep(arena, &p, batch, channel, first, last, 3, TILE_PIXELS * 4 / 3);
  else
    sweep(arena, &p, batch, channel, first, last, TILE_VECTORS, TILE_PIXELS);
}

// Blocks of VECTOR channels, for few output channels.
ITEM_KERNEL void convolution_narrow(global float *arena, const ff_convolution p) {
  ff_int batch, channel, first, last;
  locate(&p, get_global_id(0), &batch, &channel, &first, &last);
  sweep(arena, &p, batch, channel, first, last, 1, MOST_PIXELS);
}
