// Winograd convolution of stride 1, channels last: F(4x4, 3x3) and F(2x2, 5x5).
//
// An output tile of m x m pixels is computed from a tile of 6 x 6 inputs (m + filter - 1 = 6):
//
//   y = At [ (G w Gt) . (Bt x B) ] A          `.`: 36 products, one for each point
//
// Points 0, +-sqrt(2), +-1/sqrt(2), infinity: about the error of the direct convolution, where 1
// and 2 would lose three times more (Barabasz et al., "Error analysis and improving the accuracy of
// Winograd convolution", 2020). B depends on the points alone, so both sizes share it.
//
// The kernels are in winograd.cl and winograd_gradient.cl. A tile that reaches over the edge reads
// zeros and stores what is inside.

#define POINTS 6

// sqrt(2) and half of it: the points.
#define ROOT 1.41421356237309505f
#define HALF_ROOT 0.70710678118654752f

// One column of Bt x: six inputs into six points.
INLINE void input_points(const FLOATV d[POINTS], FLOATV t[POINTS]) {
  const FLOATV near = (FLOATV)(-0.5f), far = (FLOATV)(-2.0f), both = (FLOATV)(-2.5f);
  const FLOATV even_a = FMA(near, d[2], d[4]), odd_a = FMA(near, d[1], d[3]) * ROOT;
  const FLOATV even_b = FMA(far, d[2], d[4]), odd_b = FMA(far, d[1], d[3]) * HALF_ROOT;
  t[0] = FMA(both, d[2], d[0] + d[4]);
  t[1] = even_a + odd_a;
  t[2] = even_a - odd_a;
  t[3] = even_b + odd_b;
  t[4] = even_b - odd_b;
  t[5] = FMA(both, d[3], d[1] + d[5]);
}

// The polynomial with `size` (2 to 5) coefficients at the points; at infinity, the last coefficient.
// This is A m, and G w but for a factor.
INLINE void evaluate(const FLOATV g[5], const int size, FLOATV t[POINTS]) {
  FLOATV even_a = g[0], odd_a = g[1], even_b = g[0], odd_b = g[1];
  if (size > 2) {
    even_a = FMA((FLOATV)(2.0f), g[2], even_a);
    even_b = FMA((FLOATV)(0.5f), g[2], even_b);
  }
  if (size > 3) {
    odd_a = FMA((FLOATV)(2.0f), g[3], odd_a);
    odd_b = FMA((FLOATV)(0.5f), g[3], odd_b);
  }
  if (size > 4) {
    even_a = FMA((FLOATV)(4.0f), g[4], even_a);
    even_b = FMA((FLOATV)(0.25f), g[4], even_b);
  }
  t[0] = g[0];
  t[1] = FMA((FLOATV)(ROOT), odd_a, even_a);
  t[2] = FMA((FLOATV)(-ROOT), odd_a, even_a);
  t[3] = FMA((FLOATV)(HALF_ROOT), odd_b, even_b);
  t[4] = FMA((FLOATV)(-HALF_ROOT), odd_b, even_b);
  t[5] = g[size - 1];
}

// The transposed map, six points into `size` numbers: At m, and Gt but for a factor.
INLINE void combine(const FLOATV t[POINTS], const int size, FLOATV y[5]) {
  const FLOATV even_a = t[1] + t[2], even_b = t[3] + t[4];
  const FLOATV odd_a = t[1] - t[2], odd_b = t[3] - t[4];
  y[0] = t[0] + (even_a + even_b);
  y[1] = FMA((FLOATV)(ROOT), odd_a, odd_b * HALF_ROOT);
  if (size > 2) y[2] = FMA((FLOATV)(2.0f), even_a, even_b * 0.5f);
  if (size > 3) y[3] = FMA((FLOATV)(2.0f * ROOT), odd_a, odd_b * (0.5f * HALF_ROOT));
  if (size > 4) y[4] = FMA((FLOATV)(4.0f), even_a, even_b * 0.25f);
  y[size - 1] += t[5];
}

