// Operands rounded to bf16, for kernels whose multiply-add takes a pair of products:
//
//   sum += low(a) * low(b) + high(a) * high(b)          a, b: words of two bf16 numbers
//
// With that in the place of FMA, tile.cl, convolution.cl and filter_gradient.cl run as they are over
// words (32 bits, in the arena like a float) instead of numbers, and sum in float32:
//
//   round_channels  words[image][row][column][pair]    input channels 2 pair and 2 pair + 1
//   pack_pairs      words[batch][block][ky][kx][pair][channel in block]     the same for weights
//   round_images    words[pair][row][column][channel]  images 2 pair and 2 pair + 1, for the
//                                                      gradient of a filter, which sums over them
//
// After the last channel or image there are zeros. Numbers are rounded to the nearest, ties to even;
// those too small for a normal float32 become zero.
//
// Channels may lie in several places; they are put side by side. Whoever includes this text
// defines, for vectors of VECTOR numbers,
//   ROUND(v)             the bf16 numbers of v
//   STORE_BF16(v, p, n)  stores the first n of them at p
//   WORDS(low, high)     a vector of words

// Rounds and stores the first n numbers (or VECTOR, if that is less) of x.
INLINE void round_part(global const float *x, global bf16_number *to, const ff_int n) {
  STORE_BF16(ROUND(load_part(x, n)), to, min(n, (ff_int)VECTOR));
}

// One work-item rounds BF16_PIXELS pixels, numbered through images, rows and columns.
ITEM_KERNEL void round_channels(global float *arena, const ff_bf16 p) {
  const ff_int first = get_global_id(0) * BF16_PIXELS;
  const ff_int last = min(first + BF16_PIXELS, p.images * p.height * p.width);
  const ff_int pairs = (p.channels + 1) / 2;
  for (ff_int pixel = first; pixel < last; pixel++) {
    const ff_int row = pixel / p.width, image = row / p.height;
    global bf16_number *to = (global bf16_number *)(arena + p.words + pixel * pairs);
    for (ff_int k = 0; k < p.part_count; k++) {
      const ff_winograd_part part = p.parts[k];
      global const float *x = arena + part.x + image * part.image +
                              (row - image * p.height) * part.row +
                              (pixel - row * p.width) * part.pixel;
      for (ff_int c = 0; c < part.channels; c += VECTOR)
        round_part(x + c, to + c, part.channels - c);
      to += part.channels;
    }
    if (p.channels % 2 != 0) *to = 0;
  }
}

// The same number of pixels of a pair of images.
ITEM_KERNEL void round_images(global float *arena, const ff_bf16 p) {
  const ff_int first = get_global_id(0) * BF16_PIXELS;
  const ff_int last = min(first + BF16_PIXELS, (p.images + 1) / 2 * p.height * p.width);
  for (ff_int pixel = first; pixel < last; pixel++) {
    const ff_int row = pixel / p.width, pair = row / p.height;
    const int alone = 2 * pair + 1 == p.images;
    global float *to = arena + p.words + pixel * p.channels;
    for (ff_int k = 0; k < p.part_count; k++) {
      const ff_winograd_part part = p.parts[k];
      global const float *x = arena + part.x + 2 * pair * part.image +
                              (row - pair * p.height) * part.row +
                              (pixel - row * p.width) * part.pixel;
      for (ff_int c = 0; c < part.channels; c += VECTOR) {
        const ff_int left = part.channels - c;
        const FLOATV low = load_part(x + c, left);
        const FLOATV high = alone ? (FLOATV)(0.0f) : load_part(x + part.image + c, left);
        store_part(WORDS(ROUND(low), ROUND(high)), to + c, left);
      }
      to += part.channels;
    }
  }
}

// VECTOR output channels of one input channel, zero after the last.
INLINE FLOATV weights_at(global const float *w, const ff_int stride, const ff_int left) {
  if (stride == 1) return load_part(w, left);
  float lanes[VECTOR];
  for (int e = 0; e < VECTOR; e++) lanes[e] = e < left ? w[e * stride] : 0.0f;
  return LOADV((const float *)lanes);
}

// Weights, as pack.cl packs them: the source is read through strides; one work-item packs one row of
// taps of one block of channels; items are [batch][block][ky].
ITEM_KERNEL void pack_pairs(global float *arena, const ff_pack p) {
  const ff_int item = get_global_id(0);
  const ff_int blocks = (p.cout + p.block - 1) / p.block;
  const ff_int ky = item % p.kernel_height;
  const ff_int j = item / p.kernel_height % blocks;
  const ff_int batch = item / p.kernel_height / blocks;
  const ff_int pairs = (p.cin + 1) / 2;
  for (ff_int kx = 0; kx < p.kernel_width; kx++) {
    global const float *tap = arena + p.source + batch * p.source_batch + ky * p.stride_ky +
                              kx * p.stride_kx + j * p.block * p.stride_co;
    global float *packed = arena + p.packed + (item * p.kernel_width + kx) * pairs * p.block;
    for (ff_int v = 0; v < p.block; v += VECTOR) {
      const ff_int left = p.cout - j * p.block - v;
      global const float *in = tap + v * p.stride_co;
      for (ff_int i = 0; i < pairs; i++) {
        const int alone = 2 * i + 1 == p.cin;
        const FLOATV low = weights_at(in + 2 * i * p.stride_ci, p.stride_co, left);
        const FLOATV high = alone ? (FLOATV)(0.0f)
                                  : weights_at(in + (2 * i + 1) * p.stride_ci, p.stride_co, left);
        STOREV(WORDS(ROUND(low), ROUND(high)), packed + i * p.block + v);
      }
    }
  }
}
