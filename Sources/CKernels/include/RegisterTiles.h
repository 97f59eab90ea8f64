// The register tiles of the kernels for processors, written once: for clang's kernels and for those that
// OpenCL compiles for the same processor. A tile is TILE_VECTORS vectors of output channels by TILE_PIXELS
// pixels; its sums, its weights and one pixel fill the registers.
#ifndef FF_REGISTER_TILES_H
#define FF_REGISTER_TILES_H

#include <stdint.h>

// 32 registers of 16 lanes: 24 sums, 4 weights and a pixel.
#define TILE_VECTORS_OF_16 4
#define TILE_PIXELS_OF_16 6
// 16 registers of 8 lanes: 12 sums, 2 weights and a pixel.
#define TILE_VECTORS_OF_8 2
#define TILE_PIXELS_OF_8 6
// 16 registers of 4 lanes: 8 sums, 2 weights and a pixel. Right for any device.
#define SMALL_TILE_VECTORS 2
#define SMALL_TILE_PIXELS 4
// The instructions that every processor of this kind has, 4 lanes: ARM has 32 registers.
#if defined(__aarch64__)
#define PLAIN_TILE_VECTORS 4
#define PLAIN_TILE_PIXELS 6
#else
#define PLAIN_TILE_VECTORS SMALL_TILE_VECTORS
#define PLAIN_TILE_PIXELS SMALL_TILE_PIXELS
#endif

// Sizes of a register tile, and of what follows from them. For OpenCL they are the macros VECTOR,
// TILE_VECTORS and TILE_PIXELS: block = VECTOR * TILE_VECTORS.
typedef struct ff_geometry {
  int64_t vector, tile_vectors, tile_pixels;
  int64_t block;
} ff_geometry;

static inline ff_geometry ff_geometry_of(int64_t vector, int64_t tile_vectors, int64_t tile_pixels) {
  return (ff_geometry){vector, tile_vectors, tile_pixels, vector * tile_vectors};
}

// For a device of any kind.
static inline ff_geometry ff_small_geometry(void) {
  return ff_geometry_of(4, SMALL_TILE_VECTORS, SMALL_TILE_PIXELS);
}

// For this processor with vectors of at most so many lanes.
static inline ff_geometry ff_processor_geometry(int64_t lanes) {
  if (lanes >= 16) return ff_geometry_of(16, TILE_VECTORS_OF_16, TILE_PIXELS_OF_16);
  if (lanes >= 8) return ff_geometry_of(8, TILE_VECTORS_OF_8, TILE_PIXELS_OF_8);
  return ff_geometry_of(4, PLAIN_TILE_VECTORS, PLAIN_TILE_PIXELS);
}

#endif
