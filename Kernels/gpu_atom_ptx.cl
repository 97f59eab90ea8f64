// NVIDIA's matrix instructions, by PTX inside of OpenCL C (gpu_atom_matrix.cl says what an atom
// gives). Assembly sees registers only. Needs compute capability 8.0.
//
// Operands are rounded by cvt: to tf32 to the nearest, ties away from zero; to bf16 to the nearest, ties
// to even, two to a register.

#if ATOM_DEPTH == 8
#define MMA "mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32"
#else
#define MMA "mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32"
#endif

// Readings of a lane, and numbers in a register.
#define READS (ATOM_DEPTH / 4)
#define PACK (ATOM_DEPTH / 8)

// The registers of A for both instructions that share a block's rows, and of B for its columns.
typedef struct row_operand {
  uint a[2][4];
} row_operand;

typedef struct column_operand {
  uint b[2][2];
} column_operand;

// A register of one number, or of two with `low` in its lower half.
INLINE uint rounded(const float low, const float high) {
  uint word;
#if ATOM_DEPTH == 8
  asm("cvt.rna.tf32.f32 %0, %1;" : "=r"(word) : "f"(low));
#else
  asm("cvt.rn.bf16x2.f32 %0, %1, %2;" : "=r"(word) : "f"(high), "f"(low));
#endif
  return word;
}

INLINE row_operand take_rows(local const float *slab, const int lane) {
  float x[READS][4];
  _Pragma("unroll") for (int i = 0; i < READS; i++) {
    const float4 four = *(local const float4 *)(slab + ff_read_step(lane, i) * (4 * SLAB_STRIDE) +
                                                ff_read_row(lane));
    x[i][0] = four.x;
    x[i][1] = four.y;
    x[i][2] = four.z;
    x[i][3] = four.w;
  }
  row_operand operand;
  _Pragma("unroll") for (int m = 0; m < 2; m++) {
    _Pragma("unroll") for (int i = 0; i < 4; i++) {
      const int low = i * PACK, high = low + PACK - 1;
      operand.a[m][i] = rounded(x[ff_a_read(ATOM_DEPTH, low)][ff_a_row(ATOM_DEPTH, m, low)],
                                x[ff_a_read(ATOM_DEPTH, high)][ff_a_row(ATOM_DEPTH, m, high)]);
    }
  }
  return operand;
}

INLINE column_operand take_columns(local const float *slab, const int lane) {
  float w[READS][2];
  _Pragma("unroll") for (int i = 0; i < READS; i++) {
    const float2 two = *(local const float2 *)(slab + ff_read_step(lane, i) * (4 * SLAB_STRIDE) +
                                               ff_read_column(lane));
    w[i][0] = two.x;
    w[i][1] = two.y;
  }
  column_operand operand;
  _Pragma("unroll") for (int n = 0; n < 2; n++) {
    _Pragma("unroll") for (int i = 0; i < 2; i++) operand.b[n][i] =
        rounded(w[ff_b_read(i * PACK)][n], w[ff_b_read(i * PACK + PACK - 1)][n]);
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
      asm volatile(MMA " {%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, {%0, %1, %2, %3};"
                   : "+f"(c[0]), "+f"(c[1]), "+f"(c[2]), "+f"(c[3])
                   : "r"(x->a[m][0]), "r"(x->a[m][1]), "r"(x->a[m][2]), "r"(x->a[m][3]),
                     "r"(w->b[n][0]), "r"(w->b[n][1]));
      _Pragma("unroll") for (int i = 0; i < 4; i++)
          sum[ff_c_sum_row(m, i)][ff_c_sum_column(n, i)] = c[i];
    }
  }
}
