// Decompresses a gzip file in memory (RFC 1952), through zlib.
#ifndef FOREFRAME_CGZIP_H
#define FOREFRAME_CGZIP_H

#include <stddef.h>
#include <stdint.h>

typedef enum {
  CGZIP_OK = 0,
  CGZIP_NOT_GZIP,
  CGZIP_TRUNCATED,
  CGZIP_DAMAGED,
  CGZIP_TOO_LARGE,
  CGZIP_NO_MEMORY,
} cgzip_status;

// Decompresses all members into *out (malloc, released by the caller with free), of *out_count
// bytes. More than `limit` bytes are refused. On failure *out is NULL.
cgzip_status cgzip_inflate(const uint8_t *bytes, size_t count, size_t limit, uint8_t **out,
                           size_t *out_count);

#endif
