// The kernels for AVX-512: 4 vectors of 16 channels by 6 pixels, 29 of 32 registers.
#if defined(__x86_64__)
#include "KernelTable.h"

#define FF_TABLE ff_table_avx512
#define FF_ISA "avx512"
#define VECTOR 16
#define TILE_VECTORS TILE_VECTORS_OF_16
#define TILE_PIXELS TILE_PIXELS_OF_16

#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512vl,avx512bw,avx512dq,fma"))), apply_to = function)
#include "KernelBodies.h"
#pragma clang attribute pop
#endif
