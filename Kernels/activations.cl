// Elementary functions of FLOATV (VECTOR floats; 1 is a plain float), by our own polynomials.
//
// Every step is one correctly rounded operation, so OpenCL devices with IEEE division and square
// root, and the C path, agree bit for bit (except where FMA is replaced, see vectors.cl).
// Largest errors, in units in the last place, by test over all magnitudes:
//
//   exp 1.0   log 0.8   sigmoid 2.5   tanh 1.5   sin, cos 1.6 for |x| < 10000
//
// NaN in gives NaN out. exp and sigmoid go to 0 and infinity (or 1) without fuss. sin and cos
// lose accuracy beyond |x| = 10000 (without FMA beyond 100) and are meaningless beyond 6e6.

// b where the condition holds, otherwise a; the condition is the result of a comparison.
#define PICK(a, b, condition) select((FLOATV)(a), (FLOATV)(b), (condition))
// Adding this number rounds to a whole number, and leaves it in the low bits.
#define ROUNDER 12582912.0f
#define ROUNDER_BITS 0x4B400000

INLINE FLOATV ff_negate(const FLOATV x) { return -x; }
INLINE FLOATV ff_reciprocal(const FLOATV x) { return (FLOATV)(1.0f) / x; }
INLINE FLOATV ff_sqrt(const FLOATV x) { return sqrt(x); }
INLINE FLOATV ff_abs(const FLOATV x) { return fabs(x); }
INLINE FLOATV ff_add(const FLOATV a, const FLOATV b) { return a + b; }
INLINE FLOATV ff_subtract(const FLOATV a, const FLOATV b) { return a - b; }
INLINE FLOATV ff_multiply(const FLOATV a, const FLOATV b) { return a * b; }
INLINE FLOATV ff_divide(const FLOATV a, const FLOATV b) { return a / b; }

// Adding and subtracting 2^23 rounds to the nearest whole number; larger ones are whole already.
INLINE FLOATV ff_floor(const FLOATV x) {
  const FLOATV limit = (FLOATV)(8388608.0f);
  const FLOATV near = fabs(x) + limit - limit;
  const FLOATV whole = PICK(near, -near, x < (FLOATV)(0.0f));
  const FLOATV below = PICK(whole, whole - (FLOATV)(1.0f), whole > x);
  return select(x, below, fabs(x) < limit);
}

// -1, 0 or 1; NaN for NaN.
INLINE FLOATV ff_sign(const FLOATV x) {
  const FLOATV up = PICK(x, 1.0f, x > (FLOATV)(0.0f));
  return PICK(up, -1.0f, x < (FLOATV)(0.0f));
}

// NaN if either is NaN.
INLINE FLOATV ff_minimum(const FLOATV a, const FLOATV b) {
  return select(b, a, (a < b) | (a != a));
}
INLINE FLOATV ff_maximum(const FLOATV a, const FLOATV b) {
  return select(b, a, (a > b) | (a != a));
}

// 1 where a < b, otherwise 0.
INLINE FLOATV ff_less(const FLOATV a, const FLOATV b) { return PICK(0.0f, 1.0f, a < b); }

// b where a is not zero, otherwise c.
INLINE FLOATV ff_select(const FLOATV a, const FLOATV b, const FLOATV c) {
  return select(c, b, a != (FLOATV)(0.0f));
}

// 2^n p(r) with x = n ln 2 + r. 2^n is applied in two halves, so that results below the smallest
// normal number and above the largest come out right.
INLINE FLOATV ff_exp(const FLOATV x) {
  FLOATV y = PICK(x, 89.0f, x > (FLOATV)(89.0f));
  y = PICK(y, -104.0f, x < (FLOATV)(-104.0f));
  const FLOATV shifted = FMA(y, (FLOATV)(0x1.715476p+0f), (FLOATV)(ROUNDER));
  const FLOATV n = shifted - (FLOATV)(ROUNDER);
  FLOATV r = FMA(n, (FLOATV)(-0x1.62e4p-1f), y);  // exact: the constant is short
  r = FMA(n, (FLOATV)(-0x1.7f7d1cp-20f), r);
  FLOATV p = FMA(r, (FLOATV)(0x1.6a234ap-10f), (FLOATV)(0x1.123a6cp-7f));
  p = FMA(p, r, (FLOATV)(0x1.5558f4p-5f));
  p = FMA(p, r, (FLOATV)(0x1.555490p-3f));
  p = FMA(p, r, (FLOATV)(0x1.fffffcp-2f));
  p = FMA(p, r * r, r) + (FLOATV)(1.0f);
  const INTV whole = AS_INTV(shifted) - (INTV)(ROUNDER_BITS);
  const INTV lower = whole >> 1;
  const FLOATV low = AS_FLOATV((lower + (INTV)(127)) << 23);
  const FLOATV high = AS_FLOATV((whole - lower + (INTV)(127)) << 23);
  return p * low * high;
}

INLINE FLOATV ff_sigmoid(const FLOATV x) {
  return (FLOATV)(1.0f) / ((FLOATV)(1.0f) + ff_exp(-x));
}

