// Words for NVIDIA's matrix instructions (gpu_words.cl says what is needed), by PTX inside of OpenCL
// C. Needs compute capability 8.0.

// NVIDIA's OpenCL C says `asm`; clang's, which is strict, knows the other word alone.
#ifdef __clang__
#define PTX __asm__
#else
#define PTX asm
#endif

// To tf32 to the nearest, ties away from zero; to bf16 to the nearest, ties to even, two to a word with
// `low` in its lower half.
INLINE uint word_of(const float low, const float high) {
  uint word;
#if INSTRUCTION_DEPTH == 8
  PTX("cvt.rna.tf32.f32 %0, %1;" : "=r"(word) : "f"(low));
#else
  PTX("cvt.rn.bf16x2.f32 %0, %1, %2;" : "=r"(word) : "f"(high), "f"(low));
#endif
  return word;
}
