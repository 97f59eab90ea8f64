// The kernels for any processor: clang lowers the vectors to SSE2, NEON or scalars.
#include "KernelTable.h"

#define FF_TABLE ff_table_plain
#define FF_ISA "plain"
#define VECTOR 4
#if defined(__aarch64__)
#define TILE_VECTORS 4  // 24 sums, 4 weights and a pixel in 32 registers
#define TILE_PIXELS 6
#else
#define TILE_VECTORS 2  // 8 sums, 2 weights and a pixel in 16 registers
#define TILE_PIXELS 4
#define NO_FMA
#endif

#include "KernelBodies.h"
