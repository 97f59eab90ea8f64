// Convolution for GPUs whose sums (gpu_convolution_tile.cl) go to memory.
//
//   y[pixel, co] = bias[co] + addend[pixel, co] + sum[pixel, co]
//
// With several parts, each writes what it summed, and gpu_sum adds the parts up.

GROUP_KERNEL void gpu_convolution(global float *arena, const ff_gpu_convolution p) {
  local float4 shared[SHARED_QUADS];
  const group_place place = place_of_group(&p);
  const int pixels = pixel_count(&p);
  const int item = get_local_id(0);
  float4 sum[4 * QUADS][QUADS];
  convolve_tile(arena, &p, place, shared, item, sum);
  _Pragma("unroll") for (int i = 0; i < 4 * QUADS; i++) {
    const int number = place.first_pixel + tile_row(item, i);
    if (number >= pixels) continue;
    _Pragma("unroll") for (int c = 0; c < QUADS; c++) {
      const int channel = place.first_column + tile_column(item, c, 0);
      if (channel >= (int)p.target.channels) continue;
      if (p.parts > 1) {
        const ff_int line = (place.part * p.target.batches + place.batch) * pixels + number;
        *(global float4 *)(arena + p.partial + line * p.w_width + channel) = sum[i][c];
      } else {
        finish_quad(arena, &p.target, place.batch, number, channel, sum[i][c]);
      }
    }
  }
}
