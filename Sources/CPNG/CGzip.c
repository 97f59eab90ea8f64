#include "CGzip.h"

#include <limits.h>
#include <stdlib.h>
#include <zlib.h>

// Makes room after `used` bytes, at most to one byte above the limit: that byte shows an excess.
static cgzip_status grow(uint8_t **bytes, size_t *capacity, size_t used, size_t limit) {
  if (used < *capacity) return CGZIP_OK;
  if (used > limit) return CGZIP_TOO_LARGE;
  size_t wanted = *capacity < 65536 ? 65536 : *capacity * 2;
  if (wanted < *capacity || (limit < SIZE_MAX && wanted > limit + 1)) wanted = limit + 1;
  uint8_t *larger = realloc(*bytes, wanted);
  if (larger == NULL) return CGZIP_NO_MEMORY;
  *bytes = larger;
  *capacity = wanted;
  return CGZIP_OK;
}

static uInt at_most(size_t count) { return count < INT_MAX ? (uInt)count : INT_MAX; }

static cgzip_status inflate_members(z_stream *stream, const uint8_t *bytes, size_t count,
                                    size_t limit, uint8_t **out, size_t *used) {
  size_t capacity = 0, position = 0;
  for (;;) {
    cgzip_status status = grow(out, &capacity, *used, limit);
    if (status != CGZIP_OK) return status;
    uInt space = at_most(capacity - *used), ready = at_most(count - position);
    stream->next_in = (Bytef *)(bytes + position);
    stream->avail_in = ready;
    stream->next_out = *out + *used;
    stream->avail_out = space;
    int result = inflate(stream, Z_NO_FLUSH);
    position += ready - stream->avail_in;
    *used += space - stream->avail_out;
    if (*used > limit) return CGZIP_TOO_LARGE;
    if (result == Z_STREAM_END) {
      if (position == count) return CGZIP_OK;
      if (inflateReset(stream) != Z_OK) return CGZIP_DAMAGED;
    } else if (result == Z_MEM_ERROR) {
      return CGZIP_NO_MEMORY;
    } else if (result != Z_OK && result != Z_BUF_ERROR) {
      return CGZIP_DAMAGED;
    } else if (position == count && stream->avail_out > 0) {
      return CGZIP_TRUNCATED;
    }
  }
}

cgzip_status cgzip_inflate(const uint8_t *bytes, size_t count, size_t limit, uint8_t **out,
                           size_t *out_count) {
  *out = NULL;
  *out_count = 0;
  if (count < 2 || bytes[0] != 0x1F || bytes[1] != 0x8B) return CGZIP_NOT_GZIP;
  z_stream stream = {0};
  // 16: a gzip frame is expected, nothing else.
  if (inflateInit2(&stream, 16 + MAX_WBITS) != Z_OK) return CGZIP_NO_MEMORY;
  uint8_t *result = NULL;
  size_t used = 0;
  cgzip_status status = inflate_members(&stream, bytes, count, limit, &result, &used);
  inflateEnd(&stream);
  if (status != CGZIP_OK) {
    free(result);
    return status;
  }
  *out = result;
  *out_count = used;
  return CGZIP_OK;
}
