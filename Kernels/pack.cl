// Packs weights for the convolution, so that a register tile reads them in one contiguous stream.
//
//   packed[b][j][ky][kx][ci][v] = source[b, ky, kx, ci, j * block + v], zero after the last
//                                 channel
//
// The source is read through strides: swapped ones transpose the filter, negative ones (with the
// offset at the last tap) turn it around, as the gradient of the input wants it.
//
// One work-item packs one row of taps of one block of channels; items are [batch][block][ky].
// Input channels go in groups of PACK_GROUP, so that a transposed source is read a line at a time.

#define PACK_GROUP 16

ITEM_KERNEL void pack(global float *arena, const ff_pack p) {
  const ff_int item = get_global_id(0);
  const ff_int blocks = (p.cout + p.block - 1) / p.block;
  const ff_int ky = item % p.kernel_height;
  const ff_int j = item / p.kernel_height % blocks;
  const ff_int batch = item / p.kernel_height / blocks;
  const ff_int channels = min(p.block, p.cout - j * p.block);
  const ff_int source =
      p.source + batch * p.source_batch + ky * p.stride_ky + j * p.block * p.stride_co;
  global float *packed = arena + p.packed + item * p.kernel_width * p.cin * p.block;
  for (ff_int kx = 0; kx < p.kernel_width; kx++) {
    for (ff_int group = 0; group < p.cin; group += PACK_GROUP) {
      const ff_int end = min(group + PACK_GROUP, p.cin);
      global float *out = packed + (kx * p.cin + group) * p.block;
      global const float *in = arena + source + kx * p.stride_kx + group * p.stride_ci;
      if (p.stride_co == 1) {
        for (ff_int ci = 0; ci < end - group; ci++) {
          for (ff_int v = 0; v < channels; v++) out[ci * p.block + v] = in[ci * p.stride_ci + v];
        }
      } else {
        for (ff_int v = 0; v < channels; v++) {
          for (ff_int ci = 0; ci < end - group; ci++)
            out[ci * p.block + v] = in[ci * p.stride_ci + v * p.stride_co];
        }
      }
      for (ff_int ci = 0; ci < end - group; ci++)
        for (ff_int v = channels; v < p.block; v++) out[ci * p.block + v] = 0.0f;
    }
  }
}
