// Random numbers that depend on (seed, step, node, position) alone: Philox 4x32-10
// (Salmon, Moraes, Dror, Shaw: Parallel random numbers: as easy as 1, 2, 3; SC 2011).
//
//   key = seed (48 bits), counter = (position / 4, its high half, step, node)
//   uniform:  the upper 24 bits of word j, times 2^-24, so 0 <= y < 1
//   normal:   words (0, 1) and (2, 3) by Box and Muller's transform: with u in (0, 1] and v in
//             [0, 1), sqrt(-2 ln u) cos(2 pi v) and sqrt(-2 ln u) sin(2 pi v)
//
// The seed is three whole numbers below 2^24, stored as floats: low and high part, and the step.
// One work-item makes NUMBERS_PER_ITEM numbers. Needs philox.cl and activations.cl.

#define NUMBERS_PER_ITEM 4096
#define GROUP 64

ITEM_KERNEL void random_numbers(global float *arena, const ff_random p) {
  const ff_int first = get_global_id(0) * NUMBERS_PER_ITEM;
  const ff_int last = min(first + NUMBERS_PER_ITEM, p.count);
  const uint low = (uint)arena[p.seed], high = (uint)arena[p.seed + 1];
  const uint step = (uint)arena[p.seed + 2];
  const uint key0 = low | high << 24, key1 = high >> 8;
  // Words 0 ... 3 of GROUP counters, each in its own quarter.
  float words[4 * GROUP], numbers[4 * GROUP];
  for (ff_int start = first; start < last; start += 4 * GROUP) {
    for (int i = 0; i < GROUP; i++) {
      const ulong counter = (ulong)(start / 4 + i);
      uint w0, w1, w2, w3;
      philox(key0, key1, (uint)counter, (uint)(counter >> 32), step, (uint)p.node, &w0, &w1, &w2,
             &w3);
      words[i] = (float)(int)(w0 >> 8) * 0x1p-24f;
      words[GROUP + i] = (float)(int)(w1 >> 8) * 0x1p-24f;
      words[2 * GROUP + i] = (float)(int)(w2 >> 8) * 0x1p-24f;
      words[3 * GROUP + i] = (float)(int)(w3 >> 8) * 0x1p-24f;
    }
    if (p.normal) {
      for (int i = 0; i < GROUP; i += VECTOR) {
        for (int pair = 0; pair < 4 * GROUP; pair += 2 * GROUP) {
          float *cosine = words + pair + i, *sine = words + pair + GROUP + i;
          const FLOATV u = LOADV((const float *)cosine) + (FLOATV)(0x1p-24f);
          const FLOATV angle = LOADV((const float *)sine) * (FLOATV)(0x1.921fb6p+2f);
          const FLOATV radius = sqrt((FLOATV)(-2.0f) * ff_log(u));
          STOREV(radius * ff_cos(angle), cosine);
          STOREV(radius * ff_sin(angle), sine);
        }
      }
    }
    for (int i = 0; i < GROUP; i++)
      for (int j = 0; j < 4; j++) numbers[4 * i + j] = words[j * GROUP + i];
    const ff_int end = min(last - start, (ff_int)(4 * GROUP));
    for (ff_int i = 0; i < end; i++) arena[p.y + start + i] = numbers[i];
  }
}
