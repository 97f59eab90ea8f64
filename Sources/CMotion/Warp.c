#include <math.h>
#include <stddef.h>

#include "Common.h"

FM_INLINE float at_zero(const float *image, int width, int height, int x, int y) {
  return x >= 0 && x < width && y >= 0 && y < height ? image[(long)y * width + x] : 0;
}

/// Bilinear, zero outside.
FM_INLINE float sample_zero(const float *image, int width, int height, float x, float y) {
  if (!(x > -1 && x < width && y > -1 && y < height)) return 0;
  const float left = floorf(x), top = floorf(y);
  const int i = (int)left, j = (int)top;
  const float a = x - left, b = y - top;
  const float upper = (1 - a) * at_zero(image, width, height, i, j) + a * at_zero(image, width, height, i + 1, j);
  const float lower =
      (1 - a) * at_zero(image, width, height, i, j + 1) + a * at_zero(image, width, height, i + 1, j + 1);
  return (1 - b) * upper + b * lower;
}

/// Where a value is taken from: four neighbours and their weights, held at the border.
typedef struct {
  long upper_left, upper_right, lower_left, lower_right;
  float a, b;
} spot;

FM_INLINE spot held(int width, int height, float x, float y) {
  // Not a number counts as 0.
  x = x > 0 ? (x < width - 1 ? x : width - 1) : 0;
  y = y > 0 ? (y < height - 1 ? y : height - 1) : 0;
  const int i = (int)x, j = (int)y;
  const int right = i + 1 < width ? i + 1 : i, below = j + 1 < height ? j + 1 : j;
  return (spot){(long)j * width + i,     (long)j * width + right, (long)below * width + i,
                (long)below * width + right, x - i,                y - j};
}

FM_INLINE float value(const float *image, spot s) {
  const float upper = (1 - s.a) * image[s.upper_left] + s.a * image[s.upper_right];
  const float lower = (1 - s.a) * image[s.lower_left] + s.a * image[s.lower_right];
  return (1 - s.b) * upper + s.b * lower;
}

FM_CLONES void fm_warp(const float *source, const float *dx, const float *dy, float *result, int width,
                       int height, int from, int to, fm_border border) {
  for (int y = from; y < to; y++) {
    for (int x = 0; x < width; x++) {
      const long at = (long)y * width + x;
      const float px = x + dx[at], py = y + dy[at];
      result[at] = border == FM_ZERO ? sample_zero(source, width, height, px, py)
                                     : value(source, held(width, height, px, py));
    }
  }
}

FM_CLONES void fm_advect(const float *vx, const float *vy, float *dx, float *dy, int width, int height,
                         int from, int to, float decay) {
  for (int y = from; y < to; y++) {
    for (int x = 0; x < width; x++) {
      const long at = (long)y * width + x;
      const float px = x + dx[at], py = y + dy[at];
      const spot first = held(width, height, px, py);
      const float half_x = value(vx, first) * decay / 2, half_y = value(vy, first) * decay / 2;
      const spot middle = held(width, height, px - half_x, py - half_y);
      dx[at] -= value(vx, middle) * decay;
      dy[at] -= value(vy, middle) * decay;
    }
  }
}

/// The bilinear weight of the pixels inside along one axis.
FM_INLINE float share_inside(float place, int count) {
  if (!(place > -1 && place < count)) return 0;
  if (place < 0) return 1 + place;
  return place > count - 1 ? count - place : 1;
}

FM_CLONES void fm_move(const fm_movable *m, const float *dx, const float *dy, float *result, int width,
                       int height, int from, int to) {
  for (int y = from; y < to; y++) {
    for (int x = 0; x < width; x++) {
      const long at = (long)y * width + x;
      const float px = x + dx[at], py = y + dy[at];
      const int is_inside = px >= 0 && px <= width - 1 && py >= 0 && py <= height - 1;
      if (is_inside && m->mask == NULL) {
        result[at] = value(m->frame, held(width, height, px, py));
        continue;
      }
      const float share = m->mask ? sample_zero(m->mask, width, height, px, py)
                                  : share_inside(px, width) * share_inside(py, height);
      if (share > 0.5f) {
        // Unobserved pixels of the frame are zero.
        result[at] = sample_zero(m->frame, width, height, px, py) / share;
      } else {
        const float edge = value(m->edge, held(width, height, px, py));
        result[at] = m->still ? (edge + m->still[at]) / 2 : edge;
      }
    }
  }
}
