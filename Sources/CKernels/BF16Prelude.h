// What Kernels/bf16.cl asks for, and the multiply-add of pairs, by AVX512-BF16. Include
// <immintrin.h> first, and OpenCLPrelude.h.
#ifndef FF_BF16_PRELUDE_H
#define FF_BF16_PRELUDE_H

// Written beside floats in the arena, so it may alias them.
typedef uint16_t __attribute__((may_alias)) bf16_number;

#define ROUND(v) _mm512_cvtneps_pbh((__m512)(v))
#define STORE_BF16(v, p, n) \
  _mm256_mask_storeu_epi16(p, (__mmask16)((1u << (n)) - 1), (__m256i)(v))
#define WORDS(low, high)                                                            \
  ((float16)_mm512_or_si512(                                                        \
      _mm512_cvtepu16_epi32((__m256i)(low)),                                        \
      _mm512_slli_epi32(_mm512_cvtepu16_epi32((__m256i)(high)), 16)))

// sum += low(a) * low(b) + high(a) * high(b)
#define DOT_PAIRS(a, b, sum) \
  ((float16)_mm512_dpbf16_ps((__m512)(sum), (__m512bh)(a), (__m512bh)(b)))

#endif
