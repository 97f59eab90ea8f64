// Adds up the partial sums of a product that was cut along its sum, and puts them through a tape.
//
//   result r at (pixel, c) = tape(gate[0], gate[1], ..., leaf 0 at (pixel, c), ...)
//   gate[g]                = sum of partial[part, pixel, g * CHANNELS + c]
//
// Parts are added in their order. A work-item has one point; items are [pixel][channel]. What is
// filled in after the mark is said in gpu_convolution_epilogue.cl.

//$MARK
kernel __attribute__((reqd_work_group_size(GPU_GROUP, 1, 1)))
void $NAME(global float *arena, const ff_gpu_sum p$ARGUMENTS) {
  const ff_int pixels = p.target.images * p.target.height * p.target.width;
  const $INDEX item = get_global_id(0), row = item / $CHANNELS, x = item - row * $CHANNELS;
  if (row >= pixels) return;
  global const float *from = arena + p.partial + row * p.width + x;
  float gate[$GATES];
  _Pragma("unroll") for (int g = 0; g < $GATES; g++) {
    gate[g] = 0.0f;
    for (ff_int part = 0; part < p.parts; part++)
      gate[g] += from[part * pixels * p.width + g * $CHANNELS];
  }
  $ONCE
  $ROW
  $POINT
}
