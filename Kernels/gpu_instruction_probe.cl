// One K tile's product by an instruction, alone: whether a device's compiler takes the instruction, and whether it
// rounds and multiplies as it should.
//
//   y[row][column] = sum over k of x[row][k] w[column][k]      x, w: [TILE][K_TILE_STEPS]; y: [TILE][TILE]

INLINE void round_k_tile(local float4 *k_tile, global const float *x, const int item) {
  _Pragma("unroll") for (int i = 0; i < MOVES; i++) {
    const int place = (item + i * GROUP) / (GPU_DEPTH / 4), quad = item % (GPU_DEPTH / 4);
    float numbers[4 * PACK];
    _Pragma("unroll") for (int e = 0; e < 4 * PACK; e++) numbers[e] =
        x[place * K_TILE_STEPS + quad * (4 * PACK) + e];
    k_tile[place_of_quad(place, quad)] = chunk_of(numbers);
  }
}

GROUP_KERNEL void gpu_instruction_probe(global const float *x, global const float *w, global float *y) {
  local float4 rows[K_TILE];
  local float4 columns[K_TILE];
  const int item = get_local_id(0);
  round_k_tile(rows, x, item);
  round_k_tile(columns, w, item);
  float4 sum[4 * QUADS][QUADS];
  for (int i = 0; i < 4 * QUADS; i++) {
    for (int c = 0; c < QUADS; c++) sum[i][c] = (float4)(0.0f);
  }
  barrier(CLK_LOCAL_MEM_FENCE);
  multiply_k_tile(sum, rows, columns, item);
  for (int i = 0; i < 4 * QUADS; i++) {
    for (int c = 0; c < QUADS; c++)
      *(global float4 *)(y + tile_row(item, i) * TILE + tile_column(item, c, 0)) = sum[i][c];
  }
}
