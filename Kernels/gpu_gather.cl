// Rows of a table by number, for GPUs.
//
//   y[n, :] = table[index[n], :]
//
// Indices are whole numbers stored as floats. An index outside the table reads zeros. One work-item
// makes one number of the result.

kernel __attribute__((reqd_work_group_size(GPU_GROUP, 1, 1)))
void gpu_gather(global float *arena, const ff_gather p) {
  const ff_int item = get_global_id(0), n = item / p.width;
  if (n >= p.count) return;
  const float value = arena[p.index + n];
  const int inside = value >= 0.0f && value < (float)p.rows;
  arena[p.y + item] =
      inside ? arena[p.table + (ff_int)value * p.width + (item - n * p.width)] : 0.0f;
}
