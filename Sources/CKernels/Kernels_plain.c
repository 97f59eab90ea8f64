// The kernels for any processor: clang lowers the vectors to SSE2, NEON or scalars.
#include "KernelTable.h"

#define FF_TABLE ff_table_plain
#define FF_ISA "plain"
#define VECTOR 4
#define TILE_VECTORS PLAIN_TILE_VECTORS
#define TILE_PIXELS PLAIN_TILE_PIXELS
#if !defined(__aarch64__)
#define NO_FMA
#endif

#include "KernelBodies.h"
