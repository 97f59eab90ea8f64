// Adds up the partial sums of a product that was cut along its sum (gpu_target.cl).
//
//   y[batch, pixel, c] = bias[c] + addend[batch, pixel, c] + sum of partial[part, batch, pixel, c]
//
// Parts are added in their order. One work-item finishes four neighbouring channels; items are
// [batch][pixel][channels / 4].

kernel __attribute__((reqd_work_group_size(GPU_GROUP, 1, 1)))
void gpu_sum(global float *arena, const ff_gpu_sum p) {
  const uint quads = (uint)p.width / 4, item = (uint)get_global_id(0);
  const uint pixels = (uint)(p.target.images * p.target.height * p.target.width);
  const uint all = (uint)p.target.batches * pixels;
  const uint line = item / quads, channel = (item - line * quads) * 4;
  if (line >= all) return;
  global const float *from = arena + p.partial + (ff_int)line * p.width + channel;
  float4 sum = (float4)(0.0f);
  for (int part = 0; part < (int)p.parts; part++)
    sum += *(global const float4 *)(from + (ff_int)part * all * p.width);
  const uint batch = line / pixels;
  finish_quad(arena, &p.target, (int)batch, (int)(line - batch * pixels), (int)channel, sum);
}
