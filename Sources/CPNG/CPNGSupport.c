#include "CPNGSupport.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

void cpng_set_message(char *message, const char *text) {
  strncpy(message, text, CPNG_MESSAGE_SIZE - 1);
  message[CPNG_MESSAGE_SIZE - 1] = 0;
}

void cpng_fail(png_structp png, png_const_charp text) {
  cpng_context *context = png_get_error_ptr(png);
  if (context->status == CPNG_OK) {
    if (strstr(text, "CRC error")) {
      context->status = CPNG_CHECKSUM;
    } else if (strstr(text, "emory")) {
      context->status = CPNG_NO_MEMORY;
    } else {
      context->status = CPNG_DAMAGED;
    }
  }
  cpng_set_message(context->message, text);
  png_longjmp(png, 1);
}

void cpng_ignore_warning(png_structp png, png_const_charp text) {
  (void)png;
  (void)text;
}

void cpng_buffer_free(cpng_buffer *buffer) {
  free(buffer->bytes);
  *buffer = (cpng_buffer){0};
}

uint32_t cpng_crc32(uint32_t start, const uint8_t *bytes, size_t count) {
  return (uint32_t)crc32_z(start, bytes, count);
}
