// What every kernel starts from: vectors of VECTOR floats, whatever VECTOR is.
//
// VECTOR (1, 4, 8 or 16) is the number of lanes: 16 for AVX-512, 8 for AVX2, 4 elsewhere.
// NO_FMA replaces fma by a product and a sum where the hardware has no fused instruction.
// Clang compiles the same text as C, with the few names of OpenCL that it lacks in a prelude.
#ifndef VECTOR
#define VECTOR 4
#endif

#define JOIN_TOKENS(a, b) a##b
#define JOIN(a, b) JOIN_TOKENS(a, b)
#if VECTOR == 1
#define FLOATV float
#define INTV int
#define UINTV uint
#define LOADV(p) (*(p))
#define STOREV(v, p) (*(p) = (v))
#define AS_INTV(x) as_int(x)
#define AS_UINTV(x) as_uint(x)
#define AS_FLOATV(x) as_float(x)
#define CONVERT_INTV(x) convert_int(x)
#define CONVERT_FLOATV(x) convert_float(x)
#else
#define FLOATV JOIN(float, VECTOR)
#define INTV JOIN(int, VECTOR)
#define UINTV JOIN(uint, VECTOR)
#define LOADV(p) JOIN(vload, VECTOR)(0, p)
#define STOREV(v, p) JOIN(vstore, VECTOR)(v, 0, p)
#define AS_INTV(x) JOIN(as_int, VECTOR)(x)
#define AS_UINTV(x) JOIN(as_uint, VECTOR)(x)
#define AS_FLOATV(x) JOIN(as_float, VECTOR)(x)
#define CONVERT_INTV(x) JOIN(convert_int, VECTOR)(x)
#define CONVERT_FLOATV(x) JOIN(convert_float, VECTOR)(x)
#endif

#ifdef NO_FMA
#define FMA(a, b, c) ((a) * (b) + (c))
#else
#define FMA(a, b, c) fma(a, b, c)
#endif

// Asks for the cache line at p, which need not be used.
// PoCL's `prefetch` does nothing, so where an OpenCL device is this very processor, its own is used.
#ifndef PREFETCH
#if defined(__clang__) && defined(__x86_64__)
#define PREFETCH(p) __builtin_prefetch((const void *)(uintptr_t)(p))
#else
#define PREFETCH(p) prefetch(p, 16)
#endif
#endif

// Tiles stay in registers only if everything is inlined, so that their sizes are constants. A
// debugging device (Oclgrind) may want -DINLINE=static.
#ifndef INLINE
#define INLINE static inline __attribute__((always_inline))
#endif
// One work-item per work-group: an item is a large piece of work, and no item talks to another.
#define ITEM_KERNEL kernel __attribute__((reqd_work_group_size(1, 1, 1)))

// The first n of VECTOR floats, zeros after them. n may be more than VECTOR, or negative.
INLINE FLOATV load_part(global const float *p, const ff_int n) {
  if (n >= VECTOR) return LOADV(p);
  float lanes[VECTOR];
  for (int e = 0; e < VECTOR; e++) lanes[e] = e < n ? p[e] : 0.0f;
  return LOADV((const float *)lanes);
}

// Stores the first n of VECTOR floats, and touches nothing after them.
INLINE void store_part(const FLOATV v, global float *p, const ff_int n) {
  if (n >= VECTOR) {
    STOREV(v, p);
    return;
  }
  float lanes[VECTOR];
  STOREV(v, (float *)lanes);
  for (int e = 0; e < n; e++) p[e] = lanes[e];
}
