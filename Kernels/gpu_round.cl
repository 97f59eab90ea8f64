// Rounds images to words (gpu_words.cl), for products by matrix instructions.
//
//   words[image][row][column][word]    numbers of PACK neighbouring channels; whole chunks, zero after the last
//
// Channels may lie in several places; they are put side by side. One work-item writes a chunk.
//
// Tuning: QUAD_LOADS: a chunk lies in one place and may be read four channels at a time.

// Where channel `channel` of a pixel lies, or -1 after the last one.
INLINE ff_int rounded_from(const ff_gpu_round *p, int channel, const int image, const int row,
                           const int column) {
  ff_int from = -1;
  int first = 0;
  _Pragma("unroll") for (int i = 0; i < WINOGRAD_PARTS; i++) {
    const int within = channel - first;
    if (i < (int)p->part_count && within >= 0 && within < (int)p->parts[i].channels)
      from = p->parts[i].x + image * p->parts[i].image + row * p->parts[i].row +
             column * p->parts[i].pixel + within;
    first += (int)p->parts[i].channels;
  }
  return from;
}

kernel __attribute__((reqd_work_group_size(GPU_GROUP, 1, 1)))
void gpu_round(global float *arena, const ff_gpu_round p) {
  const uint item = (uint)get_global_id(0), chunks = (uint)p.chunks;
  const uint pixel = item / chunks;
  if (pixel >= (uint)(p.images * p.height * p.width)) return;
  const uint line = pixel / (uint)p.width, column = pixel - line * (uint)p.width;
  const uint image = line / (uint)p.height, row = line - image * (uint)p.height;
  const int channel = (int)(item - pixel * chunks) * (4 * PACK);
  float numbers[4 * PACK];
#ifdef QUAD_LOADS
  const ff_int from = rounded_from(&p, channel, (int)image, (int)row, (int)column);
  _Pragma("unroll") for (int i = 0; i < PACK; i++) {
    const float4 four = *(global const float4 *)(arena + from + 4 * i);
    numbers[4 * i] = four.x;
    numbers[4 * i + 1] = four.y;
    numbers[4 * i + 2] = four.z;
    numbers[4 * i + 3] = four.w;
  }
#else
  _Pragma("unroll") for (int i = 0; i < 4 * PACK; i++) {
    const ff_int from = rounded_from(&p, channel + i, (int)image, (int)row, (int)column);
    numbers[i] = from >= 0 ? arena[from] : 0.0f;
  }
#endif
  *(global float4 *)(arena + p.words + 4 * (ff_int)item) = chunk_of(numbers);
}