// What G has besides: 1 over the product of a point's distances from the others.
INLINE void normalise(FLOATV t[POINTS]) {
  const FLOATV sixth = (FLOATV)(1.0f / 6.0f), thirds = (FLOATV)(-2.0f / 3.0f);
  t[1] *= sixth;
  t[2] *= sixth;
  t[3] *= thirds;
  t[4] *= thirds;
}

// Where a tile lies.
typedef struct tile_place {
  ff_int image, row, column;   // of its first output pixel
} tile_place;

INLINE tile_place tile_place_of(const ff_int number, const ff_int rows, const ff_int columns,
                               const ff_int size) {
  const ff_int image = number / (rows * columns), rest = number - image * (rows * columns);
  const ff_int row = rest / columns;
  tile_place place = {image, row * size, (rest - row * columns) * size};
  return place;
}

// Where the 6 x 6 inputs of a tile are: rows and columns as offsets, or -1 outside.
typedef struct tile_window {
  ff_int row[POINTS], column[POINTS];
} tile_window;

INLINE tile_window window_of(const tile_place place, const ff_int pad, const ff_int height,
                             const ff_int width, const ff_int x_row, const ff_int x_pixel) {
  tile_window w;
  for (int i = 0; i < POINTS; i++) {
    const ff_int iy = place.row + i - pad, ix = place.column + i - pad;
    w.row[i] = iy >= 0 && iy < height ? iy * x_row : -1;
    w.column[i] = ix >= 0 && ix < width ? ix * x_pixel : -1;
  }
  return w;
}

// Where input (i, j) of a tile is, or the page of zeros.
INLINE ff_int window_at(const tile_window *w, const ff_int image, const ff_int zero, const int i,
                        const int j) {
  return w->row[i] >= 0 && w->column[j] >= 0 ? image + w->row[i] + w->column[j] : zero;
}

// Six inputs along x at one point: B from the left, for one column of points.
typedef struct column_weights {
  int at[4];                  // inputs that count
  float weight[4];
} column_weights;

INLINE column_weights weights_of(const int x_point) {
  const float near = x_point < 3 ? -0.5f : -2.0f;
  const float root = x_point < 3 ? ROOT : HALF_ROOT;
  const float sign = x_point == 1 || x_point == 3 ? 1.0f : -1.0f;
  column_weights w = {{4, 2, 3, 1}, {1.0f, near, sign * root, sign * root * near}};
  if (x_point == 0 || x_point == 5) {
    const int start = x_point == 5;
    column_weights end = {{start, start + 4, start + 2, start}, {1.0f, 1.0f, -2.5f, 0.0f}};
    return end;
  }
  return w;
}

// Bt x B of one tile at one column of points: vectors of channels lie `vector` apart in v, and their
// points along y `point`.
INLINE void transform_tile(global const float *arena, const tile_window *window,
                           const ff_int image, const ff_int zero, const column_weights *w,
                           const ff_int channels, global float *v, const ff_int vector,
                           const ff_int point) {
  const FLOATV w0 = (FLOATV)(w->weight[0]), w1 = (FLOATV)(w->weight[1]);
  const FLOATV w2 = (FLOATV)(w->weight[2]), w3 = (FLOATV)(w->weight[3]);
  global const float *x[POINTS][4];
  for (int i = 0; i < POINTS; i++)
    for (int k = 0; k < 4; k++) x[i][k] = arena + window_at(window, image, zero, i, w->at[k]);
  for (ff_int c = 0; c < channels; c += VECTOR) {
    const ff_int left = channels - c;
    FLOATV d[POINTS], t[POINTS];
    _Pragma("unroll") for (int i = 0; i < POINTS; i++) {
      d[i] = load_part(x[i][0] + c, left) * w0;
      d[i] = FMA(load_part(x[i][1] + c, left), w1, d[i]);
      d[i] = FMA(load_part(x[i][2] + c, left), w2, d[i]);
      d[i] = FMA(load_part(x[i][3] + c, left), w3, d[i]);
    }
    input_points(d, t);
    _Pragma("unroll") for (int i = 0; i < POINTS; i++) STOREV(t[i], v + i * point);
    v += vector;
  }
}
