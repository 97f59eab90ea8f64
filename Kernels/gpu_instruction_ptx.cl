// NVIDIA's matrix instructions, by PTX inside of OpenCL C (gpu_instruction_matrix.cl says what an instruction
// gives). Assembly sees registers only. Needs compute capability 8.0.

#if INSTRUCTION_DEPTH == 8
#define MMA "mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32"
#else
#define MMA "mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32"
#endif

// The registers of A for both instructions that share a block's rows, and of B for its columns.
typedef struct row_operand {
  uint a[2][4];
} row_operand;

typedef struct column_operand {
  uint b[2][2];
} column_operand;

INLINE row_operand take_rows(local const uint *k_tile, const int lane) {
  uint x[MATRIX_READS][4];
  _Pragma("unroll") for (int i = 0; i < MATRIX_READS; i++) {
    const uint4 four =
        *(local const uint4 *)(k_tile + ff_read_line(INSTRUCTION_DEPTH, lane, i) * (4 * K_TILE_STRIDE) +
                               ff_read_row(lane));
    x[i][0] = four.x;
    x[i][1] = four.y;
    x[i][2] = four.z;
    x[i][3] = four.w;
  }
  row_operand operand;
  _Pragma("unroll") for (int m = 0; m < 2; m++) {
    _Pragma("unroll") for (int i = 0; i < 4; i++) operand.a[m][i] =
        x[ff_a_read(i)][ff_a_row(m, i)];
  }
  return operand;
}

INLINE column_operand take_columns(local const uint *k_tile, const int lane) {
  column_operand operand;
  _Pragma("unroll") for (int i = 0; i < MATRIX_READS; i++) {
    const uint2 two =
        *(local const uint2 *)(k_tile + ff_read_line(INSTRUCTION_DEPTH, lane, i) * (4 * K_TILE_STRIDE) +
                               ff_read_column(lane));
    operand.b[0][i] = two.x;
    operand.b[1][i] = two.y;
  }
  return operand;
}

INLINE void multiply_block(float sum[4][4], const row_operand *x, const column_operand *w,
                           const int lane) {
  _Pragma("unroll") for (int m = 0; m < 2; m++) {
    _Pragma("unroll") for (int n = 0; n < 2; n++) {
      float c[4];
      _Pragma("unroll") for (int i = 0; i < 4; i++) c[i] =
          sum[ff_c_sum_row(m, i)][ff_c_sum_column(n, i)];
      // Volatile: all items of a sub-group must come here together.
      PTX volatile(MMA " {%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, {%0, %1, %2, %3};"
                   : "+f"(c[0]), "+f"(c[1]), "+f"(c[2]), "+f"(c[3])
                   : "r"(x->a[m][0]), "r"(x->a[m][1]), "r"(x->a[m][2]), "r"(x->a[m][3]),
                     "r"(w->b[n][0]), "r"(w->b[n][1]));
      _Pragma("unroll") for (int i = 0; i < 4; i++)
          sum[ff_c_sum_row(m, i)][ff_c_sum_column(n, i)] = c[i];
    }
  }
}
