// The few names of OpenCL C that the kernels use, for clang in C mode.
//
// Vectors are clang's ext_vector_type, which has OpenCL's syntax. The address spaces are empty.
// A body sets `current_item` before it calls a kernel, as a device would number its work-items.
#ifndef FF_OPENCL_PRELUDE_H
#define FF_OPENCL_PRELUDE_H

#include "include/KernelParameters.h"

typedef unsigned int uint;
typedef unsigned long ulong;

#define FF_VECTOR_TYPES(n)                                              \
  typedef float float##n __attribute__((ext_vector_type(n)));           \
  typedef int32_t int##n __attribute__((ext_vector_type(n)));           \
  typedef uint32_t uint##n __attribute__((ext_vector_type(n)));         \
  typedef float unaligned##n __attribute__((ext_vector_type(n), aligned(4)));
FF_VECTOR_TYPES(4)
FF_VECTOR_TYPES(8)
FF_VECTOR_TYPES(16)
#undef FF_VECTOR_TYPES

#define vload4(i, p) ((float4)((const unaligned4 *)(p))[i])
#define vload8(i, p) ((float8)((const unaligned8 *)(p))[i])
#define vload16(i, p) ((float16)((const unaligned16 *)(p))[i])
#define vstore4(v, i, p) (((unaligned4 *)(p))[i] = (v))
#define vstore8(v, i, p) (((unaligned8 *)(p))[i] = (v))
#define vstore16(v, i, p) (((unaligned16 *)(p))[i] = (v))

#define as_int4(x) ((int4)(x))
#define as_int8(x) ((int8)(x))
#define as_int16(x) ((int16)(x))
#define as_uint4(x) ((uint4)(x))
#define as_uint8(x) ((uint8)(x))
#define as_uint16(x) ((uint16)(x))
#define as_float4(x) ((float4)(x))
#define as_float8(x) ((float8)(x))
#define as_float16(x) ((float16)(x))
#define convert_int4(x) __builtin_convertvector(x, int4)
#define convert_int8(x) __builtin_convertvector(x, int8)
#define convert_int16(x) __builtin_convertvector(x, int16)
#define convert_float4(x) __builtin_convertvector(x, float4)
#define convert_float8(x) __builtin_convertvector(x, float8)
#define convert_float16(x) __builtin_convertvector(x, float16)

#define fma(a, b, c) __builtin_elementwise_fma(a, b, c)
#define sqrt(x) __builtin_elementwise_sqrt(x)
#define fabs(x) __builtin_elementwise_abs(x)
#define min(a, b) ((a) < (b) ? (a) : (b))
#define max(a, b) ((a) > (b) ? (a) : (b))
#define PREFETCH(p) __builtin_prefetch(p)
#define INFINITY __builtin_inff()
#define NAN __builtin_nanf("")
#define mul_hi(a, b) ((uint)(((ulong)(a) * (b)) >> 32))
// Vectors only: b where the mask c is all ones, a where it is zero.
#define select(a, b, c) \
  ((__typeof__(a))(((__typeof__(c))(a) & ~(c)) | ((__typeof__(c))(b) & (c))))

#define global
#define private
#define kernel static
#define reqd_work_group_size(x, y, z) unused

static _Thread_local ff_int current_item;
#define get_global_id(axis) current_item

// NAME_body runs a range of items of kernel NAME, one after the other, as a device would run its
// work-items.
#define DEFINE_BODY(NAME, TYPE)                                                             \
  static void NAME##_body(float *arena, const void *parameters, int64_t first, int64_t last) { \
    for (int64_t item = first; item < last; item++) {                                       \
      current_item = item;                                                                  \
      NAME(arena, *(const TYPE *)parameters);                                               \
    }                                                                                       \
  }

#endif
