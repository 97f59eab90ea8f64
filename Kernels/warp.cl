// Images moved by fields of displacements, and the adjoint of that.
//
//   warp              y[n,p,l,:] = sum over four pixels s around p + by[n,p,l] of w * x[n,s,:]
//   transposed_warp   x[n,s,:] = sum over all (p, l) that read s of w * y[n,p,l,:], p and l ascending
//   displacement_gradient   dby[n,p,l,:] = sum over channels of y[n,p,l,c] times the derivatives, along x
//                           and along y, of what warp makes there
//
// warp_place.cl says which pixels, and their weights. An item of warp and of displacement_gradient takes
// WARP_PIXELS pixels of y.
//
// An item of transposed_warp owns a band of an image's rows: it goes through all displacements of the
// image and adds up what falls into its band. Displacements have no bound, so anything may come from
// anywhere; but to see that a displacement leads elsewhere takes two comparisons. So no sum needs an
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

// Where the four pixels of a target are.
INLINE void find_corners(global const float *x, global const float *zero, const ff_int row,
                         const ff_int column, const float by_x, const float by_y, const ff_warp p,
                         private float *a, private float *b, global const float *private *corners) {
  const ff_int cell_x = warp_cell(column, by_x, p.width, a);
  const ff_int cell_y = warp_cell(row, by_y, p.height, b);
  if (cell_x >= 0 && cell_x + 1 < p.width && cell_y >= 0 && cell_y + 1 < p.height) {
    // The usual case, in few instructions.
    corners[0] = x + (cell_y * p.width + cell_x) * p.channels;
    corners[1] = corners[0] + p.channels;
    corners[2] = corners[0] + p.width * p.channels;
    corners[3] = corners[2] + p.channels;
    return;
  }
  for (int corner = 0; corner < 4; corner++)
    corners[corner] =
        pixel_at(x, zero, warp_pixel(cell_y + corner / 2, p.height, p.nearest),
                 warp_pixel(cell_x + corner % 2, p.width, p.nearest), p.width, p.channels);
}

ITEM_KERNEL void warp(global float *arena, const ff_warp p) {
  const ff_int first = get_global_id(0) * WARP_PIXELS, size = p.height * p.width;
  const ff_int last = min(first + WARP_PIXELS, p.images * size);
  ff_int image = first / size, row = first % size / p.width, column = first % p.width;
  for (ff_int n = first; n < last; n++) {
    global const float *x = arena + p.x + image * size * p.channels;
    for (ff_int target = n * p.fields; target < (n + 1) * p.fields; target++) {
      const float by_x = arena[p.by + 2 * target], by_y = arena[p.by + 2 * target + 1];
      global float *y = arena + p.y + target * p.channels;
      if (!warp_is_number(by_x, by_y)) {
        for (ff_int c = 0; c < p.channels; c++) y[c] = NAN;
        continue;
      }
      float a, b;
      global const float *corners[4];
      find_corners(x, arena + p.zero, row, column, by_x, by_y, p, &a, &b, corners);
      blend(corners[0], corners[1], corners[2], corners[3], a, b, p.slope_x, p.slope_y, y,
            p.channels);
    }
    if (++column < p.width) continue;
    column = 0;
    if (++row < p.height) continue;
    row = 0;
    image++;
  }
}

INLINE float sum_of_lanes(const FLOATV v) {
  float lanes[VECTOR], sum = 0.0f;
  STOREV(v, (float *)lanes);
  for (int e = 0; e < VECTOR; e++) sum += lanes[e];
  return sum;
}

// The sum over `count` channels of y times (from * (x10 - x00) + to * (x11 - x01)).
INLINE float weighed_slope(global const float *x00, global const float *x10,
                           global const float *x01, global const float *x11, const float from,
                           const float to, global const float *y, const ff_int count) {
  FLOATV sums = (FLOATV)(0.0f);
  ff_int c = 0;
  for (; c + VECTOR <= count; c += VECTOR) {
    const FLOATV upper = (FLOATV)(from) * (LOADV(x10 + c) - LOADV(x00 + c));
    const FLOATV slope = FMA((FLOATV)(to), LOADV(x11 + c) - LOADV(x01 + c), upper);
    sums = FMA(LOADV(y + c), slope, sums);
  }
  float sum = c > 0 ? sum_of_lanes(sums) : 0.0f;
  for (; c < count; c++) {
    const float slope = FMA(to, x11[c] - x01[c], from * (x10[c] - x00[c]));
    sum = FMA(y[c], slope, sum);
  }
  return sum;
}

