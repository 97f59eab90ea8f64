// Rows of a table by number, and the sum of rows with the same number, for GPUs.
//
//   gather:       y[n, :] = table[index[n], :]
//   scatter_add:  table[v, :] = sum over n with index[n] == v of y[n, :]
//
// Indices are whole numbers stored as floats. An index outside the table reads zeros, and adds
// nothing. One work-item makes one number of the result; an item of a scatter reads all indices,
// so that sums need no atomic operation and run in the order of n.

kernel __attribute__((reqd_work_group_size(GPU_GROUP, 1, 1)))
void gpu_gather(global float *arena, const ff_gather p) {
  const ff_int item = get_global_id(0), n = item / p.width;
  if (n >= p.count) return;
  const float value = arena[p.index + n];
  const int inside = value >= 0.0f && value < (float)p.rows;
  arena[p.y + item] =
      inside ? arena[p.table + (ff_int)value * p.width + (item - n * p.width)] : 0.0f;
}

kernel __attribute__((reqd_work_group_size(GPU_GROUP, 1, 1)))
void gpu_scatter_add(global float *arena, const ff_gather p) {
  const ff_int item = get_global_id(0), row = item / p.width;
  if (row >= p.rows) return;
  global const float *y = arena + p.y + (item - row * p.width);
  float sum = 0.0f;
  for (ff_int n = 0; n < p.count; n++) {
    // As in a gather, numbers are cut to whole ones.
    const float value = arena[p.index + n];
    if (value >= 0.0f && value < (float)p.rows && (ff_int)value == row) sum += y[n * p.width];
  }
  arena[p.table + item] = sum;
}
