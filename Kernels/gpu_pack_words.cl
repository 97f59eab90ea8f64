// Packs weights to words (gpu_words.cl), for products by matrix instructions.
//
//   packed[batch][K tile][column][16 words]    source as in gpu_pack.cl; zero where there is nothing
//
// Words are numbered (block, ky, kx, word of the block), as the convolution goes through them
// (gpu_convolution_taps.cl): a block has as many words of the input channels as a K tile, if they divide
// into such blocks, or all. Those of a tap are whole chunks. So a work-group finds its columns of a K tile
// side by side. One work-item writes a chunk; items are [batch][K tile][chunk][column], so that
// neighbours read neighbouring channels.

kernel __attribute__((reqd_work_group_size(GPU_GROUP, 1, 1)))
void gpu_pack_words(global float *arena, const ff_gpu_pack_words p) {
  const uint width = (uint)p.pack.width, k_tiles = (uint)p.k_tiles;
  uint rest = (uint)get_global_id(0);
  const uint column = rest % width;
  rest /= width;
  const uint quad = rest % (GPU_DEPTH / 4);
  rest /= GPU_DEPTH / 4;
  const uint k_tile = rest % k_tiles, batch = rest / k_tiles;
  if (batch >= (uint)p.pack.batches) return;
  const uint chunks = (uint)p.chunks, taps = (uint)(p.pack.kernel_height * p.pack.kernel_width);
  const uint block = chunks % (GPU_DEPTH / 4) == 0 ? GPU_DEPTH / 4 : chunks;
  const uint chunk = k_tile * (GPU_DEPTH / 4) + quad, line = chunk / block;
  const uint first = line / taps * block, tap = line % taps;
  const int channel = (int)(first + chunk - line * block) * (4 * PACK);
  const uint ky = tap / (uint)p.pack.kernel_width, kx = tap - ky * (uint)p.pack.kernel_width;
  const ff_int co = channel_of_column(&p.pack, column);
  const ff_int from = p.pack.source + batch * p.pack.source_batch + ky * p.pack.stride_ky +
                      kx * p.pack.stride_kx + co * p.pack.stride_co;
  float numbers[4 * PACK];
  _Pragma("unroll") for (int i = 0; i < 4 * PACK; i++) {
    const int is_there =
        co >= 0 && first < chunks && channel + i < (int)p.pack.cin;
    numbers[i] = is_there ? arena[from + (channel + i) * p.pack.stride_ci] : 0.0f;
  }
  const ff_int to = (((ff_int)batch * k_tiles + k_tile) * width + column) * GPU_DEPTH + 4 * quad;
  *(global float4 *)(arena + p.pack.packed + to) = chunk_of(numbers);
}
