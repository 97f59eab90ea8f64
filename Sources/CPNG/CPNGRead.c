#include <string.h>

#include "CPNGSupport.h"

static void read_bytes(png_structp png, png_bytep target, png_size_t count) {
  cpng_context *context = png_get_io_ptr(png);
  if (count > context->count - context->position) {
    context->status = CPNG_TRUNCATED;
    png_error(png, "the file ends early");
  }
  memcpy(target, context->bytes + context->position, count);
  context->position += count;
}

// Chunks that cannot change a sample are skipped unread: text, profiles, times. Those that say how
// samples are shown are kept as they are by PNGChunks.swift.
static const png_byte skipped_chunks[] =
    "iCCP\0"
    "gAMA\0"
    "cHRM\0"
    "sRGB\0"
    "cICP\0"
    "sBIT\0"
    "bKGD\0"
    "pHYs\0"
    "oFFs\0"
    "zTXt\0"
    "iTXt\0"
    "tEXt\0"
    "tIME\0"
    "sPLT\0"
    "hIST\0"
    "eXIf\0"
    "pCAL\0"
    "sCAL";

static png_structp open_reader(cpng_context *context, const cpng_limits *limits, png_infop *info) {
  png_structp png =
      png_create_read_struct(PNG_LIBPNG_VER_STRING, context, cpng_fail, cpng_ignore_warning);
  *info = png ? png_create_info_struct(png) : NULL;
  if (!*info) {
    png_destroy_read_struct(&png, NULL, NULL);
    context->status = CPNG_NO_MEMORY;
    cpng_set_message(context->message, "out of memory");
    return NULL;
  }
  png_set_read_fn(png, context, read_bytes);
  // The size is judged in check_size, which can say what it was.
  png_set_user_limits(png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
  png_set_chunk_malloc_max(png, limits->max_chunk_bytes);
  // Of ancillary chunks only tRNS is used, and check_chunks has judged it.
  png_set_crc_action(png, PNG_CRC_ERROR_QUIT, PNG_CRC_QUIET_USE);
  png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, skipped_chunks,
                              (int)(sizeof skipped_chunks / 5));
  return png;
}

static int is_png(cpng_context *context) {
  static const uint8_t signature[8] = {137, 'P', 'N', 'G', '\r', '\n', 26, '\n'};
  size_t present = context->count < 8 ? context->count : 8;
  if (present == 0 || memcmp(context->bytes, signature, present) != 0) {
    context->status = CPNG_NOT_PNG;
    cpng_set_message(context->message, present ? "no PNG signature" : "the file is empty");
    return 0;
  }
  return 1;
}

