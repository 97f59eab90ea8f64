// The filter's gradient for GPUs: where its sums (gpu_gradient_pixels.cl) go. They meet in local memory, so that
// an item finishes four neighbouring channels, whichever items have summed them.

GROUP_KERNEL void gpu_filter_gradient(global float *arena, const ff_gpu_filter_gradient p) {
  local float4 shared[SHARED_QUADS];
  const gradient_place place = place_of_group(&p);
  const int item = get_local_id(0);
  float4 sum[4 * QUADS][QUADS];
  sum_pixels(arena, &p, &place, shared, item, sum);
  local float *sums = (local float *)shared;
  const int all_rows = row_count(&p), row_channels = (int)p.row_channels, cin = (int)p.cin;
  const int rows = (int)p.target.width;
  for (int first = 0; first < TILE; first += SUM_ROWS) {
    share_sums(sums, sum, first, item);
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int quad = item; quad < SUM_ROWS * K_TILE_QUADS; quad += GROUP) {
      const int line = quad / K_TILE_QUADS, column = 4 * (quad - line * K_TILE_QUADS);
      int row = place.first_row + first + line;
      const int channel = place.first_column + column;
      if (row >= all_rows || channel >= (int)p.target.channels) continue;
      if (row_channels != cin) {
        // Rows after a tap's last channel go nowhere.
        const int tap = row / row_channels, ci = row - tap * row_channels;
        if (ci >= cin) continue;
        row = tap * cin + ci;
      }
      const float4 four = *(local const float4 *)(sums + line * SUM_STRIDE + column);
      if (p.parts > 1) {
        const int part = place.part * (int)p.target.batches + place.batch;
        *(global float4 *)(arena + p.partial + ((ff_int)part * rows + row) * p.width + channel) =
            four;
      } else {
        finish_quad(arena, &p.target, place.batch, row, channel, four);
      }
    }
    barrier(CLK_LOCAL_MEM_FENCE);
  }
}
