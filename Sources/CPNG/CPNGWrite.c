#include <stdlib.h>
#include <string.h>

#include "CPNGSupport.h"

static void append_bytes(png_structp png, png_bytep source, png_size_t count) {
  cpng_context *context = png_get_io_ptr(png);
  cpng_buffer *out = context->out;
  if (out->capacity - out->count < count) {
    size_t capacity = (out->count + count) + (out->count + count) / 2 + 4096;
    uint8_t *bytes = realloc(out->bytes, capacity);
    if (!bytes) png_error(png, "out of memory");
    out->bytes = bytes;
    out->capacity = capacity;
  }
  memcpy(out->bytes + out->count, source, count);
  out->count += count;
}

static void flush_nothing(png_structp png) { (void)png; }

static void write_header(png_structp png, png_infop target, const cpng_info *info) {
  png_set_IHDR(png, target, info->width, info->height, info->bit_depth, info->colour_type,
               info->is_interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  if (info->colour_type == PNG_COLOR_TYPE_PALETTE) {
    png_color palette[256];
    for (int i = 0; i < info->palette_count; ++i) {
      palette[i] = (png_color){info->palette[3 * i], info->palette[3 * i + 1],
                               info->palette[3 * i + 2]};
    }
    png_set_PLTE(png, target, palette, info->palette_count);
    if (info->palette_alpha_count > 0) {
      png_set_tRNS(png, target, info->palette_alpha, info->palette_alpha_count, NULL);
    }
  } else if (info->has_transparent_sample) {
    const uint16_t *sample = info->transparent_sample;
    png_color_16 colour = {
        .red = sample[0], .green = sample[1], .blue = sample[2], .gray = sample[0]};
    png_set_tRNS(png, target, NULL, 1, &colour);
  }
  png_write_info(png, target);
}

static void write_rows(png_structp png, png_infop target, const cpng_info *info,
                       const uint16_t *samples, uint8_t *bytes) {
  const size_t row = (size_t)info->width * png_get_channels(png, target);
  png_set_packing(png);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  if (info->bit_depth == 16) png_set_swap(png);
#endif
  const int passes = png_set_interlace_handling(png);
  for (int pass = 0; pass < passes; ++pass) {
    for (size_t y = 0; y < info->height; ++y) {
      const uint16_t *source = samples + y * row;
      if (info->bit_depth == 16) {
        memcpy(bytes, source, row * 2);
      } else {
        for (size_t i = 0; i < row; ++i) bytes[i] = (uint8_t)source[i];
      }
      png_write_row(png, bytes);
    }
  }
  png_write_end(png, target);
}

cpng_status cpng_write(const cpng_info *info, const uint16_t *samples, int compression,
                       cpng_buffer *out, char message[CPNG_MESSAGE_SIZE]) {
  cpng_context context = {.message = message, .out = out};
  message[0] = 0;
  png_structp png =
      png_create_write_struct(PNG_LIBPNG_VER_STRING, &context, cpng_fail, cpng_ignore_warning);
  png_infop target = png ? png_create_info_struct(png) : NULL;
  // Wide enough for a row of any kind: four channels of two bytes.
  uint8_t *bytes = malloc((size_t)info->width * 8);
  if (!target || !bytes) {
    png_destroy_write_struct(&png, &target);
    free(bytes);
    cpng_set_message(message, "out of memory");
    return CPNG_NO_MEMORY;
  }
  if (setjmp(png_jmpbuf(png)) == 0) {
    png_set_write_fn(png, &context, append_bytes, flush_nothing);
    // The caller's limits were applied where frames come from.
    png_set_user_limits(png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
    if (compression >= 0) png_set_compression_level(png, compression);
    write_header(png, target, info);
    write_rows(png, target, info, samples, bytes);
  }
  png_destroy_write_struct(&png, &target);
  free(bytes);
  return context.status;
}
