// Images moved by fields of displacements, and the adjoint of that, for GPUs.
//
//   gpu_warp              y[n,p,l,:] = sum over four pixels s around p + by[n,p,l] of w * x[n,s,:]
//   gpu_transposed_warp   x[n,s,:] = sum over all (p, l) that read s of w * y[n,p,l,:]
//   gpu_displacement_gradient   dby[n,p,l,:] = sum over channels of y[n,p,l,c] times the derivatives, along
//                               x and along y, of what gpu_warp makes there
//
// warp_place.cl says which pixels, and their weights. A work-item makes one number of the result; of
// gpu_displacement_gradient both numbers of a target.
//
// For the adjoint, the targets (n, p, l) are sorted by the cell in which they lie (gpu_warp_blocks, then
// gpu_sort_merge), targets of one cell in their order. Cells begin one pixel before the image:
//
//   number of a cell      (n * (height + 1) + cell_y + 1) * (width + 1) + cell_x + 1
//
// A pixel is read from four cells, of which those side by side have neighbouring numbers. So its sum is
// that of two runs of the sorted targets, and needs no atomic operation:
//
//   | cell  cell |    <- targets of the first run
//   |    pixel   |
//   | cell  cell |    <- targets of the second run

INLINE ff_int warp_targets(const ff_warp p) { return p.images * p.height * p.width * p.fields; }

// What is read of a pixel; zeros outside.
INLINE float pixel_or_zero(global const float *x, const ff_int row, const ff_int column,
                           const ff_warp p) {
  const ff_int i = warp_pixel(row, p.height, p.nearest);
  const ff_int j = warp_pixel(column, p.width, p.nearest);
  return i < 0 || j < 0 ? 0.0f : x[(i * p.width + j) * p.channels];
}

kernel __attribute__((reqd_work_group_size(GPU_GROUP, 1, 1)))
void gpu_warp(global float *arena, const ff_warp p) {
  const ff_int item = get_global_id(0), target = item / p.channels, c = item % p.channels;
  if (target >= warp_targets(p)) return;
  const ff_int pixel = target / p.fields, size = p.height * p.width;
  const float by_x = arena[p.by + 2 * target], by_y = arena[p.by + 2 * target + 1];
  if (!warp_is_number(by_x, by_y)) {
    arena[p.y + item] = NAN;
    return;
  }
  float a, b, ends[2];
  const ff_int column = warp_cell(pixel % p.width, by_x, p.width, &a);
  const ff_int row = warp_cell(pixel % size / p.width, by_y, p.height, &b);
  global const float *x = arena + p.x + pixel / size * size * p.channels + c;
  const float from_x = p.slope_x ? 0.0f : 1.0f, from_y = p.slope_y ? 0.0f : 1.0f;
  const float step_x = warp_second_weight(a, p.slope_x);
  for (int i = 0; i < 2; i++) {
    const float left = pixel_or_zero(x, row + i, column, p);
    const float right = pixel_or_zero(x, row + i, column + 1, p);
    ends[i] = FMA(step_x, right - left, from_x * left);
  }
  arena[p.y + item] =
      FMA(warp_second_weight(b, p.slope_y), ends[1] - ends[0], from_y * ends[0]);
}

kernel __attribute__((reqd_work_group_size(GPU_GROUP, 1, 1)))
void gpu_displacement_gradient(global float *arena, const ff_warp p) {
  const ff_int target = get_global_id(0);
  if (target >= warp_targets(p)) return;
  const ff_int pixel = target / p.fields, size = p.height * p.width;
  const float by_x = arena[p.by + 2 * target], by_y = arena[p.by + 2 * target + 1];
  float a, b, sum_x = 0.0f, sum_y = 0.0f;
  const ff_int column = warp_cell(pixel % p.width, by_x, p.width, &a);
  const ff_int row = warp_cell(pixel % size / p.width, by_y, p.height, &b);
  const float top = warp_first_weight(b, p.slope_y), bottom = warp_second_weight(b, p.slope_y);
  const float left = warp_first_weight(a, p.slope_x), right = warp_second_weight(a, p.slope_x);
  for (ff_int c = 0; c < p.channels; c++) {
    global const float *x = arena + p.x + pixel / size * size * p.channels + c;
    const float y = arena[p.y + target * p.channels + c];
    const float x00 = pixel_or_zero(x, row, column, p), x10 = pixel_or_zero(x, row, column + 1, p);
    const float x01 = pixel_or_zero(x, row + 1, column, p);
    const float x11 = pixel_or_zero(x, row + 1, column + 1, p);
    sum_x = FMA(y, FMA(bottom, x11 - x01, top * (x10 - x00)), sum_x);
    sum_y = FMA(y, FMA(right, x11 - x10, left * (x01 - x00)), sum_y);
  }
  // The derivative of a slope along its own axis is zero inside of a cell.
  const int is_number = warp_is_number(by_x, by_y);
  arena[p.dby + 2 * target] = is_number ? (p.slope_x ? 0.0f : sum_x) : NAN;
  arena[p.dby + 2 * target + 1] = is_number ? (p.slope_y ? 0.0f : sum_y) : NAN;
}

