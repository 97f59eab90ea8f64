// The instruction that every device has (gpu_tile.cl): each item multiplies on its own, in float32.
//
// An item's quads of rows and columns lie TILE / QUADS apart, so that neighbouring items read
// neighbouring quads and no bank of local memory is asked twice.

INLINE void multiply_k_tile(float4 sum[4 * QUADS][QUADS], local const float4 *rows,
                          local const float4 *columns, const int item) {
  const int row = item / SIDE, column = item % SIDE;
  _Pragma("unroll") for (int k = 0; k < GPU_DEPTH; k++) {
    float4 x[QUADS], w[QUADS];
    _Pragma("unroll") for (int q = 0; q < QUADS; q++) {
      x[q] = rows[k * K_TILE_STRIDE + q * SIDE + row];
      w[q] = columns[k * K_TILE_STRIDE + q * SIDE + column];
    }
    _Pragma("unroll") for (int q = 0; q < QUADS; q++) {
      _Pragma("unroll") for (int c = 0; c < QUADS; c++) {
        sum[4 * q][c] = FMA((float4)(x[q].x), w[c], sum[4 * q][c]);
        sum[4 * q + 1][c] = FMA((float4)(x[q].y), w[c], sum[4 * q + 1][c]);
        sum[4 * q + 2][c] = FMA((float4)(x[q].z), w[c], sum[4 * q + 2][c]);
        sum[4 * q + 3][c] = FMA((float4)(x[q].w), w[c], sum[4 * q + 3][c]);
      }
    }
  }
}

INLINE int tile_row(const int item, const int i) { return (i / 4 * SIDE + item / SIDE) * 4 + i % 4; }
INLINE int tile_column(const int item, const int c, const int e) {
  return (c * SIDE + item % SIDE) * 4 + e;
}
