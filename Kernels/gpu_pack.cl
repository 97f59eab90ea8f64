// Packs weights for the products of GPUs.
//
//   packed[b][ky][kx][ci][column] = source[b,ky,kx,ci,co] through strides, zero where there is no co
//
// Swapped strides transpose the filter, negative ones (with the offset at the last tap) turn it
// around. Columns are those of gpu_columns.cl. One work-item writes one number.

kernel __attribute__((reqd_work_group_size(GPU_GROUP, 1, 1)))
void gpu_pack(global float *arena, const ff_gpu_pack p) {
  const ff_int item = get_global_id(0);
  ff_int rest = item / p.width;
  const ff_int column = item - rest * p.width;
  const ff_int ci = rest % p.cin;
  rest /= p.cin;
  const ff_int kx = rest % p.kernel_width;
  rest /= p.kernel_width;
  const ff_int ky = rest % p.kernel_height, batch = rest / p.kernel_height;
  if (batch >= p.batches) return;
  const ff_int co = channel_of_column(&p, column);
  const ff_int at = p.source + batch * p.source_batch + ky * p.stride_ky + kx * p.stride_kx +
                    ci * p.stride_ci + co * p.stride_co;
  arena[p.packed + item] = co >= 0 ? arena[at] : 0.0f;
}
