#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "Common.h"

static const float zeta_squared = 0.1f * 0.1f;
static const float relaxation = 1.6f;

/// Planes of one size, in one piece of memory.
enum plane {
  IX, IY, IZ, IXX, IXY, IYY, IXZ, IYZ,  // derivatives of the images
  DU, DV,                               // what is added to the field
  NOW_U, NOW_V,                         // the field of the last fixed-point step
  OF_Z, OF_X, OF_Y,                     // what normalises the three errors
  SCRATCH, PLANES
};

/// A row of the linear system; the row of weights above it is needed, too.
enum row { WEIGHT, A11, A12, A22, B1, B2, WEIGHT_ABOVE, ROWS };

/// The system for each colour of the checkerboard: rows of half the width, two rows and columns more.
enum half { H_WEIGHT, H_A11, H_A12, H_A22, H_B1, H_B2, H_DU, H_DV, HALVES };

/// Differences of neighbours: right less left, below less above; the nearest pixel stands outside.
FM_INLINE void differences(const float *f, float *x_result, float *y_result, int w, int h) {
  for (int y = 0; y < h; y++) {
    const float *row = f + (long)y * w;
    if (x_result) {
      float *out = x_result + (long)y * w;
      for (int x = 1; x < w - 1; x++) out[x] = row[x + 1] - row[x - 1];
      out[0] = row[w > 1 ? 1 : 0] - row[0];
      out[w - 1] = row[w - 1] - row[w > 1 ? w - 2 : 0];
    }
    if (y_result) {
      const float *above = f + (long)(y > 0 ? y - 1 : 0) * w, *below = f + (long)(y < h - 1 ? y + 1 : y) * w;
      float *out = y_result + (long)y * w;
      for (int x = 0; x < w; x++) out[x] = below[x] - above[x];
    }
  }
}

/// The terms of brightness and gradient constancy in a row that starts at `row`.
FM_INLINE void data_term(const fm_refinement *r, float *const *p, float *const *out, long row, int w) {
  const float *restrict ix = p[IX] + row, *restrict iy = p[IY] + row, *restrict iz = p[IZ] + row;
  const float *restrict ixx = p[IXX] + row, *restrict ixy = p[IXY] + row, *restrict iyy = p[IYY] + row;
  const float *restrict ixz = p[IXZ] + row, *restrict iyz = p[IYZ] + row;
  const float *restrict of_z = p[OF_Z] + row, *restrict of_x = p[OF_X] + row, *restrict of_y = p[OF_Y] + row;
  const float *restrict du = p[DU] + row, *restrict dv = p[DV] + row;
  float *restrict a11 = out[A11], *restrict a12 = out[A12], *restrict a22 = out[A22];
  float *restrict b1 = out[B1], *restrict b2 = out[B2];
  const float epsilon_squared = r->epsilon * r->epsilon;
  const float brightness = r->brightness / 2, gradient = r->gradient / 2;
  for (int i = 0; i < w; i++) {
    const float z = iz[i] + ix[i] * du[i] + iy[i] * dv[i];
    const float zx = ixz[i] + ixx[i] * du[i] + ixy[i] * dv[i];
    const float zy = iyz[i] + ixy[i] * du[i] + iyy[i] * dv[i];
    const float size = fm_sqrt(z * z * of_z[i] + epsilon_squared);
    const float size_xy = fm_sqrt(zx * zx * of_x[i] + zy * zy * of_y[i] + epsilon_squared);
    // One division for two.
    const float of_both = 1 / (size * size_xy);
    const float weight = brightness * of_z[i] * (of_both * size_xy);
    const float weight_xy = gradient * (of_both * size);
    const float weight_x = weight_xy * of_x[i], weight_y = weight_xy * of_y[i];
    a11[i] = weight * (ix[i] * ix[i]) + zeta_squared + weight_x * (ixx[i] * ixx[i]) + weight_y * (ixy[i] * ixy[i]);
    a12[i] = weight * (ix[i] * iy[i]) + weight_x * (ixx[i] * ixy[i]) + weight_y * (ixy[i] * iyy[i]);
    a22[i] = weight * (iy[i] * iy[i]) + zeta_squared + weight_x * (ixy[i] * ixy[i]) + weight_y * (iyy[i] * iyy[i]);
    b1[i] = -weight * (iz[i] * ix[i]) - weight_x * (ixx[i] * ixz[i]) - weight_y * (ixy[i] * iyz[i]);
    b2[i] = -weight * (iz[i] * iy[i]) - weight_x * (ixy[i] * ixz[i]) - weight_y * (iyy[i] * iyz[i]);
  }
}

