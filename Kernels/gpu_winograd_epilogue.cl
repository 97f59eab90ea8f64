// The outputs of Winograd's algorithm (gpu_winograd_points.cl), put through a tape.
//
//   result r at (pixel, c) = tape(gate[0], gate[1], ..., leaf 0 at (pixel, c), ...)
//   gate[g]                = At m A of channel g * CHANNELS + c, at the pixel
//
// A work-item has one channel of one tile, with all gates. What is filled in after the mark is said
// in gpu_convolution_epilogue.cl; SIZE is the side of a tile, 2 or 4 pixels.

//$MARK
POINT_KERNEL void $NAME(global float *arena, const ff_gpu_winograd_output p$ARGUMENTS) {
  const ff_int item = get_global_id(0);
  const ff_int tile = item / $CHANNELS, tiles = p.target.images * p.tile_rows * p.tile_columns;
  const $INDEX x = item - tile * $CHANNELS;
  if (tile >= tiles) return;
  const tile_place place = tile_place_of(tile, p.tile_rows, p.tile_columns, $SIZE);
  float sums[$GATES][5][5];
  _Pragma("unroll") for (int g = 0; g < $GATES; g++)
    combine_both(arena + p.m + tile * p.width + g * $CHANNELS + x, tiles * p.width, $SIZE, 0,
                 sums[g]);
  $ONCE
  _Pragma("unroll") for (int i = 0; i < $SIZE; i++) {
    _Pragma("unroll") for (int j = 0; j < $SIZE; j++) {
      const ff_int oy = place.row + i, ox = place.column + j;
      if (oy >= p.target.height || ox >= p.target.width) continue;
      const $INDEX row = (place.image * p.target.height + oy) * p.target.width + ox;
      float gate[$GATES];
      _Pragma("unroll") for (int g = 0; g < $GATES; g++) gate[g] = sums[g][i][j];
      $ROW
      $POINT
    }
  }
}
