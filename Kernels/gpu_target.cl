// Where the sums of products go on a GPU, four channels at a time:
//
//   y[n,row,column,c] = bias[c] + addend[n,row,column,c] + sum[c]
//
// Pixels are numbered [image][row][column]. y may be the addend itself: the item that reads a
// number is the one that writes it.

// Offset of a pixel's first channel. Without gaps there is nothing to divide.
INLINE ff_int target_offset(const ff_gpu_target *t, const int pixel, const ff_int image,
                            const ff_int row, const ff_int column) {
  if (t->images == 1 && t->height == 1) return pixel * column;
  const uint pixels = (uint)(t->height * t->width), n = (uint)pixel / pixels;
  const uint rest = (uint)pixel - n * pixels, r = rest / (uint)t->width;
  return n * image + r * row + (rest - r * (uint)t->width) * column;
}

// Finishes the sums of channels `channel` to `channel + 3` of a pixel.
INLINE void finish_quad(global float *arena, const ff_gpu_target *t, const int batch,
                        const int pixel, const int channel, float4 sum) {
  global float *y = arena + t->y + batch * t->y_batch + channel +
                    target_offset(t, pixel, t->y_image, t->y_row, t->y_pixel);
  global const float *addend = arena;
  if (t->addend >= 0)
    addend += t->addend + batch * t->addend_batch + channel +
              target_offset(t, pixel, t->addend_image, t->addend_row, t->addend_pixel);
  if (t->quads) {
    if (t->bias >= 0) sum += *(global const float4 *)(arena + t->bias + channel);
    if (t->addend >= 0) sum += *(global const float4 *)addend;
    *(global float4 *)y = sum;
    return;
  }
  const float lanes[4] = {sum.x, sum.y, sum.z, sum.w};
  _Pragma("unroll") for (int e = 0; e < 4; e++) {
    if (channel + e < (int)t->channels) {
      float value = lanes[e];
      if (t->bias >= 0) value += arena[t->bias + channel + e];
      if (t->addend >= 0) value += addend[e];
      y[e] = value;
    }
  }
}
