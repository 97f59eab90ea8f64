#include <math.h>

#include "Common.h"

// Vectors are handed to functions that are inlined, never called.
#pragma clang diagnostic ignored "-Wpsabi"

// Patches are 8 pixels wide, so a row of one is a vector.
typedef float row8 __attribute__((ext_vector_type(8), aligned(4)));

FM_INLINE float sum8(row8 v) {
  return ((v[0] + v[4]) + (v[2] + v[6])) + ((v[1] + v[5]) + (v[3] + v[7]));
}

/// Where a patch stands in the image that is searched.
typedef struct {
  const float *place;
  float w00, w01, w10, w11;
} target;

FM_INLINE target aim(const fm_search_level *l, int x, int y, float u, float v) {
  const float least = l->border - l->patch + 1.0f;
  const float py = fm_minf(fm_maxf(y + v + l->border, least), l->border + l->height - 1.0f);
  const float px = fm_minf(fm_maxf(x + u + l->border, least), l->border + l->width - 1.0f);
  const float top = floorf(py), left = floorf(px);
  const float b = py - top, a = px - left;
  return (target){l->older + (long)top * (l->width + 2 * l->border) + (long)left, (1 - a) * (1 - b),
                  a * (1 - b), (1 - a) * b, a * b};
}

FM_INLINE row8 difference(const fm_search_level *l, target t, const float *template, int row) {
  const long stride = l->width + 2 * l->border;
  const float *upper = t.place + row * stride, *lower = upper + stride;
  return t.w00 * *(const row8 *)upper + t.w01 * *(const row8 *)(upper + 1) + t.w10 * *(const row8 *)lower +
         t.w11 * *(const row8 *)(lower + 1) - *(const row8 *)(template + (long)row * l->width);
}

/// Sum over the patch of squared differences, less their mean.
FM_INLINE float misfit(const fm_search_level *l, int x, int y, float u, float v) {
  const target t = aim(l, x, y, u, v);
  const float *template = l->newer + (long)y * l->width + x;
  row8 sum = 0, squares = 0;
  for (int row = 0; row < 8; row++) {
    const row8 d = difference(l, t, template, row);
    sum += d;
    squares += d * d;
  }
  const float all = sum8(sum);
  return sum8(squares) - all * all / 64;
}

typedef struct {
  float xx, xy, yy, x, y;
} tensor;

FM_INLINE tensor structure(const fm_search_level *l, int x, int y) {
  row8 xx = 0, xy = 0, yy = 0, sx = 0, sy = 0;
  for (int row = 0; row < 8; row++) {
    const long at = (long)(y + row) * l->width + x;
    const row8 gx = *(const row8 *)(l->gx + at), gy = *(const row8 *)(l->gy + at);
    xx += gx * gx;
    xy += gx * gy;
    yy += gy * gy;
    sx += gx;
    sy += gy;
  }
  return (tensor){sum8(xx), sum8(xy), sum8(yy), sum8(sx), sum8(sy)};
}

/// Descends from a vector; returns the last one before the misfit stopped falling, and the step after it.
FM_INLINE void descend(const fm_search_level *l, int x, int y, tensor s, float *u, float *v) {
  const float floor_of_determinant = 0.001f;
  float determinant = s.xx * s.yy - s.xy * s.xy;
  if (fabsf(determinant) < floor_of_determinant) determinant = floor_of_determinant;
  const float i11 = s.yy / determinant, i12 = -s.xy / determinant, i22 = s.xx / determinant;
  const float *template = l->newer + (long)y * l->width + x;
  const float *gx = l->gx + (long)y * l->width + x, *gy = l->gy + (long)y * l->width + x;
  float before = 1e10f;
  for (int step = 0; step < l->steps; step++) {
    const target t = aim(l, x, y, *u, *v);
    row8 sum = 0, squares = 0, along_x = 0, along_y = 0;
    for (int row = 0; row < 8; row++) {
      const row8 d = difference(l, t, template, row);
      sum += d;
      squares += d * d;
      along_x += d * *(const row8 *)(gx + (long)row * l->width);
      along_y += d * *(const row8 *)(gy + (long)row * l->width);
    }
    const float all = sum8(sum);
    const float bx = sum8(along_x) - all * s.x / 64, by = sum8(along_y) - all * s.y / 64;
    *u -= i11 * bx + i12 * by;
    *v -= i12 * bx + i22 * by;
    const float now = sum8(squares) - all * all / 64;
    if (now >= before) break;
    before = now;
  }
}

