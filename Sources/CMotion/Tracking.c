#include <math.h>

#include "Common.h"

enum { most_window = 31 };

typedef struct {
  const float *image;
  long stride;
  float w00, w01, w10, w11;
} corner;

/// The upper left pixel of a window at (x, y), and the weights of its four neighbours.
FM_INLINE corner window_at(const float *image, const fm_track_level *l, int border, float x, float y) {
  const float left = floorf(x), top = floorf(y), a = x - left, b = y - top;
  const long stride = l->width + 2 * border;
  return (corner){image + ((long)top + border) * stride + (long)left + border, stride, (1 - a) * (1 - b),
                  a * (1 - b), (1 - a) * b, a * b};
}

FM_INLINE void read_window(corner c, int n, float *restrict out) {
  for (int j = 0; j < n; j++) {
    const float *upper = c.image + j * c.stride, *lower = upper + c.stride;
    for (int i = 0; i < n; i++)
      out[j * n + i] = c.w00 * upper[i] + c.w01 * upper[i + 1] + c.w10 * lower[i] + c.w11 * lower[i + 1];
  }
}

FM_INLINE float product(const float *restrict a, const float *restrict b, int count) {
  // Eight sums side by side, always in the same order.
  float sums[8] = {0};
  int i = 0;
  for (; i + 8 <= count; i += 8)
    for (int lane = 0; lane < 8; lane++) sums[lane] += a[i + lane] * b[i + lane];
  for (; i < count; i++) sums[0] += a[i] * b[i];
  return ((sums[0] + sums[4]) + (sums[2] + sums[6])) + ((sums[1] + sums[5]) + (sums[3] + sums[7]));
}

FM_INLINE int is_inside(const fm_track_level *l, int window, float x, float y) {
  return x >= -window && x < l->width && y >= -window && y < l->height;
}

FM_CLONES int fm_track(const fm_tracking *t, const fm_track_level *first, const fm_track_level *second,
                       int levels, float x, float y, float *found_x, float *found_y) {
  const int n = fm_min(t->window, most_window), count = n * n;
  const float half = (n - 1) * 0.5f;
  float patch[most_window * most_window], gx[most_window * most_window], gy[most_window * most_window];
  float moved[most_window * most_window];
  float qx = 0, qy = 0;
  for (int level = levels - 1; level >= 0; level--) {
    const fm_track_level *a = first + level, *b = second + level;
    const float scale = 1.0f / (float)(1 << level);
    const float px = x * scale - half, py = y * scale - half;
    if (level == levels - 1) {
      qx = x * scale;
      qy = y * scale;
    } else {
      qx *= 2;
      qy *= 2;
    }
    if (!is_inside(a, n, floorf(px), floorf(py))) {
      if (level == 0) return 0;
      continue;
    }
    read_window(window_at(a->image, a, t->border, px, py), n, patch);
    read_window(window_at(a->gx, a, t->border, px, py), n, gx);
    read_window(window_at(a->gy, a, t->border, px, py), n, gy);
    const float xx = product(gx, gx, count), xy = product(gx, gy, count), yy = product(gy, gy, count);
    const float determinant = xx * yy - xy * xy;
    const float smaller = 0.5f * (xx + yy - sqrtf((xx - yy) * (xx - yy) + 4 * xy * xy)) / count;
    if (smaller < t->eigenvalue || determinant < 1e-7f) {
      if (level == 0) return 0;
      continue;
    }
    float wx = qx - half, wy = qy - half, before_x = 0, before_y = 0;
    for (int step = 0; step < t->steps; step++) {
      if (!is_inside(b, n, floorf(wx), floorf(wy))) {
        if (level == 0) return 0;
        break;
      }
      read_window(window_at(b->image, b, t->border, wx, wy), n, moved);
      for (int i = 0; i < count; i++) moved[i] -= patch[i];
      const float bx = product(moved, gx, count), by = product(moved, gy, count);
      const float dx = (xy * by - yy * bx) / determinant, dy = (xy * bx - xx * by) / determinant;
      wx += dx;
      wy += dy;
      qx = wx + half;
      qy = wy + half;
      if (dx * dx + dy * dy <= t->shortest * t->shortest) break;
      // To and fro: the middle is as good as it gets.
      if (step > 0 && fabsf(dx + before_x) < 0.01f && fabsf(dy + before_y) < 0.01f) {
        qx -= dx * 0.5f;
        qy -= dy * 0.5f;
        break;
      }
      before_x = dx;
      before_y = dy;
    }
  }
  if (!is_inside(second, n, floorf(qx - half), floorf(qy - half))) return 0;
  *found_x = qx;
  *found_y = qy;
  return 1;
}
