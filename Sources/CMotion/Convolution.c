#include <string.h>

#include "Common.h"

FM_CLONES void fm_convolve_x(const float *source, float *result, int width, int from, int to,
                             const float *kernel, int radius, fm_border border) {
  for (int y = from; y < to; y++) {
    const float *row = source + (long)y * width;
    float *out = result + (long)y * width;
    const int inner_from = fm_min(radius, width), inner_to = fm_max(inner_from, width - radius);
    memset(out, 0, sizeof(float) * width);
    for (int t = -radius; t <= radius; t++) {
      const float k = kernel[t + radius];
      for (int x = inner_from; x < inner_to; x++) out[x] += k * row[x + t];
    }
    for (int x = 0; x < width; x++) {
      if (x == inner_from) x = inner_to;
      if (x >= width) break;
      float sum = 0;
      for (int t = -radius; t <= radius; t++) {
        const int place = fm_place(x + t, width, border);
        if (place >= 0) sum += kernel[t + radius] * row[place];
      }
      out[x] = sum;
    }
  }
}

FM_CLONES void fm_convolve_y(const float *source, float *result, int width, int height, int from, int to,
                             const float *kernel, int radius, fm_border border) {
  for (int y = from; y < to; y++) {
    float *out = result + (long)y * width;
    memset(out, 0, sizeof(float) * width);
    for (int t = -radius; t <= radius; t++) {
      const int place = fm_place(y + t, height, border);
      if (place < 0) continue;
      const float k = kernel[t + radius];
      const float *row = source + (long)place * width;
      for (int x = 0; x < width; x++) out[x] += k * row[x];
    }
  }
}

FM_CLONES void fm_derivatives(const float *image, float *gx, float *gy, int width, int height, float side,
                              float centre) {
  for (int y = 0; y < height; y++) {
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
