// Images moved by fields of displacements, and the adjoint of that.
//
//   warp              y[n,p,l,:] = sum over four pixels s around p + by[n,p,l] of w * x[n,s,:]
//   transposed_warp   x[n,s,:] = sum over all (p, l) that read s of w * y[n,p,l,:], p and l ascending
//
// warp_place.cl says which pixels, and their weights. An item of warp makes WARP_PIXELS pixels of y.
//
// An item of transposed_warp owns a band of an image's rows: it goes through all displacements of the
// image and adds up what falls into its band. Displacements have no bound, so anything may come from
// anywhere; but looking at a displacement costs little beside adding channels up. So no sum needs an
// atomic operation or a sorted index, and a pixel's sum has one order, whatever the number of bands:
//
//   rows of x     | band 0 |  every item reads by[n, all p, all l] and skips
//                 | band 1 |  what leads into the others' rows
//                 | band 2 |

// x0 + fraction * (x1 - x0), or x1 - x0 for a slope. Equal ends give just that number.
INLINE FLOATV between(const FLOATV x0, const FLOATV x1, const float from, const float step) {
  return FMA((FLOATV)(step), x1 - x0, (FLOATV)(from) * x0);
}

INLINE float between_numbers(const float x0, const float x1, const float from, const float step) {
  return FMA(step, x1 - x0, from * x0);
}

// y[0 ..< count] between four pixels of as many channels.
INLINE void blend(global const float *x00, global const float *x10, global const float *x01,
                  global const float *x11, const float a, const float b, const ff_int slope_x,
                  const ff_int slope_y, global float *y, const ff_int count) {
  const float from_x = slope_x ? 0.0f : 1.0f, from_y = slope_y ? 0.0f : 1.0f;
  const float step_x = warp_second_weight(a, slope_x), step_y = warp_second_weight(b, slope_y);
  ff_int c = 0;
  for (; c + VECTOR <= count; c += VECTOR) {
    const FLOATV upper = between(LOADV(x00 + c), LOADV(x10 + c), from_x, step_x);
    const FLOATV lower = between(LOADV(x01 + c), LOADV(x11 + c), from_x, step_x);
    STOREV(between(upper, lower, from_y, step_y), y + c);
  }
  for (; c < count; c++) {
    const float upper = between_numbers(x00[c], x10[c], from_x, step_x);
    const float lower = between_numbers(x01[c], x11[c], from_x, step_x);
    y[c] = between_numbers(upper, lower, from_y, step_y);
  }
}

// A pixel of an image, or zeros.
INLINE global const float *pixel_at(global const float *x, global const float *zero,
                                    const ff_int row, const ff_int column, const ff_int width,
                                    const ff_int channels) {
  return row < 0 || column < 0 ? zero : x + (row * width + column) * channels;
}

ITEM_KERNEL void warp(global float *arena, const ff_warp p) {
  const ff_int first = get_global_id(0) * WARP_PIXELS, size = p.height * p.width;
  const ff_int last = min(first + WARP_PIXELS, p.images * size);
  ff_int image = first / size, row = first % size / p.width, column = first % p.width;
  for (ff_int n = first; n < last; n++) {
    global const float *x = arena + p.x + image * size * p.channels, *zero = arena + p.zero;
    for (ff_int target = n * p.fields; target < (n + 1) * p.fields; target++) {
      const float by_x = arena[p.by + 2 * target], by_y = arena[p.by + 2 * target + 1];
      global float *y = arena + p.y + target * p.channels;
      if (!warp_is_number(by_x, by_y)) {
        for (ff_int c = 0; c < p.channels; c++) y[c] = NAN;
        continue;
      }
      float a, b;
      const ff_int cell_x = warp_cell(column, by_x, p.width, &a);
      const ff_int cell_y = warp_cell(row, by_y, p.height, &b);
      const ff_int left = warp_pixel(cell_x, p.width, p.nearest);
      const ff_int right = warp_pixel(cell_x + 1, p.width, p.nearest);
      const ff_int top = warp_pixel(cell_y, p.height, p.nearest);
      const ff_int bottom = warp_pixel(cell_y + 1, p.height, p.nearest);
      blend(pixel_at(x, zero, top, left, p.width, p.channels),
            pixel_at(x, zero, top, right, p.width, p.channels),
            pixel_at(x, zero, bottom, left, p.width, p.channels),
            pixel_at(x, zero, bottom, right, p.width, p.channels), a, b, p.slope_x, p.slope_y, y,
            p.channels);
    }
    if (++column < p.width) continue;
    column = 0;
    if (++row < p.height) continue;
    row = 0;
    image++;
  }
}

// sums[0 ..< count] += weight * y.
INLINE void add_weighted(global float *sums, global const float *y, const float weight,
                         const ff_int count) {
  ff_int c = 0;
  for (; c + VECTOR <= count; c += VECTOR)
    STOREV(FMA((FLOATV)(weight), LOADV(y + c), LOADV(sums + c)), sums + c);
  for (; c < count; c++) sums[c] = FMA(weight, y[c], sums[c]);
}

// What one target hands on to one row of its cell.
INLINE void add_row(global float *row, global const float *y, const ff_int left, const ff_int right,
                    const float left_weight, const float right_weight, const ff_int channels) {
  if (left >= 0) add_weighted(row + left * channels, y, left_weight, channels);
  if (right >= 0) add_weighted(row + right * channels, y, right_weight, channels);
}

ITEM_KERNEL void transposed_warp(global float *arena, const ff_warp p) {
  const ff_int item = get_global_id(0), image = item / p.bands, band = item % p.bands;
  const ff_int first = band * p.height / p.bands, last = (band + 1) * p.height / p.bands;
  const ff_int size = p.height * p.width, stride = p.width * p.channels;
  global float *x = arena + p.x + image * size * p.channels;
  for (ff_int i = first * stride; i < last * stride; i++) x[i] = 0.0f;
  ff_int target = image * size * p.fields;
  for (ff_int row = 0; row < p.height; row++) {
    for (ff_int column = 0; column < p.width; column++) {
      for (ff_int field = 0; field < p.fields; field++, target++) {
        const float by_x = arena[p.by + 2 * target], by_y = arena[p.by + 2 * target + 1];
        float a, b;
        const ff_int cell_y = warp_cell(row, by_y, p.height, &b);
        const ff_int top = warp_pixel(cell_y, p.height, p.nearest);
        const ff_int bottom = warp_pixel(cell_y + 1, p.height, p.nearest);
        const int has_top = top >= first && top < last;
        const int has_bottom = bottom >= first && bottom < last;
        if (!(has_top || has_bottom) || !warp_is_number(by_x, by_y)) continue;
        const ff_int cell_x = warp_cell(column, by_x, p.width, &a);
        const ff_int left = warp_pixel(cell_x, p.width, p.nearest);
        const ff_int right = warp_pixel(cell_x + 1, p.width, p.nearest);
        const float left_weight = warp_first_weight(a, p.slope_x);
        const float right_weight = warp_second_weight(a, p.slope_x);
        global const float *y = arena + p.y + target * p.channels;
        if (has_top) {
          const float weight = warp_first_weight(b, p.slope_y);
          add_row(x + top * stride, y, left, right, weight * left_weight, weight * right_weight,
                  p.channels);
        }
        if (has_bottom) {
          const float weight = warp_second_weight(b, p.slope_y);
          add_row(x + bottom * stride, y, left, right, weight * left_weight, weight * right_weight,
                  p.channels);
        }
      }
    }
  }
}
