// Where a displacement leads. Both families of kernels read warps by these functions.
//
// The pixel at p shows what is at q = p + d. Along each axis, q lies in a *cell*, between the pixels
// floor(q) and floor(q) + 1, at a *fraction* of the way from the first to the second:
//
//   pixel      ...  -1     0     1     2   ...
//                    |-----|-----|--*--|          q = 1.4: cell 1, fraction 0.4
//
// The fraction comes from d alone, and p is added to the whole part: p + d would round it away in
// large images. Displacements may be infinite, or no numbers: nothing is converted to a whole number
// before it is brought within the size of the image, and every pixel's number is checked.

// The cell of position + by, and the fraction in it. What is far outside comes to lie in any cell that
// is outside with both of its pixels; so does what is not a number.
INLINE ff_int warp_cell(const ff_int position, const float by, const ff_int size,
                        private float *fraction) {
  const float most = (float)(size + 1);
  const float moved = by < most ? (by > -most ? by : -most) : most;
  const ff_int toward_zero = (ff_int)moved;
  const ff_int whole = toward_zero - (moved < (float)toward_zero ? 1 : 0);
  *fraction = moved - (float)whole;
  return position + whole;
}

// Whether a displacement is two numbers.
INLINE int warp_is_number(const float x, const float y) { return x == x && y == y; }

// The pixel that is read for this one: itself, the nearest one inside, or -1 for zeros.
INLINE ff_int warp_pixel(const ff_int pixel, const ff_int size, const ff_int nearest) {
  if (pixel >= 0 && pixel < size) return pixel;
  return nearest ? (pixel < 0 ? 0 : size - 1) : -1;
}

// Weights of a cell's first and second pixel along an axis: an interpolation's, or their derivatives.
INLINE float warp_first_weight(const float fraction, const ff_int slope) {
  return slope ? -1.0f : 1.0f - fraction;
}

INLINE float warp_second_weight(const float fraction, const ff_int slope) {
  return slope ? 1.0f : fraction;
}
