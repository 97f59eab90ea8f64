// The filter's gradient for GPUs as one matrix product (gpu_tile.cl).
//
//   dw[row, co] = addend[row, co] + sum over pixels (n, oy, ox) of
//                 x[n, oy * stride + ky - pad_y, ox * stride + kx - pad_x, ci] dy[n, oy, ox, co]
//   row = (ky, kx, ci)
//
// Rows of a tile are rows of dw, columns are output channels; the sum goes over pixels, K_TILE_STEPS in a K
// tile. A work-item moves quads of numbers, or of words, of rows of x and channels of dy, always the same ones,
// of MOVES neighbouring pixels, so that only the pixel moves. How they come to local memory is said by
// the text after this one (gpu_gradient_feed_*.cl), which computes the sums.
//
// With matrix instructions x and dy are words of neighbouring channels (gpu_words.cl), and every tap has
// whole chunks of rows, `row_channels`; those after cin go nowhere.
//
// Work-groups are numbered [part][batch][tile of rows][tile of channels]. With several parts each
// sums some of the K tiles, and gpu_sum adds the parts up: no atomic operation, one fixed order.
//
// Pixels, rows and the extent of an image fit in 32 bits; offsets of the arena do not.
//
// Tuning: TILE and QUADS (gpu_tile.cl). QUAD_LOADS: x and dy may be read four channels, or words, at a
// time, because cin, cout, strides and offsets are multiples of 4.

// Where an item is among the pixels.
typedef struct pixel_cursor {
  ff_int x, dy;   // offsets of the images
  int number, oy, ox;
} pixel_cursor;

// How far a cursor moves: so many pixels, in images, rows and columns, the latter less than there are.
typedef struct pixel_step {
  int count, images, rows, columns;
} pixel_step;

INLINE pixel_step step_of(const ff_gpu_filter_gradient *p, const int count) {
  const int width = (int)p->out_width, height = (int)p->out_height;
  const int lines = count / width, images = lines / height;
  pixel_step step = {count, images, lines - images * height, count - lines * width};
  return step;
}

// No branch: items of a warp are at different places.
INLINE void move_pixels(const ff_gpu_filter_gradient *p, pixel_cursor *at, const pixel_step step) {
  const int ox = at->ox + step.columns, next_row = ox >= (int)p->out_width;
  const int oy = at->oy + step.rows + next_row, next_image = oy >= (int)p->out_height;
  at->ox = next_row ? ox - (int)p->out_width : ox;
  at->oy = next_image ? oy - (int)p->out_height : oy;
  at->x += (step.images + next_image) * p->x_image;
  at->dy += (step.images + next_image) * p->dy_image;
  at->number += step.count;
}

INLINE void move_to_next_pixel(const ff_gpu_filter_gradient *p, pixel_cursor *at) {
  const int ox = at->ox + 1, next_row = ox == (int)p->out_width;
  const int oy = at->oy + next_row, next_image = oy == (int)p->out_height;
  at->ox = next_row ? 0 : ox;
  at->oy = next_image ? 0 : oy;
  at->x += next_image ? p->x_image : 0;
  at->dy += next_image ? p->dy_image : 0;
  at->number++;
}

// A row of dw: its tap, relative to the pixel's place, and its channel; rows after the end are
// never inside.
typedef struct filter_row {
  int y, x, ci;
} filter_row;

INLINE filter_row filter_row_at(const ff_gpu_filter_gradient *p, const int number) {
  const int tap = number / (int)p->row_channels, ky = tap / (int)p->kernel_width;
  filter_row row = {ky < (int)p->kernel_height ? ky - (int)p->pad_y : INT_MIN / 2,
                    tap - ky * (int)p->kernel_width - (int)p->pad_x,
                    number - tap * (int)p->row_channels};
  return row;
}

// What a work-group computes, and the quads that an item moves.
typedef struct gradient_place {
  int first_row, first_column, batch, part;
  int pixels, first_k_tile, last_k_tile;
} gradient_place;

INLINE int row_count(const ff_gpu_filter_gradient *p) {
  return (int)(p->kernel_height * p->kernel_width * p->row_channels);
}

INLINE gradient_place place_of_group(const ff_gpu_filter_gradient *p) {
  const uint row_tiles = ((uint)row_count(p) + TILE - 1) / TILE;
  const uint column_tiles = ((uint)p->target.channels + TILE - 1) / TILE;
  uint group = (uint)get_group_id(0);
  gradient_place place;
  place.first_column = (int)(group % column_tiles * TILE);
  group /= column_tiles;
  place.first_row = (int)(group % row_tiles * TILE);
  group /= row_tiles;
  place.batch = (int)(group % (uint)p->target.batches);
  place.part = (int)(group / (uint)p->target.batches);
  place.pixels = (int)(p->images * p->out_height * p->out_width);
  const ff_int k_tiles = (place.pixels + K_TILE_STEPS - 1) / K_TILE_STEPS;
  place.first_k_tile = (int)(k_tiles * place.part / p->parts);
  place.last_k_tile = (int)(k_tiles * (place.part + 1) / p->parts);
  return place;
}

// The first of the pixels that an item moves of a K tile.
INLINE pixel_cursor start_pixels(const ff_gpu_filter_gradient *p, const gradient_place *place,
                                 const int step) {
  const int number = place->first_k_tile * K_TILE_STEPS + step;
  const uint image_pixels = (uint)(p->out_height * p->out_width);
  const uint image = (uint)number / image_pixels, rest = (uint)number - image * image_pixels;
  pixel_cursor at;
  at.x = p->x + place->batch * p->x_batch + image * p->x_image;
  at.dy = p->dy + place->batch * p->dy_batch + image * p->dy_image;
  at.number = number;
  at.oy = (int)(rest / (uint)p->out_width);
  at.ox = (int)(rest % (uint)p->out_width);
  return at;
}

// Whether the row's input for a pixel lies in the image, and where.
INLINE int is_input(const ff_gpu_filter_gradient *p, const filter_row *row,
                    const pixel_cursor *at) {
  const int iy = at->oy * (int)p->stride + row->y, ix = at->ox * (int)p->stride + row->x;
  return (uint)iy < (uint)p->in_height && (uint)ix < (uint)p->in_width;
}
INLINE ff_int input_offset(const ff_gpu_filter_gradient *p, const filter_row *row,
                           const pixel_cursor *at) {
  const int iy = at->oy * (int)p->stride + row->y, ix = at->ox * (int)p->stride + row->x;
  return at->x + ((uint)iy * (uint)p->x_row + (uint)ix * (uint)p->x_pixel + row->ci / PACK);
}

// Where a pixel's gradient of an output channel lies.
INLINE ff_int gradient_offset(const ff_gpu_filter_gradient *p, const pixel_cursor *at,
                              const int channel) {
  return at->dy + ((uint)at->oy * (uint)p->dy_row + (uint)at->ox * (uint)p->dy_pixel +
                   channel / PACK);
}
