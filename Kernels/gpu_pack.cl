// Packs weights for the products of GPUs.
//
//   packed[b][ky][kx][ci][column] = source[b,ky,kx,ci,co] through strides, zero where there is no co
//
// Swapped strides transpose the filter, negative ones (with the offset at the last tap) turn it
// around. One work-item writes one number.
//
// Columns are output channels. With several gates, slices of cout / gates channels, they are dealt
// out to tiles of columns so that a tile has all gates of its channels, those of one side by side:
//
//   column = tile number * tile + (channel in the tile) * gates + gate,  tile / gates channels a tile

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
  const ff_int share = p.tile / p.gates, channels = p.cout / p.gates;
  const ff_int number = column / p.tile, within = column - number * p.tile;
  const ff_int local_channel = within / p.gates, gate = within - local_channel * p.gates;
  const ff_int channel = number * share + local_channel;
  const int is_there = local_channel < share && channel < channels;
  const ff_int co = gate * channels + channel;
  const ff_int at = p.source + batch * p.source_batch + ky * p.stride_ky + kx * p.stride_kx +
                    ci * p.stride_ci + co * p.stride_co;
  arena[p.packed + item] = is_there ? arena[at] : 0.0f;
}
