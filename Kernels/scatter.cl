// The sum of rows with the same number.
//
//   table[v, :] = sum over n with index[n] == v of y[n, :], n ascending
//
// Indices are whole numbers stored as floats. An index outside the table adds nothing. The rows of y
// are first sorted by their target, rows of one target in their order, so that each row is read once
// and no sum needs an atomic operation:
//
//   index         2  0  2  9  0            (a table of 3 rows)
//   starts        0  2  2  4               order[starts[v] ..< starts[v + 1]] belongs to row v
//   order         1  4  0  2
//
// sort_rows is one item: it counts, and counting is short beside the sums. An item of scatter_add sums
// SCATTER_COLUMNS columns of a range of rows of the table; there are at most SCATTER_RANGES ranges.

// The target of entry n, or -1.
INLINE ff_int target_row(global const float *index, const ff_int n, const ff_int rows) {
  const float value = index[n];
  return value >= 0.0f && value < (float)rows ? (ff_int)value : -1;
}

ITEM_KERNEL void sort_rows(global float *arena, const ff_scatter p) {
  global const float *index = arena + p.index;
  global int *starts = (global int *)(arena + p.starts);
  global int *order = (global int *)(arena + p.order);
  // Counts stand two rows further on, so that the sums of all before stand one row further on, and
  // have moved to their own rows when every entry has taken its place.
  for (ff_int row = 0; row < p.rows + 2; row++) starts[row] = 0;
  for (ff_int n = 0; n < p.count; n++) {
    const ff_int row = target_row(index, n, p.rows);
    if (row >= 0) starts[row + 2]++;
  }
  for (ff_int row = 2; row < p.rows + 2; row++) starts[row] += starts[row - 1];
  for (ff_int n = 0; n < p.count; n++) {
    const ff_int row = target_row(index, n, p.rows);
    if (row >= 0) order[starts[row + 1]++] = (int)n;
  }
}

// `vectors` x VECTOR neighbouring columns of `count` rows; only `width` columns are there.
INLINE void sum_rows(global const float *y, global const int *order, const int count,
                     const ff_int stride, global float *sums, const ff_int width,
                     const int vectors) {
  FLOATV sum[SCATTER_COLUMNS / VECTOR];
  _Pragma("unroll") for (int v = 0; v < vectors; v++) sum[v] = (FLOATV)(0.0f);
  for (int i = 0; i < count; i++) {
    global const float *row = y + order[i] * stride;
    _Pragma("unroll") for (int v = 0; v < vectors; v++) sum[v] +=
        load_part(row + v * VECTOR, width - v * VECTOR);
  }
  _Pragma("unroll") for (int v = 0; v < vectors; v++)
      store_part(sum[v], sums + v * VECTOR, width - v * VECTOR);
}

ITEM_KERNEL void scatter_add(global float *arena, const ff_scatter p) {
  const ff_int item = get_global_id(0);
  const ff_int groups = (p.width + SCATTER_COLUMNS - 1) / SCATTER_COLUMNS;
  const ff_int column = item % groups * SCATTER_COLUMNS;
  const ff_int each = (p.rows + SCATTER_RANGES - 1) / SCATTER_RANGES;
  const ff_int first = item / groups * each, last = min(first + each, p.rows);
  const ff_int width = min((ff_int)SCATTER_COLUMNS, p.width - column);
  global const int *starts = (global const int *)(arena + p.starts);
  global const int *order = (global const int *)(arena + p.order);
  global const float *y = arena + p.y + column;
  for (ff_int row = first; row < last; row++) {
    const int start = starts[row], count = starts[row + 1] - start;
    global float *sums = arena + p.table + row * p.width + column;
    if (width == SCATTER_COLUMNS) {
      sum_rows(y, order + start, count, p.width, sums, SCATTER_COLUMNS, SCATTER_COLUMNS / VECTOR);
    } else {
      for (ff_int c = 0; c < width; c += VECTOR)
        sum_rows(y + c, order + start, count, p.width, sums + c, width - c, 1);
    }
  }
}
