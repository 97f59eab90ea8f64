// The kernels for AVX2 with FMA: 2 vectors of 8 channels by 6 pixels, 15 of 16 registers.
#if defined(__x86_64__)
#include "KernelTable.h"

#define FF_TABLE ff_table_avx2
#define FF_ISA "avx2"
#define VECTOR 8
#define TILE_VECTORS TILE_VECTORS_OF_8
#define TILE_PIXELS TILE_PIXELS_OF_8

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#include "KernelBodies.h"
#pragma clang attribute pop
#endif
