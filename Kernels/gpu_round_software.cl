// Words for matrix instructions (gpu_words.cl says what is needed) in plain OpenCL C.

// As the instructions round: to 10 bits after the point, ties away from zero, or to 7, ties to even.
INLINE uint rounded(const float x) {
  const uint word = as_uint(x);
#if INSTRUCTION_DEPTH == 8
  const uint result = (word + 0x1000u) & 0xffffe000u;
#else
  const uint result = (word + 0x7fffu + (word >> 16 & 1u)) & 0xffff0000u;
#endif
  return isnan(x) ? 0x7fff0000u : result;
}

INLINE uint word_of(const float low, const float high) {
#if INSTRUCTION_DEPTH == 8
  return rounded(low);
#else
  return rounded(low) >> 16 | rounded(high);
#endif
}
