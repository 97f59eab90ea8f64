// One K tile's product by an instruction, alone: whether a device's compiler takes the instruction, and whether it
// multiplies as it should.
//
//   y[row][column] = sum over k of x[k][row] w[k][column]      x, w: [GPU_DEPTH][TILE]; y: [TILE][TILE]

GROUP_KERNEL void gpu_instruction_probe(global const float *x, global const float *w, global float *y) {
  local float4 rows[K_TILE];
  local float4 columns[K_TILE];
  const int item = get_local_id(0);
  global const float4 *x_quads = (global const float4 *)x, *w_quads = (global const float4 *)w;
  for (int i = item; i < GPU_DEPTH / 2 * K_TILE_QUADS; i += GROUP) {
    const int step = i / K_TILE_QUADS * 2, quad = i % K_TILE_QUADS;
    const int first = step * K_TILE_QUADS + quad, next = first + K_TILE_QUADS;
    put_along(rows, step, quad, x_quads[first], x_quads[next]);
    put_along(columns, step, quad, w_quads[first], w_quads[next]);
  }
  float4 sum[4 * QUADS][QUADS];
  for (int i = 0; i < 4 * QUADS; i++) {
    for (int c = 0; c < QUADS; c++) sum[i][c] = (float4)(0.0f);
  }
  barrier(CLK_LOCAL_MEM_FENCE);
  multiply_k_tile(sum, rows, columns, item);
  for (int i = 0; i < 4 * QUADS; i++) {
    for (int c = 0; c < QUADS; c++)
      *(global float4 *)(y + tile_row(item, i) * TILE + tile_column(item, c)) = sum[i][c];
  }
}