// An odd polynomial near zero, (1 - e) / (1 + e) with e = exp(-2 |x|) elsewhere.
INLINE FLOATV ff_tanh(const FLOATV x) {
  const FLOATV u = x * x;
  FLOATV p = FMA(u, (FLOATV)(-0x1.963d36p-8f), (FLOATV)(0x1.586692p-6f));
  p = FMA(p, u, (FLOATV)(-0x1.b90fc0p-5f));
  p = FMA(p, u, (FLOATV)(0x1.110c98p-3f));
  p = FMA(p, u, (FLOATV)(-0x1.555548p-2f));
  const FLOATV small = FMA(p * u, x, x);
  const FLOATV e = ff_exp((FLOATV)(-2.0f) * fabs(x));
  const FLOATV large = ((FLOATV)(1.0f) - e) / ((FLOATV)(1.0f) + e);
  const FLOATV odd = PICK(large, -large, x < (FLOATV)(0.0f));
  return select(odd, small, fabs(x) < (FLOATV)(0.55f));
}

// x = 2^n (1 + f) with 1 + f between sqrt(1/2) and sqrt(2); ln(1 + f) = f - f^2 / 2 + f^3 p(f).
INLINE FLOATV ff_log(const FLOATV x) {
  const FLOATV zero = (FLOATV)(0.0f);
  const FLOATV tiny = (FLOATV)(0x1p-126f);
  const FLOATV y = PICK(x, x * (FLOATV)(0x1p23f), x < tiny);
  INTV bits = AS_INTV(y) - (INTV)(0x3f3504f3);
  const INTV whole = bits >> 23;
  bits = (bits & (INTV)(0x007fffff)) + (INTV)(0x3f3504f3);
  const FLOATV f = AS_FLOATV(bits) - (FLOATV)(1.0f);
  const FLOATV n = CONVERT_FLOATV(whole) - PICK(0.0f, 23.0f, x < tiny);
  FLOATV p = FMA(f, (FLOATV)(0x1.146356p-4f), (FLOATV)(-0x1.de4f84p-4f));
  p = FMA(p, f, (FLOATV)(0x1.e6f5d8p-4f));
  p = FMA(p, f, (FLOATV)(-0x1.fc1f6cp-4f));
  p = FMA(p, f, (FLOATV)(0x1.2336e6p-3f));
  p = FMA(p, f, (FLOATV)(-0x1.555c5ap-3f));
  p = FMA(p, f, (FLOATV)(0x1.99a4bcp-3f));
  p = FMA(p, f, (FLOATV)(-0x1.000006p-2f));
  p = FMA(p, f, (FLOATV)(0x1.555548p-2f));
  const FLOATV square = f * f;
  FLOATV small = FMA(n, (FLOATV)(-0x1.05c610p-29f), p * (square * f));
  small = FMA((FLOATV)(-0.5f), square, small);
  FLOATV result = FMA(n, (FLOATV)(0x1.62e430p-1f), small + f);
  result = PICK(result, -INFINITY, x == zero);
  result = PICK(result, NAN, x < zero);
  return select(result, x, (x == (FLOATV)(INFINITY)) | (x != x));
}

// sin(x + quarter turns): x = n pi / 2 + r, then the polynomial that n calls for.
INLINE FLOATV ff_turned_sine(const FLOATV x, const int quarters) {
  const FLOATV shifted = FMA(x, (FLOATV)(0x1.45f306p-1f), (FLOATV)(ROUNDER));
  const FLOATV n = shifted - (FLOATV)(ROUNDER);
#ifdef NO_FMA
  // Products of n with the first two parts of pi / 2 are exact.
  FLOATV r = FMA(n, (FLOATV)(-0x1.92p+0f), x);
  r = FMA(n, (FLOATV)(-0x1.fb4p-12f), r);
  r = FMA(n, (FLOATV)(-0x1.4442d2p-24f), r);
#else
  FLOATV r = FMA(n, (FLOATV)(-0x1.921fb6p+0f), x);
  r = FMA(n, (FLOATV)(0x1.777a5cp-25f), r);
  r = FMA(n, (FLOATV)(0x1.ee59dap-50f), r);
#endif
  const INTV turn = AS_INTV(shifted) + (INTV)(quarters);
  const FLOATV u = r * r;
  FLOATV s = FMA(u, (FLOATV)(0x1.6cd5ecp-19f), (FLOATV)(-0x1.a00f94p-13f));
  s = FMA(s, u, (FLOATV)(0x1.111108p-7f));
  s = FMA(s, u, (FLOATV)(-0x1.555556p-3f));
  s = FMA(s * u, r, r);
  FLOATV c = FMA(u, (FLOATV)(0x1.99ff40p-16f), (FLOATV)(-0x1.6c0c82p-10f));
  c = FMA(c, u, (FLOATV)(0x1.55554ap-5f));
  c = FMA(c * u, u, FMA((FLOATV)(-0.5f), u, (FLOATV)(1.0f)));
  const FLOATV value = select(s, c, (turn & (INTV)(1)) != (INTV)(0));
  return select(value, -value, (turn & (INTV)(2)) != (INTV)(0));
}

INLINE FLOATV ff_sin(const FLOATV x) { return ff_turned_sine(x, 0); }
INLINE FLOATV ff_cos(const FLOATV x) { return ff_turned_sine(x, 1); }