/// Weights of the edges to the right and below in row y, from the field of the last step.
FM_INLINE void edge_weights(const fm_refinement *r, float *const *p, float *restrict out, int y, int w, int h) {
  const float smoothness = r->smoothness / 2, epsilon_squared = r->epsilon * r->epsilon;
  const float *restrict u = p[NOW_U] + (long)y * w, *restrict v = p[NOW_V] + (long)y * w;
  const long down = y < h - 1 ? w : 0;
  for (int x = 0; x < w - 1; x++) {
    const float ux = u[x + 1] - u[x], vx = v[x + 1] - v[x], uy = u[x + down] - u[x], vy = v[x + down] - v[x];
    out[x] = smoothness / fm_sqrt(ux * ux + vx * vx + uy * uy + vy * vy + epsilon_squared);
  }
  const int x = w - 1;
  const float uy = u[x + down] - u[x], vy = v[x + down] - v[x];
  out[x] = smoothness / fm_sqrt(uy * uy + vy * vy + epsilon_squared);
}

/// Adds the smoothness term to row y: what the field `u`, `v` that is refined contributes.
FM_INLINE void smoothness_term(float *const *system, const float *u, const float *v, int y, int w, int h) {
  const float *restrict weight = system[WEIGHT], *restrict above = system[WEIGHT_ABOVE];
  const float *restrict pu = u + (long)y * w, *restrict pv = v + (long)y * w;
  float *restrict a11 = system[A11], *restrict a22 = system[A22];
  float *restrict b1 = system[B1], *restrict b2 = system[B2];
  for (int x = 0; x < w - 1; x++) {
    a11[x] += weight[x];
    a22[x] += weight[x];
    b1[x] += weight[x] * (pu[x + 1] - pu[x]);
    b2[x] += weight[x] * (pv[x + 1] - pv[x]);
  }
  for (int x = 1; x < w; x++) {
    a11[x] += weight[x - 1];
    a22[x] += weight[x - 1];
    b1[x] -= weight[x - 1] * (pu[x] - pu[x - 1]);
    b2[x] -= weight[x - 1] * (pv[x] - pv[x - 1]);
  }
  if (y < h - 1) {
    for (int x = 0; x < w; x++) {
      a11[x] += weight[x];
      a22[x] += weight[x];
      b1[x] += weight[x] * (pu[x + w] - pu[x]);
      b2[x] += weight[x] * (pv[x + w] - pv[x]);
    }
  }
  if (y > 0) {
    for (int x = 0; x < w; x++) {
      a11[x] += above[x];
      a22[x] += above[x];
      b1[x] -= above[x] * (pu[x] - pu[x - w]);
      b2[x] -= above[x] * (pv[x] - pv[x - w]);
    }
  }
}

/// Colour `c` of row y holds the columns 2 j + ((y + c) & 1), at j + 1 of row y + 1.
FM_INLINE void split(const float *restrict row, float *const halves[2], int y, int w, int half) {
  for (int c = 0; c < 2; c++) {
    float *restrict out = halves[c] + (long)(y + 1) * half + 1;
    const float *restrict in = row + ((y + c) & 1);
    const int count = (w - ((y + c) & 1) + 1) / 2;
    for (int j = 0; j < count; j++) out[j] = in[2 * j];
  }
}

FM_INLINE void invert(float *restrict a, float *restrict b, int count) {
  for (int i = 0; i < count; i++) {
    const float of_both = 1 / (a[i] * b[i]), old = a[i];
    a[i] = of_both * b[i];
    b[i] = of_both * old;
  }
}

/// The linear system of a fixed-point step, row by row.
FM_CLONES static void assemble(const fm_refinement *r, float *const *p, float **rows, float *const (*halves)[2],
                               const float *u, const float *v, int w, int h, int half) {
  for (int y = 0; y < h; y++) {
    float *const above = rows[WEIGHT_ABOVE];
    rows[WEIGHT_ABOVE] = rows[WEIGHT];
    rows[WEIGHT] = above;
    data_term(r, p, rows, (long)y * w, w);
    edge_weights(r, p, rows[WEIGHT], y, w, h);
    smoothness_term(rows, u, v, y, w, h);
    invert(rows[A11], rows[A22], w);
    for (int i = WEIGHT; i <= B2; i++) split(rows[i], halves[i], y, w, half);
  }
}

FM_CLONES static void join(float *plane, float *const halves[2], int w, int h, int half) {
  for (int y = 0; y < h; y++) {
    for (int c = 0; c < 2; c++) {
      const float *restrict in = halves[c] + (long)(y + 1) * half + 1;
      float *restrict row = plane + (long)y * w + ((y + c) & 1);
      const int count = (w - ((y + c) & 1) + 1) / 2;
      for (int j = 0; j < count; j++) row[2 * j] = in[j];
    }
  }
}

