// The register tile that convolutions and products share.
//
//              TILE_VECTORS x VECTOR channels          each step of ci: one load of each vector of
//            +------------------------------+          weights, one broadcast of each pixel, and
//     TILE_  |  sum[pixel][vector]          |          TILE_PIXELS * TILE_VECTORS fused multiply-
//     PIXELS |                              |          adds
//            +------------------------------+
//
// Tuning: TILE_VECTORS and TILE_PIXELS (their product plus TILE_VECTORS + 1 are registers).

#ifndef TILE_VECTORS
#define TILE_VECTORS 2
#endif
#ifndef TILE_PIXELS
#define TILE_PIXELS 4
#endif
// With fewer vectors of channels, a tile has more pixels.
#define MOST_PIXELS (2 * TILE_PIXELS)

// sum[pixel][vector] += x[pixel][i] * w[vector].
INLINE void multiply_row(FLOATV sum[MOST_PIXELS][TILE_VECTORS], global const float *const *x,
                         const ff_int i, global const float *w, const int vectors,
                         const int pixels) {
  FLOATV weight[TILE_VECTORS];
  _Pragma("unroll") for (int v = 0; v < vectors; v++) weight[v] = LOADV(w + v * VECTOR);
  _Pragma("unroll") for (int q = 0; q < pixels; q++) {
    const FLOATV value = (FLOATV)(x[q][i]);
    _Pragma("unroll") for (int v = 0; v < vectors; v++) sum[q][v] =
        FMA(value, weight[v], sum[q][v]);
  }
}

// sum[pixel][vector] += x[pixel][i] * w[i][vector] for i in 0 ..< n.
INLINE void multiply(FLOATV sum[MOST_PIXELS][TILE_VECTORS], global const float *const *x,
                     global const float *w, const ff_int block, const ff_int n,
                     const int vectors, const int pixels) {
  for (ff_int i = 0; i < n; i++) multiply_row(sum, x, i, w + i * block, vectors, pixels);
}

// The same, asking meanwhile for the next tile, which begins at `ahead` and lies in one piece, and
// for the next weights, a piece at a time: rows are too short, and weights too many, for the hardware
// to foresee.
INLINE void multiply_ahead(FLOATV sum[MOST_PIXELS][TILE_VECTORS], global const float *const *x,
                           global const float *w, const ff_int block, const ff_int n,
                           const int vectors, const int pixels, global const float *ahead,
                           global const float *next_w, const ff_int piece) {
  for (ff_int i = 0; i < n; i++) {
    multiply_row(sum, x, i, w + i * block, vectors, pixels);
    PREFETCH(ahead + i * (pixels + 1));
    PREFETCH(next_w + i * piece);
  }
}
