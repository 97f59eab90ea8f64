// NVIDIA's matrix instructions, by PTX inside of OpenCL C (gpu_instruction_matrix.cl says what an instruction
// gives): `mma.sync` multiplies, `ldmatrix` brings operands from local memory, in the registers that `mma.sync`
// takes. Needs compute capability 8.0.

#if INSTRUCTION_DEPTH == 8
#define MMA "mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32"
#else
#define MMA "mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32"
#endif

// A lane's registers of A and B: for both halves of a K tile, and both instructions side by side.
typedef struct row_operand {
  uint a[2][2][4];
} row_operand;

typedef struct column_operand {
  uint b[2][2][2];
} column_operand;

// Four matrices of eight rows of sixteen bytes, of which the lane names one; TURN is ".trans" or "".
#define LOAD_MATRICES(TURN, r0, r1, r2, r3, row)                                          \
  PTX volatile("ldmatrix.sync.aligned.m8n8.x4" TURN ".shared.b16 {%0, %1, %2, %3}, [%4];" \
               : "=r"(r0), "=r"(r1), "=r"(r2), "=r"(r3)                                   \
               : "r"((uint)(ulong)(row))                                                  \
               : "memory")

#ifdef SUM_ALONG_MEMORY

INLINE void take_rows(row_operand *rows, local const float4 *k_tile, const int first,
                      const int lane) {
  _Pragma("unroll") for (int i = 0; i < 2; i++) {
    _Pragma("unroll") for (int m = 0; m < 2; m++) {
      uint *a = rows->a[i][m];
      LOAD_MATRICES("", a[0], a[1], a[2], a[3],
                    k_tile + place_of_quad(first + ff_row_across(lane, m),
                                           ff_row_quad_across(lane, i)));
    }
  }
}

INLINE void take_columns(column_operand *columns, local const float4 *k_tile, const int first,
                         const int lane) {
  _Pragma("unroll") for (int i = 0; i < 2; i++) {
    LOAD_MATRICES("", columns->b[i][0][0], columns->b[i][0][1], columns->b[i][1][0],
                  columns->b[i][1][1],
                  k_tile + place_of_quad(first + ff_column_across(lane),
                                         ff_column_quad_across(lane, i)));
  }
}

#elif INSTRUCTION_DEPTH == 16

INLINE void take_rows(row_operand *rows, local const float4 *k_tile, const int first,
                      const int lane) {
  _Pragma("unroll") for (int i = 0; i < 2; i++) {
    _Pragma("unroll") for (int m = 0; m < 2; m++) {
      uint *a = rows->a[i][m];
      LOAD_MATRICES(".trans", a[0], a[1], a[2], a[3],
                    k_tile + ff_row_quad_along(LINE_QUADS, first, lane, i, m));
    }
  }
}

INLINE void take_columns(column_operand *columns, local const float4 *k_tile, const int first,
                         const int lane) {
  _Pragma("unroll") for (int i = 0; i < 2; i++) {
    LOAD_MATRICES(".trans", columns->b[i][0][0], columns->b[i][0][1], columns->b[i][1][0],
                  columns->b[i][1][1],
                  k_tile + place_of_quad(ff_column_step_along(lane, i),
                                         first / 8 + ff_column_along(lane)));
  }
}

#else

// `ldmatrix` turns words of two numbers only: these come one by one.
INLINE uint word_along(local const float4 *k_tile, const int step, const int place) {
  return ((local const uint *)k_tile)[4 * place_of_quad(step, place / 4) + place % 4];
}

INLINE void take_rows(row_operand *rows, local const float4 *k_tile, const int first,
                      const int lane) {
  _Pragma("unroll") for (int i = 0; i < 2; i++) {
    _Pragma("unroll") for (int m = 0; m < 2; m++) {
      _Pragma("unroll") for (int r = 0; r < 4; r++) rows->a[i][m][r] =
          word_along(k_tile, i * 8 + r / 2 * 4 + lane % 4,
                     first + m * 16 + r % 2 * 8 + lane / 4);
    }
  }
}

INLINE void take_columns(column_operand *columns, local const float4 *k_tile, const int first,
                         const int lane) {
  _Pragma("unroll") for (int i = 0; i < 2; i++) {
    _Pragma("unroll") for (int n = 0; n < 2; n++) {
      _Pragma("unroll") for (int r = 0; r < 2; r++) columns->b[i][n][r] =
          word_along(k_tile, i * 8 + r * 4 + lane % 4, first + n * 8 + lane / 4);
    }
  }
}

#endif

INLINE void multiply_block(float sum[4][4], const row_operand *rows,
                           const column_operand *columns, const int i, const int lane) {
  _Pragma("unroll") for (int m = 0; m < 2; m++) {
    const uint *a = rows->a[i][m];
    _Pragma("unroll") for (int n = 0; n < 2; n++) {
      float c[4];
      _Pragma("unroll") for (int e = 0; e < 4; e++) c[e] =
          sum[ff_c_sum_row(m, e)][ff_c_sum_column(n, e)];
      // Volatile: all items of a sub-group must come here together.
      PTX volatile(MMA " {%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, {%0, %1, %2, %3};"
                   : "+f"(c[0]), "+f"(c[1]), "+f"(c[2]), "+f"(c[3])
                   : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]),
                     "r"(columns->b[i][n][0]), "r"(columns->b[i][n][1]));
      _Pragma("unroll") for (int e = 0; e < 4; e++)
          sum[ff_c_sum_row(m, e)][ff_c_sum_column(n, e)] = c[e];
    }
  }
}