/// One colour of a sweep. Places outside the image have weight and increment zero.
FM_CLONES static void relax(float *const (*p)[2], int c, int w, int h, int half) {
  for (int y = 0; y < h; y++) {
    const int odd = (y + c) & 1, count = (w - odd + 1) / 2;
    const long row = (long)(y + 1) * half + 1;
    // Of the other colour: the column to the left is at j - 1 or j, the one to the right at j or j + 1.
    const long left = row + (odd ? 0 : -1), right = left + 1;
    const float *restrict weight = p[H_WEIGHT][c] + row;
    const float *restrict weight_left = p[H_WEIGHT][1 - c] + left;
    const float *restrict weight_above = p[H_WEIGHT][1 - c] + row - half;
    const float *restrict a11 = p[H_A11][c] + row, *restrict a12 = p[H_A12][c] + row;
    const float *restrict a22 = p[H_A22][c] + row;
    const float *restrict b1 = p[H_B1][c] + row, *restrict b2 = p[H_B2][c] + row;
    const float *restrict u = p[H_DU][1 - c], *restrict v = p[H_DV][1 - c];
    float *restrict du = p[H_DU][c] + row, *restrict dv = p[H_DV][c] + row;
    for (int j = 0; j < count; j++) {
      const float near_u = weight_left[j] * u[left + j] + weight[j] * u[right + j] +
                           weight_above[j] * u[row - half + j] + weight[j] * u[row + half + j];
      const float near_v = weight_left[j] * v[left + j] + weight[j] * v[right + j] +
                           weight_above[j] * v[row - half + j] + weight[j] * v[row + half + j];
      du[j] += relaxation * ((near_u + b1[j] - dv[j] * a12[j]) * a11[j] - du[j]);
      dv[j] += relaxation * ((near_v + b2[j] - du[j] * a12[j]) * a22[j] - dv[j]);
    }
  }
}

FM_CLONES static void add(const float *restrict a, const float *restrict b, float *restrict result, long count) {
  for (long i = 0; i < count; i++) result[i] = a[i] + b[i];
}

FM_CLONES static void prepare(float *const *p, const float *newer, const float *older, const float *u,
                              const float *v, int w, int h) {
  const long count = (long)w * h;
  fm_warp(older, u, v, p[IZ], w, h, 0, h, FM_NEAREST);
  for (long i = 0; i < count; i++) p[SCRATCH][i] = 0.5f * (newer[i] + p[IZ][i]);
  for (long i = 0; i < count; i++) p[IZ][i] -= newer[i];
  differences(p[SCRATCH], p[IX], p[IY], w, h);
  differences(p[IZ], p[IXZ], p[IYZ], w, h);
  differences(p[IX], p[IXX], p[IXY], w, h);
  differences(p[IY], NULL, p[IYY], w, h);
  for (long i = 0; i < count; i++) {
    p[OF_Z][i] = 1 / (p[IX][i] * p[IX][i] + p[IY][i] * p[IY][i] + zeta_squared);
    p[OF_X][i] = 1 / (p[IXX][i] * p[IXX][i] + p[IXY][i] * p[IXY][i] + zeta_squared);
    p[OF_Y][i] = 1 / (p[IYY][i] * p[IYY][i] + p[IXY][i] * p[IXY][i] + zeta_squared);
  }
}

int fm_refine(const fm_refinement *r, const float *newer, const float *older, float *u, float *v, int w, int h) {
  const long count = (long)w * h;
  const int half = (w + 1) / 2 + 2;
  const long half_count = (long)half * (h + 2);
  const long halves_at = PLANES * count + ROWS * w;
  float *memory = malloc(sizeof(float) * (size_t)(halves_at + HALVES * 2 * half_count));
  if (memory == NULL) return -1;
  float *p[PLANES], *rows[ROWS], *halves[HALVES][2];
  for (int i = 0; i < PLANES; i++) p[i] = memory + i * count;
  for (int i = 0; i < ROWS; i++) rows[i] = memory + PLANES * count + (long)i * w;
  for (int i = 0; i < HALVES; i++)
    for (int c = 0; c < 2; c++) halves[i][c] = memory + halves_at + (2 * i + c) * half_count;
  memset(memory + halves_at, 0, sizeof(float) * (size_t)(HALVES * 2 * half_count));

  prepare(p, newer, older, u, v, w, h);
  memset(p[DU], 0, sizeof(float) * (size_t)count);
  memset(p[DV], 0, sizeof(float) * (size_t)count);
  memcpy(p[NOW_U], u, sizeof(float) * (size_t)count);
  memcpy(p[NOW_V], v, sizeof(float) * (size_t)count);
  for (int step = 0; step < r->fixed; step++) {
    assemble(r, p, rows, halves, u, v, w, h, half);
    for (int sweep = 0; sweep < r->sweeps; sweep++) {
      relax(halves, 0, w, h, half);
      relax(halves, 1, w, h, half);
    }
    join(p[DU], halves[H_DU], w, h, half);
    join(p[DV], halves[H_DV], w, h, half);
    add(u, p[DU], p[NOW_U], count);
    add(v, p[DV], p[NOW_V], count);
  }
  memcpy(u, p[NOW_U], sizeof(float) * (size_t)count);
  memcpy(v, p[NOW_V], sizeof(float) * (size_t)count);
  free(memory);
  return 0;
}
