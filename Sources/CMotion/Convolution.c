#include <string.h>

#include "Common.h"

// Vectors are handed to functions that are inlined, never called.
#pragma clang diagnostic ignored "-Wpsabi"

// Rows are convolved in groups, so that what is read serves several of them.
enum { lanes = 16, group = 4 };
typedef float vector __attribute__((ext_vector_type(lanes), aligned(4)));

/// The rows of an image that a group of rows is made of, and their places among the taps; maybe of a sum of
/// two images, each times its factor. `second` is null where there is one image.
typedef struct {
  const float *const *rows;
  const int *taps;
  int count;
  float factor, second_factor;
  const float *first, *second;
} sources;

FM_INLINE float source_value(sources s, int k, int x) {
  const float *row = s.rows[k] + x;
  return s.second ? s.factor * *row + s.second_factor * s.second[row - s.first] : *row;
}

FM_INLINE vector source_vector(sources s, int k, int x) {
  const float *row = s.rows[k] + x;
  const vector value = *(const vector *)row;
  return s.second ? s.factor * value + s.second_factor * *(const vector *)(s.second + (row - s.first)) : value;
}

/// `weights[tap - i]` counts for row i of the group; weights are zero beyond the kernel.
FM_INLINE void sum_columns(sources s, const float *weights, float *result, long stride, int width) {
  for (int start = 0; start < width; start += lanes) {
    if (width < lanes) {
      for (int i = 0; i < group; i++)
        for (int x = 0; x < width; x++) {
          float sum = 0;
          for (int k = 0; k < s.count; k++) sum += weights[s.taps[k] - i] * source_value(s, k, x);
          result[i * stride + x] = sum;
        }
      return;
    }
    const int x = fm_min(start, width - lanes);
    vector sums[group] = {0, 0, 0, 0};
    for (int k = 0; k < s.count; k++) {
      const vector value = source_vector(s, k, x);
      for (int i = 0; i < group; i++) sums[i] += weights[s.taps[k] - i] * value;
    }
    for (int i = 0; i < group; i++) *(vector *)(result + i * stride + x) = sums[i];
  }
}

/// Columns x to x + lanes of a group of rows that have `radius` places more on both sides.
FM_INLINE void sum_rows(const float *rows, long stride, const float *kernel, int radius, int x, vector *sums) {
  for (int i = 0; i < group; i++) sums[i] = 0;
  for (int t = 0; t <= 2 * radius; t++)
    for (int i = 0; i < group; i++) sums[i] += kernel[t] * *(const vector *)(rows + i * stride + x + t);
}

/// Adds the result, times `gain`, where there is one.
FM_INLINE void blur(sources s, const float *gain, float *result, int width, int height, int from, int to,
                    const float *kernel, int radius, fm_border border, float *scratch) {
  const int taps = 2 * radius + 1;
  const long stride = fm_blur_scratch(width, radius) / group;
  float weights[taps + 2 * group];
  memset(weights, 0, sizeof weights);
  memcpy(weights + group, kernel, sizeof(float) * taps);
  const float *rows[taps + group];
  int places[taps + group];
  for (int y = from; y < to; y += group) {
    s.rows = rows;
    s.taps = places;
    s.count = 0;
    for (int tap = 0; tap < taps + group - 1; tap++) {
      const int place = fm_place(y + tap - radius, height, border);
      if (place < 0) continue;
      rows[s.count] = s.first + (long)place * width;
      places[s.count++] = tap;
    }
    sum_columns(s, weights + group, scratch + radius, stride, width);
    for (int i = 0; i < group; i++) {
      float *row = scratch + i * stride + radius;
      for (int x = 1; x <= radius; x++) {
        const int left = fm_place(-x, width, border), right = fm_place(width - 1 + x, width, border);
        row[-x] = left < 0 ? 0 : row[left];
        row[width - 1 + x] = right < 0 ? 0 : row[right];
      }
    }
    const int count = fm_min(group, to - y);
    for (int start = 0; start < width; start += lanes) {
      const int x = fm_max(0, fm_min(start, width - lanes)), some = fm_min(lanes, width);
      vector sums[group];
      sum_rows(scratch, stride, kernel, radius, x, sums);
      for (int i = 0; i < count; i++) {
        const long at = (long)(y + i) * width + x;
        if (x == start && some == lanes) {
          vector *out = (vector *)(result + at);
          *out = gain ? *out + *(const vector *)(gain + at) * sums[i] : sums[i];
        } else {
          // The last vector of a row stands over the one before.
          for (int lane = start - x; lane < some; lane++)
            result[at + lane] = gain ? result[at + lane] + gain[at + lane] * sums[i][lane] : sums[i][lane];
        }
      }
    }
  }
}

FM_CLONES void fm_blur(const float *source, float *result, int width, int height, int from, int to,
                       const float *kernel, int radius, fm_border border, float *scratch) {
  const sources s = {.first = source};
  blur(s, NULL, result, width, height, from, to, kernel, radius, border, scratch);
}

FM_CLONES void fm_add_blurred(fm_mixture m, const float *gain, float *sum, int width, int height, int from, int to,
                              const float *kernel, int radius, float *scratch) {
  const sources s = {
      .first = m.first, .second = m.second, .factor = m.factor, .second_factor = m.second_factor};
  blur(s, gain, sum, width, height, from, to, kernel, radius, FM_ZERO, scratch);
}

FM_CLONES void fm_derivatives(const float *image, float *gx, float *gy, int width, int height, int from,
                              int to, float side, float centre) {
  for (int y = from; y < to; y++) {
    const float *above = image + (long)fm_place(y - 1, height, FM_REFLECTED) * width;
    const float *row = image + (long)y * width;
    const float *below = image + (long)fm_place(y + 1, height, FM_REFLECTED) * width;
    float *out_x = gx + (long)y * width, *out_y = gy + (long)y * width;
    for (int x = 1; x < width - 1; x++) {
      out_x[x] = side * (above[x + 1] - above[x - 1] + below[x + 1] - below[x - 1]) +
                 centre * (row[x + 1] - row[x - 1]);
      out_y[x] = side * (below[x - 1] - above[x - 1] + below[x + 1] - above[x + 1]) +
                 centre * (below[x] - above[x]);
    }
    // Mirrored columns: the difference along x is zero, the neighbours along y are the same one twice.
    for (int end = 0; end < 2; end++) {
      const int x = end == 0 ? 0 : width - 1;
      const int beside = fm_place(end == 0 ? 1 : width - 2, width, FM_NEAREST);
      out_x[x] = 0;
      out_y[x] = 2 * side * (below[beside] - above[beside]) + centre * (below[x] - above[x]);
    }
  }
}
