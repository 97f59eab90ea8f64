#include "Common.h"

// Vectors are handed to functions that are inlined, never called.
#pragma clang diagnostic ignored "-Wpsabi"

enum { lanes = 16, block = 4, stretch = 1024 };
typedef float vector __attribute__((ext_vector_type(lanes), aligned(4)));

FM_INLINE double sum(vector v) {
  double sum = 0;
  for (int lane = 0; lane < lanes; lane++) sum += v[lane];
  return sum;
}

/// The products of planes a... with planes b..., `block` of each at most, in places from..<to.
FM_INLINE void add_block(const float *const *planes, int count, int a, int b, long from, long to, double *sums) {
  const float *p[block], *q[block];
  for (int i = 0; i < block; i++) {
    p[i] = planes[fm_min(a + i, count - 1)];
    q[i] = planes[fm_min(b + i, count - 1)];
  }
  vector products[block][block] = {0};
  long x = from;
  for (; x + lanes <= to; x += lanes)
    for (int i = 0; i < block; i++)
      for (int j = 0; j < block; j++)
        products[i][j] += *(const vector *)(p[i] + x) * *(const vector *)(q[j] + x);
  for (int i = 0; i < block && a + i < count; i++)
    for (int j = 0; j < block && b + j < count; j++) {
      float rest = 0;
      for (long y = x; y < to; y++) rest += p[i][y] * q[j][y];
      sums[(a + i) * count + b + j] += sum(products[i][j]) + rest;
    }
}

FM_CLONES void fm_add_products(const float *const *planes, int count, long pixels, double *sums) {
  // So few pixels at a time that all planes of them stay near, and that floats can hold the sums.
  for (long from = 0; from < pixels; from += stretch) {
    const long to = from + stretch < pixels ? from + stretch : pixels;
    for (int a = 0; a < count; a += block)
      for (int b = a; b < count; b += block) add_block(planes, count, a, b, from, to, sums);
  }
}
