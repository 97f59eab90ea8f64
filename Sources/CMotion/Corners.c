#include <math.h>
#include <stdlib.h>

#include "Common.h"

/// Products of the derivatives of a row, added to or taken from the sums of its columns.
FM_INLINE void add_row(const float *gx, const float *gy, float *restrict xx, float *restrict xy,
                       float *restrict yy, int width) {
  for (int x = 0; x < width; x++) {
    xx[x] += gx[x] * gx[x];
    xy[x] += gx[x] * gy[x];
    yy[x] += gy[x] * gy[x];
  }
}

FM_CLONES static void eigenvalues(const float *gx, const float *gy, float *result, float *sums, int width,
                                  int height, int radius) {
  // Sums of columns, with `radius` places more on both sides.
  const int wide = width + 2 * radius;
  float *xx = sums + radius, *xy = xx + wide, *yy = xy + wide;
  for (int y = 0; y < height; y++) {
    for (int i = 0; i < 3 * wide; i++) sums[i] = 0;
    for (int j = -radius; j <= radius; j++) {
      const long row = (long)fm_place(y + j, height, FM_REFLECTED) * width;
      add_row(gx + row, gy + row, xx, xy, yy, width);
    }
    for (int i = 1; i <= radius; i++) {
      const int left = fm_place(-i, width, FM_REFLECTED), right = fm_place(width - 1 + i, width, FM_REFLECTED);
      xx[-i] = xx[left], xy[-i] = xy[left], yy[-i] = yy[left];
      xx[width - 1 + i] = xx[right], xy[width - 1 + i] = xy[right], yy[width - 1 + i] = yy[right];
    }
    float *out = result + (long)y * width;
    for (int x = 0; x < width; x++) {
      float sum_xx = 0, sum_xy = 0, sum_yy = 0;
      for (int i = -radius; i <= radius; i++) {
        sum_xx += xx[x + i];
        sum_xy += xy[x + i];
        sum_yy += yy[x + i];
      }
      const float half = 0.5f * (sum_xx - sum_yy);
      out[x] = 0.5f * (sum_xx + sum_yy) - fm_sqrt(half * half + sum_xy * sum_xy);
    }
  }
}

int fm_smaller_eigenvalues(const float *gx, const float *gy, float *result, int width, int height,
                           int radius) {
  float *sums = malloc(sizeof(float) * 3 * (size_t)(width + 2 * radius));
  if (sums == NULL) return -1;
  eigenvalues(gx, gy, result, sums, width, height, radius);
  free(sums);
  return 0;
}