// A cell counted from the one before the image; -1 where nothing of it is read. Where the nearest pixel
// stands for those outside, all cells on a side do as the first one there.
INLINE ff_int warp_cell_number(const ff_int cell, const ff_int size, const ff_int nearest) {
  if (cell >= -1 && cell < size) return cell + 1;
  return nearest ? (cell < -1 ? 0 : size) : -1;
}

kernel __attribute__((reqd_work_group_size(GPU_GROUP, 1, 1)))
void gpu_warp_blocks(global float *arena, const ff_gpu_warp g) {
  local int keys[GPU_GROUP];
  const ff_warp p = g.warp;
  const ff_int target = get_global_id(0), count = warp_targets(p), size = p.height * p.width;
  const ff_int cells = p.images * (p.height + 1) * (p.width + 1);
  // Targets that read nothing come last, and places without a target after them.
  int key = (int)cells + 1;
  if (target < count) {
    const ff_int pixel = target / p.fields;
    const float by_x = arena[p.by + 2 * target], by_y = arena[p.by + 2 * target + 1];
    float fraction;
    const ff_int cell_x = warp_cell(pixel % p.width, by_x, p.width, &fraction);
    const ff_int cell_y = warp_cell(pixel % size / p.width, by_y, p.height, &fraction);
    const ff_int x = warp_cell_number(cell_x, p.width, p.nearest);
    const ff_int y = warp_cell_number(cell_y, p.height, p.nearest);
    key = x < 0 || y < 0 || !warp_is_number(by_x, by_y)
              ? (int)cells
              : (int)((pixel / size * (p.height + 1) + y) * (p.width + 1) + x);
  }
  sort_block(keys, key, (int)count, (global int *)(arena + g.sorted));
}

// What of a cell's value comes from one pixel, along an axis. Beside a border it may be both of the cell's.
INLINE float weight_of_pixel(const ff_int pixel, const ff_int cell, const float fraction,
                             const ff_int size, const ff_int nearest, const ff_int slope) {
  float weight = 0.0f;
  if (warp_pixel(cell, size, nearest) == pixel) weight += warp_first_weight(fraction, slope);
  if (warp_pixel(cell + 1, size, nearest) == pixel) weight += warp_second_weight(fraction, slope);
  return weight;
}

kernel __attribute__((reqd_work_group_size(GPU_GROUP, 1, 1)))
void gpu_transposed_warp(global float *arena, const ff_gpu_warp g) {
  const ff_warp p = g.warp;
  const ff_int item = get_global_id(0), pixel = item / p.channels, c = item % p.channels;
  const ff_int size = p.height * p.width;
  if (pixel >= p.images * size) return;
  const ff_int row = pixel % size / p.width, column = pixel % p.width;
  const int count = (int)warp_targets(p);
  global const int *keys = (global const int *)(arena + g.sorted);
  float sum = 0.0f;
  for (int i = 0; i < 2; i++) {
    // The cells above and left of the pixel, and above and right; then those below.
    const int first =
        (int)((pixel / size * (p.height + 1) + row + i) * (p.width + 1) + column);
    for (int n = lower_bound(keys, 0, count, first); n < count && keys[n] <= first + 1; n++) {
      const ff_int target = keys[count + n], from = target / p.fields;
      float a, b;
      const ff_int cell_x =
          warp_cell(from % p.width, arena[p.by + 2 * target], p.width, &a);
      const ff_int cell_y =
          warp_cell(from % size / p.width, arena[p.by + 2 * target + 1], p.height, &b);
      const float weight =
          weight_of_pixel(row, cell_y, b, p.height, p.nearest, p.slope_y) *
          weight_of_pixel(column, cell_x, a, p.width, p.nearest, p.slope_x);
      sum = FMA(weight, arena[p.y + target * p.channels + c], sum);
    }
  }
  arena[p.x + item] = sum;
}
