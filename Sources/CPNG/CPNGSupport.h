// What reading and writing share: the error path out of libpng.
#ifndef FOREFRAME_CPNG_SUPPORT_H
#define FOREFRAME_CPNG_SUPPORT_H

#include <png.h>

#include "CForeframePNG.h"

// Lives outside of the function that calls setjmp, so that nothing of it is lost by longjmp.
typedef struct {
  cpng_status status;
  char *message;
  const uint8_t *bytes;
  size_t count;
  size_t position;
  cpng_buffer *out;
} cpng_context;

// Stores the text and a status guessed from it, unless one was set already; longjmps.
void cpng_fail(png_structp png, png_const_charp text) __attribute__((noreturn));
void cpng_ignore_warning(png_structp png, png_const_charp text);
void cpng_set_message(char *message, const char *text);

#endif
