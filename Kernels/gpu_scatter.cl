// The sum of rows with the same number, for GPUs.
//
//   table[v, :] = sum over n with index[n] == v of y[n, :], n ascending
//
// Indices are whole numbers stored as floats. An index outside the table adds nothing. The rows of y
// are first sorted by their target, rows of one target in their order, by merging (gpu_sorting.cl):
// gpu_sort_blocks sorts GPU_GROUP entries in each work-group, and each gpu_sort_merge makes one sorted
// run of every two neighbouring ones. So nothing needs an atomic operation.
//
//   index    2  0  2  9  0            (a table of 3 rows; 9 is outside and counts as 3)
//   keys     0  0  2  2  3            targets, ascending
//   order    1  4  0  2  3            the rows of y
//
// A work-item of gpu_scatter_add makes one number of the result: it looks for the first entry of its row
// and adds up as long as entries belong to it.

kernel __attribute__((reqd_work_group_size(GPU_GROUP, 1, 1)))
void gpu_sort_blocks(global float *arena, const ff_gpu_sort p) {
  local int keys[GPU_GROUP];
  const int n = get_global_id(0), rows = (int)p.rows;
  int key = rows + 1;
  if (n < p.count) {
    const float value = arena[p.index + n];
    key = value >= 0.0f && value < (float)rows ? (int)value : rows;
  }
  sort_block(keys, key, (int)p.count, (global int *)(arena + p.to));
}

kernel __attribute__((reqd_work_group_size(GPU_GROUP, 1, 1)))
void gpu_sort_merge(global float *arena, const ff_gpu_sort p) {
  const int n = get_global_id(0), count = (int)p.count, run = (int)p.run;
  if (n >= count) return;
  global const int *keys = (global const int *)(arena + p.from);
  global int *to = (global int *)(arena + p.to);
  const int block = n / run, key = keys[n];
  int place = n;
  if (block % 2 == 0) {
    // Equal entries of the run after this one stay after it.
    const int first = min((block + 1) * run, count), last = min(first + run, count);
    place += lower_bound(keys, first, last, key) - first;
  } else {
    const int first = (block - 1) * run;
    place += lower_bound(keys, first, first + run, key + 1) - (first + run);
  }
  to[place] = key;
  to[count + place] = keys[count + n];
}

kernel __attribute__((reqd_work_group_size(GPU_GROUP, 1, 1)))
void gpu_scatter_add(global float *arena, const ff_gpu_scatter p) {
  const ff_int item = get_global_id(0), row = item / p.width;
  if (row >= p.rows) return;
  global const float *y = arena + p.y + (item - row * p.width);
  global const int *keys = (global const int *)(arena + p.sorted);
  const int count = (int)p.count;
  float sum = 0.0f;
  for (int i = lower_bound(keys, 0, count, (int)row); i < count && keys[i] == (int)row; i++)
    sum += y[keys[count + i] * p.width];
  arena[p.table + item] = sum;
}
