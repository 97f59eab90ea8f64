// Brings the rows of a tile's sums from `first` on to local memory (gpu_tile.cl), whichever items have them.
INLINE void share_sums(local float *sums, float4 sum[4 * QUADS][QUADS], const int first,
                       const int item) {
  _Pragma("unroll") for (int i = 0; i < 4 * QUADS; i++) {
    const int row = tile_row(item, i) - first;
    if (row < 0 || row >= SUM_ROWS) continue;
    _Pragma("unroll") for (int c = 0; c < QUADS; c++) {
      local float *to = sums + row * SUM_STRIDE;
      *(local float2 *)(to + tile_column(item, c, 0)) = sum[i][c].xy;
      *(local float2 *)(to + tile_column(item, c, 2)) = sum[i][c].zw;
    }
  }
}
