// One slab's product by an atom, alone: whether a device's compiler takes the atom, and whether it
// multiplies as it should.
//
//   y[row][column] = sum over k of x[k][row] w[k][column]      x, w: [GPU_DEPTH][TILE]; y: [TILE][TILE]

GROUP_KERNEL void gpu_atom_probe(global const float *x, global const float *w, global float *y) {
  local float4 rows[GPU_DEPTH * SLAB_STRIDE];
  local float4 columns[GPU_DEPTH * SLAB_STRIDE];
  const int item = get_local_id(0);
  for (int i = item; i < GPU_DEPTH * SLAB_QUADS; i += GROUP) {
    const int to = i / SLAB_QUADS * SLAB_STRIDE + i % SLAB_QUADS;
    rows[to] = ((global const float4 *)x)[i];
    columns[to] = ((global const float4 *)w)[i];
  }
  float4 sum[4 * QUADS][QUADS];
  for (int i = 0; i < 4 * QUADS; i++) {
    for (int c = 0; c < QUADS; c++) sum[i][c] = (float4)(0.0f);
  }
  barrier(CLK_LOCAL_MEM_FENCE);
  multiply_slab(sum, rows, columns, item);
  for (int i = 0; i < 4 * QUADS; i++) {
    for (int c = 0; c < QUADS; c++)
      *(global float4 *)(y + tile_row(item, i) * TILE + tile_column(item, c)) = sum[i][c];
  }
}
