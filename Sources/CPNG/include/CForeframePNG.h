// PNG files in memory, through libpng's low-level interface.
//
// libpng reports errors with longjmp, which must not cross Swift frames; here every call returns a
// status, and the error's text is in a buffer of the caller. Samples are 16-bit integers in host
// order, one per sample (packed depths are unpacked, nothing is scaled), rows without padding:
// samples[(y * width + x) * channels + c].
#ifndef FOREFRAME_CPNG_H
#define FOREFRAME_CPNG_H

#include <stddef.h>
#include <stdint.h>

#include "CGzip.h"

typedef enum {
  CPNG_OK = 0,
  CPNG_NOT_PNG,
  CPNG_TRUNCATED,
  CPNG_CHECKSUM,
  CPNG_TOO_LARGE,
  CPNG_DAMAGED,
  CPNG_NO_MEMORY,
} cpng_status;

enum { CPNG_MESSAGE_SIZE = 160 };

// Checked before anything that depends on the file is allocated.
typedef struct {
  uint64_t max_pixels;
  uint32_t max_width;
  uint32_t max_height;
  size_t max_chunk_bytes;
} cpng_limits;

// What a PNG says about itself before its pixels. Colour types are those of the PNG specification:
// 0 grey, 2 RGB, 3 palette, 4 grey + alpha, 6 RGBA.
typedef struct {
  uint32_t width;
  uint32_t height;
  int32_t colour_type;
  int32_t bit_depth;
  int32_t is_interlaced;
  int32_t palette_count;
  uint8_t palette[256 * 3];
  // tRNS of a palette image: alpha of its first entries.
  int32_t palette_alpha_count;
  uint8_t palette_alpha[256];
  // tRNS of a grey (one sample) or RGB image (three).
  int32_t has_transparent_sample;
  uint16_t transparent_sample[3];
} cpng_info;

// A growing block of bytes owned by the caller; release it with cpng_buffer_free.
typedef struct {
  uint8_t *bytes;
  size_t count;
  size_t capacity;
} cpng_buffer;

// Reads everything before the first pixel. With CPNG_TOO_LARGE, info has the size.
cpng_status cpng_read_info(const uint8_t *bytes, size_t count, const cpng_limits *limits,
                           cpng_info *info, char message[CPNG_MESSAGE_SIZE]);

// Checks that the chunks reach to the end of the file, with image data among them, and their
// checksums, without decoding a pixel.
cpng_status cpng_check(const uint8_t *bytes, size_t count, char message[CPNG_MESSAGE_SIZE]);

// Reads the pixels and checks the file to its end. sample_count must be
// width * height * channels as told by cpng_read_info.
cpng_status cpng_read_samples(const uint8_t *bytes, size_t count, const cpng_limits *limits,
                              uint16_t *samples, size_t sample_count,
                              char message[CPNG_MESSAGE_SIZE]);

// Encodes into `out`, which must start zeroed. compression: 0 to 9, or -1 for zlib's default.
cpng_status cpng_write(const cpng_info *info, const uint16_t *samples, int compression,
                       cpng_buffer *out, char message[CPNG_MESSAGE_SIZE]);

void cpng_buffer_free(cpng_buffer *buffer);

// The checksum of PNG chunks, over chunk type and data; start with 0.
uint32_t cpng_crc32(uint32_t start, const uint8_t *bytes, size_t count);

#endif