static uint32_t big_endian(const uint8_t *bytes) {
  return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

// Judges the size in the file's first 24 bytes, before libpng sees them. It must stand there: libpng
// passes over a chunk before it that it does not know.
static int check_size(cpng_context *context, const cpng_limits *limits, cpng_info *info) {
  if (context->count >= 16 && memcmp(context->bytes + 12, "IHDR", 4) != 0) {
    context->status = CPNG_DAMAGED;
    cpng_set_message(context->message, "the first chunk is not IHDR");
    return 0;
  }
  if (context->count < 24) return 1;
  uint64_t width = big_endian(context->bytes + 16), height = big_endian(context->bytes + 20);
  if (width <= limits->max_width && height <= limits->max_height &&
      width * height <= limits->max_pixels) {
    return 1;
  }
  info->width = (uint32_t)width;
  info->height = (uint32_t)height;
  context->status = CPNG_TOO_LARGE;
  cpng_set_message(context->message, "larger than the limit");
  return 0;
}

// Whether a wrong checksum matters: in a critical chunk (whose name begins with a capital), and in
// the one ancillary chunk that is read. The others are left out or kept as they are.
static int is_used(const uint8_t *type) {
  return (type[0] & 0x20) == 0 || memcmp(type, "tRNS", 4) == 0;
}

// Judges all checksums first: flipped bits in the image data would otherwise be reported as
// whatever zlib makes of them. Up to the image data, or all of the file.
static int check_chunks(cpng_context *context, int is_whole) {
  size_t position = 8;
  int has_data = 0;
  if (context->count < position) position = context->count;
  while (context->count - position >= 12) {
    const uint8_t *chunk = context->bytes + position;
    const size_t length = big_endian(chunk);
    const int is_data = memcmp(chunk + 4, "IDAT", 4) == 0;
    if (is_data && !is_whole) return 1;
    has_data |= is_data;
    if (length > context->count - position - 12) break;
    if (is_used(chunk + 4) &&
        cpng_crc32(0, chunk + 4, length + 4) != big_endian(chunk + 8 + length)) {
      context->status = CPNG_CHECKSUM;
      char text[] = "????: CRC error";
      for (int i = 0; i < 4; ++i) {
        if (chunk[4 + i] >= 'A' && chunk[4 + i] <= 'z') text[i] = (char)chunk[4 + i];
      }
      cpng_set_message(context->message, text);
      return 0;
    }
    position += 12 + length;
    if (memcmp(chunk + 4, "IEND", 4) != 0) continue;
    if (has_data) return 1;
    context->status = CPNG_DAMAGED;
    cpng_set_message(context->message, "there is no image data");
    return 0;
  }
  // What stands before the image data may end here: libpng says what is missing.
  if (!is_whole) return 1;
  context->status = CPNG_TRUNCATED;
  cpng_set_message(context->message, "the file ends early");
  return 0;
}

static void copy_info(png_structp png, png_infop source, cpng_info *info) {
  png_uint_32 width, height;
  int depth, colour, interlace;
  png_get_IHDR(png, source, &width, &height, &depth, &colour, &interlace, NULL, NULL);
  info->width = width;
  info->height = height;
  info->bit_depth = depth;
  info->colour_type = colour;
  info->is_interlaced = interlace != PNG_INTERLACE_NONE;

  png_colorp palette;
  int count = 0;
  if (colour == PNG_COLOR_TYPE_PALETTE && png_get_PLTE(png, source, &palette, &count)) {
    info->palette_count = count;
    for (int i = 0; i < count; ++i) {
      info->palette[3 * i] = palette[i].red;
      info->palette[3 * i + 1] = palette[i].green;
      info->palette[3 * i + 2] = palette[i].blue;
    }
  }

  png_bytep alpha = NULL;
  png_color_16p sample = NULL;
  if (!png_get_tRNS(png, source, &alpha, &count, &sample)) return;
  // Of 16 bits those count that the image has; the specification says so.
  const png_uint_16 used = (png_uint_16)((1u << depth) - 1);
  if (colour == PNG_COLOR_TYPE_PALETTE) {
    info->palette_alpha_count = count;
    memcpy(info->palette_alpha, alpha, (size_t)count);
  } else if (colour == PNG_COLOR_TYPE_GRAY) {
    info->has_transparent_sample = 1;
    info->transparent_sample[0] = sample->gray & used;
  } else if (colour == PNG_COLOR_TYPE_RGB) {
    info->has_transparent_sample = 1;
    info->transparent_sample[0] = sample->red & used;
    info->transparent_sample[1] = sample->green & used;
    info->transparent_sample[2] = sample->blue & used;
  }
}

cpng_status cpng_read_info(const uint8_t *bytes, size_t count, const cpng_limits *limits,
                           cpng_info *info, char message[CPNG_MESSAGE_SIZE]) {
  cpng_context context = {.message = message, .bytes = bytes, .count = count};
  *info = (cpng_info){0};
  message[0] = 0;
  if (!is_png(&context) || !check_size(&context, limits, info) || !check_chunks(&context, 0)) {
    return context.status;
  }
  png_infop source;
  png_structp png = open_reader(&context, limits, &source);
  if (!png) return context.status;
  if (setjmp(png_jmpbuf(png)) == 0) {
    png_read_info(png, source);
    copy_info(png, source, info);
  }
  png_destroy_read_struct(&png, &source, NULL);
  return context.status;
}

cpng_status cpng_check(const uint8_t *bytes, size_t count, char message[CPNG_MESSAGE_SIZE]) {
  cpng_context context = {.message = message, .bytes = bytes, .count = count};
  message[0] = 0;
  if (is_png(&context)) check_chunks(&context, 1);
  return context.status;
}

// The bytes stand in the upper half of the row's own memory; ascending order never overtakes them.
static void widen(uint16_t *row, size_t count) {
  const uint8_t *bytes = (const uint8_t *)row + count;
  for (size_t i = 0; i < count; ++i) row[i] = bytes[i];
}

static void read_rows(png_structp png, png_infop source, uint16_t *samples, size_t sample_count) {
  const int is_wide = png_get_bit_depth(png, source) == 16;
  const size_t height = png_get_image_height(png, source);
  const size_t row = (size_t)png_get_image_width(png, source) * png_get_channels(png, source);
  if (height * row != sample_count) png_error(png, "the samples do not fit the image");

  png_set_packing(png);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  if (is_wide) png_set_swap(png);
#endif
  const int passes = png_set_interlace_handling(png);
  png_read_update_info(png, source);
  for (int pass = 0; pass < passes; ++pass) {
    for (size_t y = 0; y < height; ++y) {
      png_read_row(png, (png_bytep)(samples + y * row) + (is_wide ? 0 : row), NULL);
    }
  }
  png_read_end(png, NULL);
  if (is_wide) return;
  for (size_t y = 0; y < height; ++y) widen(samples + y * row, row);
}

cpng_status cpng_read_samples(const uint8_t *bytes, size_t count, const cpng_limits *limits,
                              uint16_t *samples, size_t sample_count,
                              char message[CPNG_MESSAGE_SIZE]) {
  cpng_context context = {.message = message, .bytes = bytes, .count = count};
  cpng_info size = {0};
  message[0] = 0;
  if (!is_png(&context) || !check_size(&context, limits, &size) || !check_chunks(&context, 1)) {
    return context.status;
  }
  png_infop source;
  png_structp png = open_reader(&context, limits, &source);
  if (!png) return context.status;
  if (setjmp(png_jmpbuf(png)) == 0) {
    png_read_info(png, source);
    read_rows(png, source, samples, sample_count);
  }
  png_destroy_read_struct(&png, &source, NULL);
  return context.status;
}
