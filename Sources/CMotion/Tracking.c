#include <math.h>

#include "Common.h"

// Vectors are handed to functions that are inlined, never called.
#pragma clang diagnostic ignored "-Wpsabi"

enum { most_window = 31, lanes = 8, most_parts = most_window * ((most_window + lanes - 1) / lanes) };
typedef float vector __attribute__((ext_vector_type(lanes), aligned(4)));

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

/// Eight pixels of a window, in row j from column i on.
FM_INLINE vector read_part(corner c, int j, int i) {
  const float *upper = c.image + j * c.stride + i, *lower = upper + c.stride;
  return c.w00 * *(const vector *)upper + c.w01 * *(const vector *)(upper + 1) +
         c.w10 * *(const vector *)lower + c.w11 * *(const vector *)(lower + 1);
}

/// A window of n rows of `parts` vectors. Columns beyond the n-th are zero if `ends` is 0 there.
FM_INLINE void read_window(corner c, int n, int parts, vector ends, vector *restrict out) {
  for (int j = 0; j < n; j++) {
    for (int i = 0; i < parts; i++) out[j * parts + i] = read_part(c, j, i * lanes);
    out[j * parts + parts - 1] *= ends;
  }
}

FM_INLINE float sum(vector v) { return ((v[0] + v[4]) + (v[2] + v[6])) + ((v[1] + v[5]) + (v[3] + v[7])); }

FM_INLINE int is_inside(const fm_track_level *l, int window, float x, float y) {
  return x >= -window && x < l->width && y >= -window && y < l->height;
}

FM_INLINE int track(const fm_tracking *t, const fm_track_level *first, const fm_track_level *second, int levels,
                    float x, float y, float *found_x, float *found_y) {
  const int n = fm_min(t->window, most_window), parts = (n + lanes - 1) / lanes;
  const float half = (n - 1) * 0.5f;
  vector patch[most_parts], gx[most_parts], gy[most_parts], all = 1, ends;
  for (int lane = 0; lane < lanes; lane++) ends[lane] = (parts - 1) * lanes + lane < n;
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
    read_window(window_at(a->image, a, t->border, px, py), n, parts, all, patch);
    read_window(window_at(a->gx, a, t->border, px, py), n, parts, ends, gx);
    read_window(window_at(a->gy, a, t->border, px, py), n, parts, ends, gy);
    vector sum_xx = 0, sum_xy = 0, sum_yy = 0;
    for (int i = 0; i < n * parts; i++) {
      sum_xx += gx[i] * gx[i];
      sum_xy += gx[i] * gy[i];
      sum_yy += gy[i] * gy[i];
    }
    const float xx = sum(sum_xx), xy = sum(sum_xy), yy = sum(sum_yy);
    const float determinant = xx * yy - xy * xy;
    const float smaller = 0.5f * (xx + yy - sqrtf((xx - yy) * (xx - yy) + 4 * xy * xy)) / (n * n);
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
      const corner c = window_at(b->image, b, t->border, wx, wy);
      vector sum_x = 0, sum_y = 0;
      for (int j = 0; j < n; j++)
        for (int i = 0; i < parts; i++) {
          const vector difference = read_part(c, j, i * lanes) - patch[j * parts + i];
          sum_x += difference * gx[j * parts + i];
          sum_y += difference * gy[j * parts + i];
        }
      const float bx = sum(sum_x), by = sum(sum_y);
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

FM_CLONES void fm_track(const fm_tracking *t, const fm_track_level *first, const fm_track_level *second,
                        int levels, const float *points, float *found, int count) {
  for (int i = 0; i < count; i++) {
    float *place = found + 2 * i;
    if (!track(t, first, second, levels, points[2 * i], points[2 * i + 1], place, place + 1))
      place[0] = place[1] = NAN;
  }
}
