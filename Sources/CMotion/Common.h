#pragma once
#include "CForeframeMotion.h"

// The same bytes on every processor: no fused multiply-add where the source has none.
#pragma clang fp contract(off)

// Each loop is compiled for the wider vectors of newer processors, too; the loader picks. It does so before the
// thread sanitizer is ready, whose calls in what picks would crash.
#if defined(__x86_64__) && defined(__linux__) && !__has_feature(thread_sanitizer)
#define FM_CLONES __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define FM_CLONES
#endif

// Into each of the clones, with its instructions.
#define FM_INLINE static inline __attribute__((always_inline))

FM_INLINE int fm_min(int a, int b) { return a < b ? a : b; }
FM_INLINE int fm_max(int a, int b) { return a > b ? a : b; }
FM_INLINE float fm_minf(float a, float b) { return a < b ? a : b; }
FM_INLINE float fm_maxf(float a, float b) { return a > b ? a : b; }

/// Does not set errno, so that loops become vectors.
FM_INLINE float fm_sqrt(float x) { return __builtin_elementwise_sqrt(x); }

/// A place inside of 0..<count for one outside, or -1 where there is zero.
FM_INLINE int fm_place(int i, int count, fm_border border) {
  if (i >= 0 && i < count) return i;
  if (border == FM_ZERO) return -1;
  if (border == FM_NEAREST || count == 1) return i < 0 ? 0 : count - 1;
  while (i < 0 || i >= count) i = i < 0 ? -i : 2 * (count - 1) - i;
  return i;
}
