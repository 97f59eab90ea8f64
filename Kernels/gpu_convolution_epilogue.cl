// Convolution for GPUs whose sums (gpu_convolution_tile.cl) go through a tape before anything is
// written: the update of a cell, where its gates have just been summed.
//
//   result r at (pixel, c) = tape(gate[0], gate[1], ..., leaf 0 at (pixel, c), ...)
//
// Gates are slices of the sums' channels. The weights' columns are dealt out so that a tile holds all
// gates of its channels, those of one side by side (gpu_pack.cl).
//
// The sums of a tile meet in local memory, where its K tiles were, as many rows at a time as fit.
// From there an item takes all gates of a point, whichever of them its instruction had summed, and any
// number of gates; neighbouring items have neighbouring channels, so that reads and writes of the
// arena are dense, and the tape is there once, not once for each of an item's sums.
//
// The text after the mark is filled in like that of pointwise.cl:
//
//   NAME, ARGUMENTS, INDEX    as there
//   GATES, CHANNELS         slices, and channels of one
//   ONCE, ROW, POINT        statements: loads, tape and stores; ROW knows `row`, the number of the
//                           pixel, POINT knows `x`, the channel, and `gate`

//$MARK
GROUP_KERNEL void $NAME(global float *arena, const ff_gpu_convolution p$ARGUMENTS) {
  local float4 shared[SHARED_QUADS];
  const group_place place = place_of_group(&p);
  const int pixels = pixel_count(&p);
  const int item = get_local_id(0);
  float4 sum[4 * QUADS][QUADS];
  convolve_tile(arena, &p, place, shared, item, sum);
  local float *sums = (local float *)shared;
  const int share = TILE / $GATES;
  const $INDEX first_channel = place.first_column / TILE * share;
  $ONCE
  for (int first = 0; first < TILE; first += SUM_ROWS) {
    share_sums(sums, sum, first, item);
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int point = item; point < SUM_ROWS * share; point += GROUP) {
      const int line = point / share, column = point - line * share;
      const $INDEX row = place.first_pixel + first + line, x = first_channel + column;
      if (row >= pixels || x >= $CHANNELS) continue;
      local const float *gate = sums + line * SUM_STRIDE + column * $GATES;
      $ROW
      $POINT
    }
    barrier(CLK_LOCAL_MEM_FENCE);
  }
}
