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

/// Where a value is taken from: the upper left of four neighbours, the way to the others, and their weights.
/// Held at the border.
typedef struct {
  int first, right, below;
  float a, b;
} spot;

FM_INLINE spot held(int width, int height, float x, float y) {
  // Not a number counts as 0.
  const float most_x = width - 1, most_y = height - 1;
  x = x > 0 ? x : 0;
  y = y > 0 ? y : 0;
  x = x < most_x ? x : most_x;
  y = y < most_y ? y : most_y;
  const int i = (int)x, j = (int)y;
  return (spot){j * width + i, i + 1 < width ? 1 : 0, j + 1 < height ? width : 0, x - i, y - j};
}

FM_INLINE float value(const float *image, spot s) {
  const float upper = (1 - s.a) * image[s.first] + s.a * image[s.first + s.right];
  const float lower = (1 - s.a) * image[s.first + s.below] + s.a * image[s.first + s.below + s.right];
  return (1 - s.b) * upper + s.b * lower;
}

FM_CLONES void fm_warp(const float *source, const float *dx, const float *dy, float *restrict result, int width,
                       int height, int from, int to, fm_border border) {
  for (int y = from; y < to; y++) {
    const long row = (long)y * width;
    if (border == FM_ZERO) {
      for (int x = 0; x < width; x++)
        result[row + x] = sample_zero(source, width, height, x + dx[row + x], y + dy[row + x]);
    } else {
      for (int x = 0; x < width; x++)
        result[row + x] = value(source, held(width, height, x + dx[row + x], y + dy[row + x]));
    }
  }
}

FM_CLONES void fm_advect(const float *vx, const float *vy, float *restrict dx, float *restrict dy, int width,
                         int height, int from, int to, float decay) {
  for (int y = from; y < to; y++) {
    const long row = (long)y * width;
    for (int x = 0; x < width; x++) {
      const float px = x + dx[row + x], py = y + dy[row + x];
      const spot first = held(width, height, px, py);
      const float half_x = value(vx, first) * decay / 2, half_y = value(vy, first) * decay / 2;
      const spot middle = held(width, height, px - half_x, py - half_y);
      dx[row + x] -= value(vx, middle) * decay;
      dy[row + x] -= value(vy, middle) * decay;
    }
  }
}

/// The bilinear weight of the pixels inside along one axis.
FM_INLINE float share_inside(float place, int count) {
  if (!(place > -1 && place < count)) return 0;
  if (place < 0) return 1 + place;
  return place > count - 1 ? count - place : 1;
}

/// What stands at a place near to the border of the frame or of the mask, or beyond it.
FM_INLINE float edge_value(const fm_movable *m, float px, float py, long at, int width, int height) {
  const float share = m->mask ? sample_zero(m->mask, width, height, px, py)
                              : share_inside(px, width) * share_inside(py, height);
  // Unobserved pixels of the frame are zero.
  if (share > 0.5f) return sample_zero(m->frame, width, height, px, py) / share;
  const float edge = value(m->edge, held(width, height, px, py));
  return m->still ? (edge + m->still[at]) / 2 : edge;
}

FM_INLINE int is_inside(float px, float py, int width, int height) {
  return (px >= 0) & (px <= width - 1) & (py >= 0) & (py <= height - 1);
}

enum { stretch = 64 };

FM_CLONES void fm_move(const fm_movable *m, const float *dx, const float *dy, float *restrict result, int width,
                       int height, int from, int to) {
  const float *frame = m->frame, *mask = m->mask;
  for (int y = from; y < to; y++) {
    for (int start = 0; start < width; start += stretch) {
      const int count = fm_min(stretch, width - start);
      const long at = (long)y * width + start;
      const float *restrict here_x = dx + at, *restrict here_y = dy + at;
      float *restrict out = result + at;
      float shares[stretch];
      int missing = 0;
      // All pixels as if they came from far inside; then those that did not.
      if (mask == NULL) {
        for (int x = 0; x < count; x++) {
          const float px = start + x + here_x[x], py = y + here_y[x];
          out[x] = value(frame, held(width, height, px, py));
          missing += !is_inside(px, py, width, height);
        }
      } else {
        for (int x = 0; x < count; x++) {
          const float px = start + x + here_x[x], py = y + here_y[x];
          const spot s = held(width, height, px, py);
          const float share = value(mask, s);
          out[x] = value(frame, s) / share;
          shares[x] = share;
          missing += !is_inside(px, py, width, height) | !(share > 0.5f);
        }
      }
      for (int x = 0; missing && x < count; x++) {
        const float px = start + x + here_x[x], py = y + here_y[x];
        if (!is_inside(px, py, width, height) || (mask && !(shares[x] > 0.5f)))
          out[x] = edge_value(m, px, py, at + x, width, height);
      }
      if (mask == NULL) {
        for (int x = 0; x < count; x++) out[x] -= m->level;
      } else {
        for (int x = 0; x < count; x++) out[x] = (out[x] - m->level) * mask[at + x];
      }
    }
  }
}
