// Sums and maxima along one axis of a contiguous [outer, reduced, inner] array.
//
//   y[a, part, b] = sum or maximum over r of x[a, r, b]
//   r in reduced * part / parts ..< reduced * (part + 1) / parts
//
// A long reduction runs twice: into `parts` partial results, then over them with parts = 1. The
// order of additions depends on the shape alone. Sums go in two levels, each of about the square
// root of the length, and rounding errors grow with that instead of the length.
//
//   inner >= 8   columns: lanes are neighbours along inner; an item is 64 columns of one
//                (a, part); items are [outer][parts][inner / 64]
//   inner < 8    rows: lanes are neighbours along r; an item is several (a, part), about
//                ROW_WORK numbers
//
// A maximum with a NaN is NaN; an empty sum is 0, an empty maximum -infinity.

#define COLUMNS 64
#define ROW_WORK 4096

INLINE FLOATV reduce_combine(const FLOATV a, const FLOATV b, const int maximum) {
  return maximum ? select(b, a, (a > b) | (a != a)) : a + b;
}

INLINE float reduce_lane(const float a, const float b, const int maximum) {
  if (maximum) return a > b || a != a ? a : b;
  return a + b;
}

// Terms on the first level of a sum of n terms.
INLINE ff_int fold_length(const ff_int n) {
  ff_int fold = 16;
  while (fold * fold < n) fold *= 2;
  return fold;
}

// `vectors` x VECTOR neighbouring columns, rows r0 ..< r1; only `width` columns are there.
INLINE void reduce_columns(global const float *x, global float *y, const ff_int stride,
                           const ff_int rows, const ff_int width, const int maximum,
                           const float start, const int vectors) {
  const ff_int fold = fold_length(rows);
  FLOATV total[COLUMNS / VECTOR];
  _Pragma("unroll") for (int v = 0; v < vectors; v++) total[v] = (FLOATV)(start);
  for (ff_int r = 0; r < rows; r += fold) {
    FLOATV part[COLUMNS / VECTOR];
    _Pragma("unroll") for (int v = 0; v < vectors; v++) part[v] = (FLOATV)(start);
    const ff_int end = min(r + fold, rows);
    for (ff_int i = r; i < end; i++) {
      _Pragma("unroll") for (int v = 0; v < vectors; v++) part[v] = reduce_combine(
          part[v], load_part(x + i * stride + v * VECTOR, width - v * VECTOR), maximum);
    }
    _Pragma("unroll") for (int v = 0; v < vectors; v++) total[v] =
        reduce_combine(total[v], part[v], maximum);
  }
  _Pragma("unroll") for (int v = 0; v < vectors; v++)
      store_part(total[v], y + v * VECTOR, width - v * VECTOR);
}

// `count` numbers, `stride` apart.
INLINE float reduce_row(global const float *x, const ff_int stride, const ff_int count,
                        const int maximum, const float start) {
  const ff_int fold = fold_length(count / VECTOR) * VECTOR;
  FLOATV total = (FLOATV)(start);
  ff_int i = 0;
  if (stride == 1) {
    while (i + 4 * VECTOR <= count) {
      FLOATV p0 = (FLOATV)(start), p1 = p0, p2 = p0, p3 = p0;
      const ff_int end = min(i + fold, count);
      for (; i + 4 * VECTOR <= end; i += 4 * VECTOR) {
        p0 = reduce_combine(p0, LOADV(x + i), maximum);
        p1 = reduce_combine(p1, LOADV(x + i + VECTOR), maximum);
        p2 = reduce_combine(p2, LOADV(x + i + 2 * VECTOR), maximum);
        p3 = reduce_combine(p3, LOADV(x + i + 3 * VECTOR), maximum);
      }
      p0 = reduce_combine(reduce_combine(p0, p1, maximum), reduce_combine(p2, p3, maximum),
                          maximum);
      total = reduce_combine(total, p0, maximum);
    }
  }
  // What is left, or everything where numbers are apart: lane e takes every VECTOR-th number.
  float lanes[VECTOR];
  while (i < count) {
    for (int e = 0; e < VECTOR; e++) lanes[e] = start;
    const ff_int end = min(i + fold, count);
    for (int e = 0; i < end; i++, e = e + 1 == VECTOR ? 0 : e + 1)
      lanes[e] = reduce_lane(lanes[e], x[i * stride], maximum);
    total = reduce_combine(total, LOADV((const float *)lanes), maximum);
  }
  STOREV(total, (float *)lanes);
  for (int step = VECTOR / 2; step > 0; step /= 2)
    for (int e = 0; e < step; e++) lanes[e] = reduce_lane(lanes[e], lanes[e + step], maximum);
  return lanes[0];
}

ITEM_KERNEL void reduce(global float *arena, const ff_reduce p) {
  const ff_int item = get_global_id(0);
  const int maximum = p.maximum != 0;
  const float start = maximum ? -INFINITY : 0.0f;
  if (p.inner >= 8) {
    const ff_int groups = (p.inner + COLUMNS - 1) / COLUMNS;
    const ff_int column = item % groups * COLUMNS;
    const ff_int row = item / groups;
    const ff_int a = row / p.parts, part = row % p.parts;
    const ff_int r0 = p.reduced * part / p.parts, r1 = p.reduced * (part + 1) / p.parts;
    global const float *x = arena + p.x + (a * p.reduced + r0) * p.inner + column;
    global float *y = arena + p.y + row * p.inner + column;
    const ff_int width = min((ff_int)COLUMNS, p.inner - column);
    if (width == COLUMNS) {
      reduce_columns(x, y, p.inner, r1 - r0, COLUMNS, maximum, start, COLUMNS / VECTOR);
    } else {
      for (ff_int c = 0; c < width; c += VECTOR)
        reduce_columns(x + c, y + c, p.inner, r1 - r0, width - c, maximum, start, 1);
    }
    return;
  }
  const ff_int length = max((ff_int)1, p.reduced / p.parts * p.inner);
  const ff_int rows_per_item = max((ff_int)1, ROW_WORK / length);
  const ff_int end = min((item + 1) * rows_per_item, p.outer * p.parts);
  for (ff_int row = item * rows_per_item; row < end; row++) {
    const ff_int a = row / p.parts, part = row % p.parts;
    const ff_int r0 = p.reduced * part / p.parts, r1 = p.reduced * (part + 1) / p.parts;
    for (ff_int b = 0; b < p.inner; b++)
      arena[p.y + row * p.inner + b] = reduce_row(
          arena + p.x + (a * p.reduced + r0) * p.inner + b, p.inner, r1 - r0, maximum, start);
  }
}
