#include "Common.h"

FM_CLONES void fm_reduce(const float *source, int width, float *result, int new_width, fm_areas columns,
                         fm_areas rows, int from, int to, float *restrict scratch) {
  for (int y = from; y < to; y++) {
    const float *first = source + (long)rows.starts[y] * width;
    const float *weights = rows.weights + (long)y * rows.taps;
    for (int x = 0; x < width; x++) scratch[x] = weights[0] * first[x];
    for (int t = 1; t < rows.taps; t++)
      for (int x = 0; x < width; x++) scratch[x] += weights[t] * first[(long)t * width + x];
    float *restrict out = result + (long)y * new_width;
    for (int x = 0; x < new_width; x++) {
      float sum = 0;
      for (int t = 0; t < columns.taps; t++)
        sum += columns.weights[(long)x * columns.taps + t] * scratch[columns.starts[x] + t];
      out[x] = sum;
    }
  }
}

FM_CLONES void fm_resize(const float *source, int width, float *result, int new_width, fm_places columns,
                         fm_places rows, float scale, int from, int to, float *restrict scratch) {
  for (int y = from; y < to; y++) {
    const float *upper = source + (long)rows.first[y] * width, *lower = source + (long)rows.second[y] * width;
    const float b = rows.share[y] * scale, rest = scale - b;
    for (int x = 0; x < width; x++) scratch[x] = rest * upper[x] + b * lower[x];
    float *restrict out = result + (long)y * new_width;
    for (int x = 0; x < new_width; x++) {
      const float a = columns.share[x];
      out[x] = (1 - a) * scratch[columns.first[x]] + a * scratch[columns.second[x]];
    }
  }
}
