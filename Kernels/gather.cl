// Rows of a table by number, and the sum of rows with the same number.
//
//   gather:       y[n, :] = table[index[n], :]
//   scatter_add:  table[v, :] = sum over n with index[n] == v of y[n, :]
//
// Indices are whole numbers stored as floats. An index outside the table reads zeros, and adds
// nothing. Items of a gather are ROWS_PER_ITEM rows of y; items of a scatter are at most
// SCATTER_ITEMS ranges of rows of the table, each reading all indices, so that sums need no atomic
// operation and run in the order of n.

#define ROWS_PER_ITEM 16
#define SCATTER_ITEMS 64

// The index of entry n, or -1.
INLINE ff_int index_of(global const float *arena, const ff_gather *p, const ff_int n) {
  const float value = arena[p->index + n];
  return value >= 0.0f && value < (float)p->rows ? (ff_int)value : -1;
}

ITEM_KERNEL void gather(global float *arena, const ff_gather p) {
  const ff_int item = get_global_id(0);
  const ff_int end = min((item + 1) * ROWS_PER_ITEM, p.count);
  for (ff_int n = item * ROWS_PER_ITEM; n < end; n++) {
    const ff_int row = index_of(arena, &p, n);
    for (ff_int c = 0; c < p.width; c++)
      arena[p.y + n * p.width + c] = row < 0 ? 0.0f : arena[p.table + row * p.width + c];
  }
}

ITEM_KERNEL void scatter_add(global float *arena, const ff_gather p) {
  const ff_int rows_per_item = (p.rows + SCATTER_ITEMS - 1) / SCATTER_ITEMS;
  const ff_int first = get_global_id(0) * rows_per_item;
  const ff_int last = min(first + rows_per_item, p.rows);
  for (ff_int i = first * p.width; i < last * p.width; i++) arena[p.table + i] = 0.0f;
  for (ff_int n = 0; n < p.count; n++) {
    const ff_int row = index_of(arena, &p, n);
    if (row < first || row >= last) continue;
    for (ff_int c = 0; c < p.width; c++)
      arena[p.table + row * p.width + c] += arena[p.y + n * p.width + c];
  }
}
