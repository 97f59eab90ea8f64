#include <math.h>
#include <stdlib.h>

#include "Common.h"

FM_CLONES void fm_smaller_eigenvalues(const float *gx, const float *gy, float *result, int width, int height,
                                      int radius) {
  for (int y = 0; y < height; y++) {
    for (int x = 0; x < width; x++) {
      float xx = 0, xy = 0, yy = 0;
      for (int j = -radius; j <= radius; j++) {
        const long row = (long)fm_place(y + j, height, FM_REFLECTED) * width;
        for (int i = -radius; i <= radius; i++) {
          const long at = row + fm_place(x + i, width, FM_REFLECTED);
          xx += gx[at] * gx[at];
          xy += gx[at] * gy[at];
          yy += gy[at] * gy[at];
        }
      }
      const float half = 0.5f * (xx - yy);
      result[(long)y * width + x] = 0.5f * (xx + yy) - sqrtf(half * half + xy * xy);
    }
  }
}
