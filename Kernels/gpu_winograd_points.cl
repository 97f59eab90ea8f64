// Winograd's transforms (winograd_points.cl) in both directions, as the kernels for GPUs do them: a
// work-item has one channel of one tile (or one number of the filter) at all points, so that
// neighbouring items read and write neighbouring channels.

#define POINT_KERNEL kernel __attribute__((reqd_work_group_size(GPU_GROUP, 1, 1)))

// Numbers at [row][column], the second index along x.
INLINE void store_points(global float *to, const ff_int plane, const float t[POINTS][POINTS]) {
  _Pragma("unroll") for (int i = 0; i < POINTS; i++) {
    _Pragma("unroll") for (int j = 0; j < POINTS; j++) to[(i * POINTS + j) * plane] = t[i][j];
  }
}

// A polynomial in both directions: the filter, with its factors, or the gradients of a tile.
INLINE void evaluate_both(const float g[5][5], const int size, const int normalised,
                          float t[POINTS][POINTS]) {
  float rows[5][POINTS];
  for (int k = 0; k < size; k++) {
    evaluate(g[k], size, rows[k]);
    if (normalised) normalise(rows[k]);
  }
  _Pragma("unroll") for (int j = 0; j < POINTS; j++) {
    float column[5] = {0.0f, 0.0f, 0.0f, 0.0f, 0.0f}, out[POINTS];
    for (int k = 0; k < size; k++) column[k] = rows[k][j];
    evaluate(column, size, out);
    if (normalised) normalise(out);
    _Pragma("unroll") for (int i = 0; i < POINTS; i++) t[i][j] = out[i];
  }
}

// The transposed map: size x size numbers from those at the points.
INLINE void combine_both(global const float *from, const ff_int plane, const int size,
                         const int normalised, float y[5][5]) {
  float columns[POINTS][5];
  _Pragma("unroll") for (int j = 0; j < POINTS; j++) {
    float t[POINTS];
    _Pragma("unroll") for (int i = 0; i < POINTS; i++) t[i] = from[(i * POINTS + j) * plane];
    if (normalised) normalise(t);
    combine(t, size, columns[j]);
  }
  for (int i = 0; i < size; i++) {
    float t[POINTS];
    _Pragma("unroll") for (int j = 0; j < POINTS; j++) t[j] = columns[j][i];
    if (normalised) normalise(t);
    combine(t, size, y[i]);
  }
}