FM_CLONES void fm_search(const fm_search_level *l, const float *u, const float *v, float *patch_u,
                         float *patch_v, int from, int to) {
  for (int pass = 0; pass < 2; pass++) {
    const int way = pass == 0 ? 1 : -1;
    for (int row = 0; row < to - from; row++) {
      const int j = way > 0 ? from + row : to - 1 - row;
      for (int column = 0; column < l->columns; column++) {
        const int i = way > 0 ? column : l->columns - 1 - column;
        const int x = i * l->stride, y = j * l->stride, at = j * l->columns + i;
        if (pass == 0) {
          const long middle = (long)(y + l->patch / 2) * l->width + x + l->patch / 2;
          patch_u[at] = u[middle];
          patch_v[at] = v[middle];
        }
        float least = misfit(l, x, y, patch_u[at], patch_v[at]);
        const int neighbours[2] = {column > 0 ? at - way : -1, row > 0 ? at - way * l->columns : -1};
        for (int n = 0; n < 2; n++) {
          if (neighbours[n] < 0) continue;
          const float other_u = patch_u[neighbours[n]], other_v = patch_v[neighbours[n]];
          const float other = misfit(l, x, y, other_u, other_v);
          if (other < least) {
            least = other;
            patch_u[at] = other_u;
            patch_v[at] = other_v;
          }
        }
        float found_u = patch_u[at], found_v = patch_v[at];
        descend(l, x, y, structure(l, x, y), &found_u, &found_v);
        const float far_u = found_u - patch_u[at], far_v = found_v - patch_v[at];
        // Further than a patch: lost.
        if (far_u * far_u + far_v * far_v <= (float)(l->patch * l->patch)) {
          patch_u[at] = found_u;
          patch_v[at] = found_v;
        }
      }
    }
  }
}

/// What a patch's vector adds to the weighted sums at a pixel: where the patch stands in the image.
typedef struct {
  float u, v, most_x, most_y;
  const float *inner;
  long stride;
} vote;

/// At one pixel, held at the border.
FM_INLINE void vote_at(vote p, const fm_search_level *l, int x, int y, float *sum, float *u, float *v) {
  const float px = fm_minf(fm_maxf(x + p.u, 0), fm_maxf(p.most_x, 0));
  const float py = fm_minf(fm_maxf(y + p.v, 0), fm_maxf(p.most_y, 0));
  const int left = (int)px, top = (int)py;
  const float a = px - left, b = py - top;
  const float *at = p.inner + top * p.stride + left;
  const float moved = a * b * at[p.stride + 1] + (1 - a) * b * at[p.stride] + a * (1 - b) * at[1] +
                      (1 - a) * (1 - b) * at[0];
  const long place = (long)y * l->width + x;
  const float weight = 1 / fm_maxf(1, fabsf(moved - l->newer[place]));
  sum[place] += weight;
  u[place] += weight * p.u;
  v[place] += weight * p.v;
}

/// At a whole patch that stands inside of the image.
FM_INLINE void vote_inside(vote p, const fm_search_level *l, int x, int y, float *sum, float *u, float *v) {
  const float left = floorf(p.u), top = floorf(p.v), a = p.u - left, b = p.v - top;
  const float w00 = (1 - a) * (1 - b), w01 = a * (1 - b), w10 = (1 - a) * b, w11 = a * b;
  for (int row = 0; row < 8; row++) {
    const float *upper = p.inner + (y + row + (long)top) * p.stride + x + (long)left;
    const float *lower = upper + p.stride;
    const long place = (long)(y + row) * l->width + x;
    const row8 moved = w11 * *(const row8 *)(lower + 1) + w10 * *(const row8 *)lower +
                       w01 * *(const row8 *)(upper + 1) + w00 * *(const row8 *)upper;
    const row8 misfit = moved - *(const row8 *)(l->newer + place);
    row8 size = misfit < 0 ? -misfit : misfit;
    size = size > 1 ? size : (row8)1;
    const row8 weight = 1 / size;
    *(row8 *)(sum + place) += weight;
    *(row8 *)(u + place) += weight * p.u;
    *(row8 *)(v + place) += weight * p.v;
  }
}

FM_CLONES void fm_densify(const fm_search_level *l, const float *patch_u, const float *patch_v, float *u,
                          float *v, float *sum) {
  const long count = (long)l->width * l->height;
  for (long i = 0; i < count; i++) sum[i] = u[i] = v[i] = 0;
  vote p = {.most_x = l->width - 1.001f, .most_y = l->height - 1.001f, .stride = l->width + 2 * l->border};
  p.inner = l->older + l->border * p.stride + l->border;
  for (int j = 0; j < l->rows; j++) {
    for (int i = 0; i < l->columns; i++) {
      p.u = patch_u[j * l->columns + i];
      p.v = patch_v[j * l->columns + i];
      const int x = i * l->stride, y = j * l->stride;
      // The last patches stand for the pixels beyond them, too.
      const int end_x = i == l->columns - 1 ? l->width : x + l->patch;
      const int end_y = j == l->rows - 1 ? l->height : y + l->patch;
      const int is_inside = x + p.u >= 0 && x + 7 + p.u <= p.most_x && y + p.v >= 0 && y + 7 + p.v <= p.most_y;
      if (is_inside && end_x == x + 8 && end_y == y + 8) {
        vote_inside(p, l, x, y, sum, u, v);
      } else {
        for (int py = y; py < end_y; py++)
          for (int px = x; px < end_x; px++) vote_at(p, l, px, py, sum, u, v);
      }
    }
  }
  for (long i = 0; i < count; i++) {
    u[i] /= sum[i];
    v[i] /= sum[i];
  }
}
