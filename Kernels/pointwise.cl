// The skeleton of generated pointwise kernels: one fused tape applied to every point of a space.
//
//   result r at (i0, ..., ik) = tape(leaf 0 at (i0, ..., ik), leaf 1 at (i0, ..., ik), ...)
//
// A view lies at arena[offset + i0 * stride0 + ... + ik * stridek]. Offsets, sizes and strides are
// arguments: equal steps of an unrolled sequence, layers of different widths and images of different
// sizes share one kernel. The text says only along which axes a view moves at all.
//
// The innermost axis is cut into units of VECTOR points (the last one of a row may be shorter).
// Units are numbered through all rows; a work-item does CHUNK neighbouring units:
//
//     row 0   [unit 0][unit 1][unit 2][u3
//     row 1   [unit 4][unit 5][unit 6][u7      item 0: units 0 to 5, item 1: units 6 to 11, ...
//
// What does not change along a row, or anywhere, is loaded and computed once a row, or once.
// Before the mark come functions for all kernels of a program. The text after the mark is
// repeated for each kernel, with the names after dollar signs replaced:
//
//   NAME, ARGUMENTS       the kernel's name, its further parameters: an offset for each view, sizes, strides
//   INDEX                 uint, or ulong for spaces of more than 2^31 points
//   UNITS, ROW_UNITS, CHUNK   units in all, in a row, and of a work-item
//   ROW_NUMBER            unit / ROW_UNITS; divisions are multiplications by factors that are arguments
//   ONCE, ROW, POINT      statements: loads, tape and stores at the three levels;
//                         ROW knows `row`, POINT knows `x`, the first point of the unit in its row
//
// Tuning: VECTOR and CHUNK. Processors: whole vectors and a few hundred items; GPUs: 1 and 1.

// A vector from every `stride`-th float; the first n only, zeros after them.
INLINE FLOATV load_strided(global const float *p, const ff_int stride, const ff_int n) {
  float lanes[VECTOR];
  for (int e = 0; e < VECTOR; e++) lanes[e] = e < n ? p[e * stride] : 0.0f;
  return LOADV((const float *)lanes);
}

#define NUMBER(x) ((FLOATV)(x))

//$MARK
kernel void $NAME(global float *arena$ARGUMENTS) {
  const $INDEX first = ($INDEX)get_global_id(0) * $CHUNK;
  const $INDEX last = min(first + $CHUNK, ($INDEX)$UNITS);
  if (first >= last) return;
  $ONCE
  $INDEX unit = first;
  while (unit < last) {
    const $INDEX row = $ROW_NUMBER;
    const $INDEX begin = unit - row * $ROW_UNITS;
    const $INDEX end = min(begin + (last - unit), ($INDEX)$ROW_UNITS);
    $ROW
    for ($INDEX x = begin * VECTOR; x < end * VECTOR; x += VECTOR) {
      $POINT
    }
    unit += end - begin;
  }
}
