// Sums and maxima along one axis of a contiguous [outer, reduced, inner] array, for GPUs.
//
//   y[a, part, b] = sum or maximum over r of x[a, r, b]
//   r in reduced * part / parts ..< reduced * (part + 1) / parts
//
// A work-group of 256 items is cut into outers x lanes x columns: `columns` neighbours along inner,
// each of which `lanes` items take turns at, for `outers` different (a, part):
//
//   inner 1, long     1 x 256 x 1     lanes are neighbours along r
//   inner 1, short    32 x 8 x 1      several short rows
//   inner 64          1 x 4 x 64      columns are neighbours along inner
//
// Lanes meet in local memory, in halves, so the order is fixed by the shape. A lane sums FOLD terms
// at a time, so that rounding errors grow with the pieces. Groups are [outer * parts / outers]
// [inner / columns]. A maximum with a NaN is NaN; an empty sum is 0, an empty maximum -infinity.

#define FOLD 64
#define LOADS 8

INLINE float reduce_pair(const float a, const float b, const int maximum) {
  if (maximum) return a > b || a != a ? a : b;
  return a + b;
}

kernel __attribute__((reqd_work_group_size(GPU_REDUCE_GROUP, 1, 1)))
void gpu_reduce(global float *arena, const ff_gpu_reduce p) {
  local float shared[GPU_REDUCE_GROUP];
  const int item = get_local_id(0), columns = (int)p.columns, lanes = (int)p.lanes;
  const int column = item % columns, lane = item / columns % lanes;
  const ff_int column_groups = (p.inner + columns - 1) / columns;
  const ff_int group = get_group_id(0), row_group = group / column_groups;
  const ff_int row = row_group * p.outers + item / (columns * lanes);
  const ff_int b = (group - row_group * column_groups) * columns + column;
  const int is_there = row < p.outer * p.parts && b < p.inner;
  const int maximum = p.maximum != 0;
  const float start = maximum ? -INFINITY : 0.0f;

  float total = start;
  if (is_there) {
    const ff_int a = row / p.parts, part = row - a * p.parts;
    const ff_int r0 = p.reduced * part / p.parts;
    const int count = (int)(p.reduced * (part + 1) / p.parts - r0);
    global const float *x = arena + p.x + (a * p.reduced + r0) * p.inner + b;
    for (int r = lane; r < count; r += FOLD * lanes) {
      float piece = start;
      const int end = min(r + FOLD * lanes, count);
      // Several loads are on their way at a time; terms are added in their order.
      for (int i = r; i < end; i += LOADS * lanes) {
        float terms[LOADS];
        _Pragma("unroll") for (int k = 0; k < LOADS; k++) {
          const int at = i + k * lanes;
          terms[k] = at < end ? x[at * p.inner] : start;
        }
        _Pragma("unroll") for (int k = 0; k < LOADS; k++) piece =
            reduce_pair(piece, terms[k], maximum);
      }
      total = reduce_pair(total, piece, maximum);
    }
  }
  shared[item] = total;
  for (int step = lanes / 2; step > 0; step /= 2) {
    barrier(CLK_LOCAL_MEM_FENCE);
    if (lane < step)
      shared[item] = reduce_pair(shared[item], shared[item + step * columns], maximum);
  }
  if (is_there && lane == 0) arena[p.y + row * p.inner + b] = shared[item];
}