ITEM_KERNEL void displacement_gradient(global float *arena, const ff_warp p) {
  const ff_int first = get_global_id(0) * WARP_PIXELS, size = p.height * p.width;
  const ff_int last = min(first + WARP_PIXELS, p.images * size);
  ff_int image = first / size, row = first % size / p.width, column = first % p.width;
  for (ff_int n = first; n < last; n++) {
    global const float *x = arena + p.x + image * size * p.channels;
    for (ff_int target = n * p.fields; target < (n + 1) * p.fields; target++) {
      const float by_x = arena[p.by + 2 * target], by_y = arena[p.by + 2 * target + 1];
      global const float *y = arena + p.y + target * p.channels;
      global float *gradient = arena + p.dby + 2 * target;
      if (!warp_is_number(by_x, by_y)) {
        gradient[0] = gradient[1] = NAN;
        continue;
      }
      float a, b;
      global const float *at[4];
      find_corners(x, arena + p.zero, row, column, by_x, by_y, p, &a, &b, at);
      // The derivative of a slope along its own axis is zero inside of a cell.
      gradient[0] = p.slope_x ? 0.0f
                              : weighed_slope(at[0], at[1], at[2], at[3],
                                              warp_first_weight(b, p.slope_y),
                                              warp_second_weight(b, p.slope_y), y, p.channels);
      gradient[1] = p.slope_y ? 0.0f
                              : weighed_slope(at[0], at[2], at[1], at[3],
                                              warp_first_weight(a, p.slope_x),
                                              warp_second_weight(a, p.slope_x), y, p.channels);
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

// Whether any of `count` displacements lies in least ... end along y. No branch, so that compilers make
// vectors of it.
INLINE int any_within(global const float *by, const ff_int count, const float least,
                      const float end) {
  int any = 0;
  for (ff_int i = 0; i < count; i++) any |= (by[2 * i + 1] >= least) & (by[2 * i + 1] <= end);
  return any;
}

ITEM_KERNEL void transposed_warp(global float *arena, const ff_warp p) {
  const ff_int item = get_global_id(0), image = item / p.bands, band = item % p.bands;
  const ff_int first = band * p.height / p.bands, last = (band + 1) * p.height / p.bands;
  const ff_int size = p.height * p.width, stride = p.width * p.channels;
  global float *x = arena + p.x + image * size * p.channels;
  for (ff_int i = first * stride; i < last * stride; i++) x[i] = 0.0f;
  ff_int target = image * size * p.fields;
  for (ff_int row = 0; row < p.height; row++) {
    // Displacements that lead into the band with the first or the second row of their cell. The nearest
    // pixel stands for all beyond it.
    const float least = p.nearest && first == 0 ? -INFINITY : (float)(first - 1 - row);
    const float end = p.nearest && last == p.height ? INFINITY : (float)(last - row);
    if (!any_within(arena + p.by + 2 * target, p.width * p.fields, least, end)) {
      target += p.width * p.fields;
      continue;
    }
    for (ff_int column = 0; column < p.width; column++) {
      for (ff_int field = 0; field < p.fields; field++, target++) {
        const float by_x = arena[p.by + 2 * target], by_y = arena[p.by + 2 * target + 1];
        if (!(by_y >= least && by_y <= end) || !warp_is_number(by_x, by_y)) continue;
        float a, b;
        const ff_int cell_y = warp_cell(row, by_y, p.height, &b);
        const ff_int top = warp_pixel(cell_y, p.height, p.nearest);
        const ff_int bottom = warp_pixel(cell_y + 1, p.height, p.nearest);
        const int has_top = top >= first && top < last;
        const int has_bottom = bottom >= first && bottom < last;
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
