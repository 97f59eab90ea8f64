// Rows of a table by number.
//
//   y[n, :] = table[index[n], :]
//
// Indices are whole numbers stored as floats. An index outside the table reads zeros. An item is
// ROWS_PER_ITEM rows of y.

#define ROWS_PER_ITEM 16

ITEM_KERNEL void gather(global float *arena, const ff_gather p) {
  const ff_int item = get_global_id(0);
  const ff_int end = min((item + 1) * ROWS_PER_ITEM, p.count);
  for (ff_int n = item * ROWS_PER_ITEM; n < end; n++) {
    const float row = arena[p.index + n];
    const int inside = row >= 0.0f && row < (float)p.rows;
    for (ff_int c = 0; c < p.width; c++)
      arena[p.y + n * p.width + c] = inside ? arena[p.table + (ff_int)row * p.width + c] : 0.0f;
  }
}
