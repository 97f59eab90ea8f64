// The words of matrix instructions: numbers rounded to tf32, or two neighbouring ones, along the sum, to
// bf16. Operands are rounded once, by gpu_round.cl and gpu_pack_words.cl, and lie in memory as words; the
// kernels of products move them as if a word were a number. The text before this one gives
//
//   uint word_of(low, high)    a word of the numbers `low` and `high`; of `low` alone if PACK is 1
//
// Tuning: INSTRUCTION_DEPTH, the steps of an instruction: 8 in tf32, 16 in bf16.

// Numbers in a word.
#define PACK (INSTRUCTION_DEPTH / 8)

// A chunk: four words, of 4 * PACK neighbouring numbers.
INLINE float4 chunk_of(const float numbers[4 * PACK]) {
  uint words[4];
  _Pragma("unroll") for (int i = 0; i < 4; i++) words[i] =
      word_of(numbers[i * PACK], numbers[i * PACK + PACK - 1]);
  return as_float4((uint4)(words[0], words[1], words[2], words[3]));
}
