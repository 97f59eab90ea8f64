#include <stddef.h>

#include "Common.h"

FM_INLINE void reduce_row(const float *row, float *restrict out, int new_width, fm_areas columns, int taps) {
  for (int x = 0; x < new_width; x++) {
    float sum = 0;
    for (int t = 0; t < taps; t++) sum += columns.weights[x * taps + t] * row[columns.starts[x] + t];
    out[x] = sum;
  }
}

FM_CLONES void fm_reduce(const float *source, int width, float *result, int new_width, fm_areas columns,
                         fm_areas rows, int from, int to, float *restrict scratch) {
  for (int y = from; y < to; y++) {
    const float *first = source + (long)rows.starts[y] * width;
    const float *weights = rows.weights + (long)y * rows.taps;
    for (int x = 0; x < width; x++) scratch[x] = weights[0] * first[x];
    for (int t = 1; t < rows.taps; t++)
      for (int x = 0; x < width; x++) scratch[x] += weights[t] * first[(long)t * width + x];
    float *out = result + (long)y * new_width;
    // Halves, which are the most frequent, become vectors.
    if (columns.taps == 2) reduce_row(scratch, out, new_width, columns, 2);
    else reduce_row(scratch, out, new_width, columns, columns.taps);
  }
}

/// Adds the result, times `gain`, where there is one.
FM_INLINE void resize(const float *source, int width, const float *gain, float *result, int new_width,
                      fm_places columns, fm_places rows, float scale, int from, int to, float *restrict scratch) {
  for (int y = from; y < to; y++) {
    const float *upper = source + (long)rows.first[y] * width, *lower = source + (long)rows.second[y] * width;
    const float b = rows.share[y] * scale, rest = scale - b;
    for (int x = 0; x < width; x++) scratch[x] = rest * upper[x] + b * lower[x];
    float *restrict out = result + (long)y * new_width;
    const float *restrict factors = gain + (gain ? (long)y * new_width : 0);
    for (int x = 0; x < new_width; x++) {
      const float a = columns.share[x];
      const float value = (1 - a) * scratch[columns.first[x]] + a * scratch[columns.second[x]];
      out[x] = gain ? out[x] + factors[x] * value : value;
    }
  }
}

FM_CLONES void fm_resize(const float *source, int width, float *result, int new_width, fm_places columns,
                         fm_places rows, float scale, int from, int to, float *scratch) {
  resize(source, width, NULL, result, new_width, columns, rows, scale, from, to, scratch);
}

FM_CLONES void fm_add_resized(const float *source, int width, const float *gain, float *sum, int new_width,
                              fm_places columns, fm_places rows, int from, int to, float *scratch) {
  resize(source, width, gain, sum, new_width, columns, rows, 1, from, to, scratch);
}
