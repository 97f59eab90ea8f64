// Random numbers for GPUs: those of random.cl, one counter (four numbers) for each work-item.
//
// Needs philox.cl and activations.cl with VECTOR = 1.

kernel __attribute__((reqd_work_group_size(GPU_GROUP, 1, 1)))
void gpu_random(global float *arena, const ff_random p) {
  const ulong counter = get_global_id(0);
  const ff_int first = 4 * (ff_int)counter;
  if (first >= p.count) return;
  const uint low = (uint)arena[p.seed], high = (uint)arena[p.seed + 1];
  const uint step = (uint)arena[p.seed + 2];
  uint word[4];
  philox(low | high << 24, high >> 8, (uint)counter, (uint)(counter >> 32), step, (uint)p.node,
         &word[0], &word[1], &word[2], &word[3]);
  float numbers[4];
  for (int i = 0; i < 4; i++) numbers[i] = (float)(int)(word[i] >> 8) * 0x1p-24f;
  if (p.normal) {
    for (int i = 0; i < 4; i += 2) {
      const float radius = sqrt(-2.0f * ff_log(numbers[i] + 0x1p-24f));
      const float angle = numbers[i + 1] * 0x1.921fb6p+2f;
      numbers[i] = radius * ff_cos(angle);
      numbers[i + 1] = radius * ff_sin(angle);
    }
  }
  for (int i = 0; i < 4 && first + i < p.count; i++) arena[p.y + first + i] = numbers[i];
}
