// The sums of a convolution for GPUs, as one matrix product (gpu_tile.cl) that never builds its left
// matrix; what becomes of them is said by the kernel after this text.
//
//   sum[pixel, column] = sum over k = (ky, kx, ci) of
//                        x[n, oy * stride + ky - pad_y, ox * stride + kx - pad_x, ci] w[k, column]
//
// Rows of a tile are pixels, through all images; columns are those of the weights. With matrix
// instructions ci counts words (gpu_words.cl), which are moved like numbers. For a K tile of 16 steps of k a
// work-item reads quads of four neighbouring channels of some pixels, always the same ones, so
// that only the tap moves: neighbouring items read the 16 channels of one pixel. How a K tile's numbers come
// to local memory is said by the text after this one (gpu_convolution_feed_*.cl), which computes the sums.
//
// Work-groups are numbered [part][batch][tile of pixels][tile of columns]. With several parts each
// sums some of the K tiles.
//
// What a launch numbers (pixels, columns, steps) and the extent of an image fit in 32 bits; offsets of the
// arena do not.
//
// Tuning: TILE and QUADS (gpu_tile.cl). QUAD_LOADS: x may be read four channels at a time, because
// cin, strides and offsets are multiples of 4.

// A pixel whose taps an item reads: where tap (0, 0) lies in memory, and in the image. Both may be outside.
typedef struct pixel_taps {
  global const float *from;
  int y, x;
} pixel_taps;

// The channels, or words, of a block: all of them, or as many as a K tile has. Words go through all taps
// block by block, so that a work-group's pixels are read again, at the next tap, while the first-level
// cache has them.
INLINE int block_size(const ff_gpu_convolution *p) {
#ifdef INSTRUCTION_DEPTH
  if (p->cin % GPU_DEPTH == 0) return GPU_DEPTH;
#endif
  return (int)p->cin;
}

// Where an item is in (block, ky, kx, ci): `first` is the block's first channel.
typedef struct tap_cursor {
  int first, ky, kx, ci;
} tap_cursor;

INLINE void move_taps(const ff_gpu_convolution *p, tap_cursor *at, const int steps) {
  const int block = block_size(p);
  at->ci += steps;
  while (at->ci >= block) {
    at->ci -= block;
    if (++at->kx == (int)p->kernel_width) {
      at->kx = 0;
      if (++at->ky == (int)p->kernel_height && at->first + block < (int)p->cin) {
        at->ky = 0;
        at->first += block;
      }
    }
  }
}

// From tap (0, 0) of a pixel to this one.
INLINE uint tap_offset(const ff_gpu_convolution *p, const tap_cursor at) {
  return (uint)at.ky * (uint)p->x_row + (uint)at.kx * (uint)p->x_pixel + (at.first + at.ci);
}

// Whether a pixel's tap lies in the image, and before the last tap.
INLINE int is_inside(const ff_gpu_convolution *p, const pixel_taps *pixel, const tap_cursor at) {
  return at.ky < (int)p->kernel_height && (uint)(pixel->y + at.ky) < (uint)p->in_height &&
         (uint)(pixel->x + at.kx) < (uint)p->in_width;
}

// What a work-group computes.
typedef struct group_place {
  int first_pixel, first_column, batch, part;
} group_place;

INLINE int pixel_count(const ff_gpu_convolution *p) {
  return (int)(p->target.images * p->target.height * p->target.width);
}

INLINE group_place place_of_group(const ff_gpu_convolution *p) {
  const uint row_tiles = ((uint)pixel_count(p) + TILE - 1) / TILE;
  const uint column_tiles = ((uint)p->w_width + TILE - 1) / TILE;
  uint group = (uint)get_group_id(0);
  group_place place;
  place.first_column = (int)(group % column_tiles * TILE);
  group /= column_tiles;
  place.first_pixel = (int)(group % row_tiles * TILE);
  group /= row_tiles;
  place.batch = (int)(group % (uint)p->target.batches);
  place.part = (int)(group / (uint)p->target.batches);
  return place;
}

// The quads of x that an item moves: of MOVES pixels, one quad of each K tile.
typedef struct taps_of_item {
  pixel_taps pixel[MOVES];
  tap_cursor at;
} taps_of_item;

INLINE void start_taps(taps_of_item *taps, global const float *arena,
                       const ff_gpu_convolution *p, const group_place place, const int k_tile,
                       const int item) {
  _Pragma("unroll") for (int i = 0; i < MOVES; i++) {
    const int number = place.first_pixel + (item + i * GROUP) / (GPU_DEPTH / 4);
    const uint image_pixels = (uint)(p->out_height * p->out_width);
    const uint image = (uint)number / image_pixels, rest = (uint)number - image * image_pixels;
    const uint row = rest / (uint)p->out_width;
    const int y = (int)(row * (uint)p->stride) - (int)p->pad_y;
    const int x = (int)((rest - row * (uint)p->out_width) * (uint)p->stride) - (int)p->pad_x;
    taps->pixel[i].from = arena + p->x + place.batch * p->x_batch + image * p->x_image +
                          (ff_int)y * (int)p->x_row + (ff_int)x * (int)p->x_pixel;
    taps->pixel[i].x = x;
    // After the last pixel no tap is inside.
    taps->pixel[i].y = number < pixel_count(p) ? y : INT_MIN / 2;
  }
  const int step = k_tile * GPU_DEPTH + item % (GPU_DEPTH / 4) * 4, block = block_size(p);
  int tap = step / block;
  taps->at.ci = step - tap * block;
  taps->at.first = 0;
#ifdef INSTRUCTION_DEPTH
  const int all_taps = (int)(p->kernel_height * p->kernel_width);
  if (block < (int)p->cin && tap / all_taps * block < (int)p->cin) {
    taps->at.first = tap / all_taps * block;
    tap %= all_taps;
  }
#endif
  // After the last channel no tap is inside.
  taps->at.ky = tap / (int)p->kernel_width;
  taps->at.kx = tap - taps->at.ky * (int)p->kernel_width;
}

// The K tiles of a group's part.
INLINE int first_k_tile(const ff_gpu_convolution *p, const int part) {
  const int steps = (int)(p->kernel_height * p->kernel_width * p->cin);
  return (int)((ff_int)((steps + GPU_DEPTH - 1) / GPU_DEPTH) * part / p->parts);
}
