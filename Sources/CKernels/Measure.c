// What the machine can do at most: the ceilings that kernels are measured against.
#include <string.h>
#include <time.h>

#include "include/CForeframeKernels.h"

typedef struct probe {
  const ff_kernel_table *table;
  int64_t rounds;
  volatile float sink;
} probe;

static void peak_body(float *arena, const void *parameters, int64_t first, int64_t last) {
  probe *p = (probe *)parameters;
  (void)arena;
  for (int64_t item = first; item < last; item++) p->sink = p->table->fma_peak(p->rounds);
}

enum { copy_floats = 1 << 23 };  // 32 MB for each thread and direction

static void copy_body(float *arena, const void *parameters, int64_t first, int64_t last) {
  (void)parameters;
  for (int64_t item = first; item < last; item++) {
    float *source = arena + 2 * item * (int64_t)copy_floats;
    memcpy(source + copy_floats, source, copy_floats * sizeof(float));
  }
}

static double seconds_now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

// The shortest time of a launch, repeated for a quarter of a second after one warm-up.
static double shortest(ff_pool *pool, ff_launch launch, float *arena) {
  ff_program_run(pool, &launch, 1, arena);
  double best = 1e30;
  const double stop = seconds_now() + 0.25;
  for (int tries = 0; tries < 3 || seconds_now() < stop; tries++) {
    const double start = seconds_now();
    ff_program_run(pool, &launch, 1, arena);
    const double time = seconds_now() - start;
    if (time < best) best = time;
  }
  return best;
}

double ff_measure_fma_peak(int64_t threads) {
  ff_pool *pool = ff_pool_create(threads);
  if (!pool) return 0;
  const int64_t used = ff_pool_threads(pool);
  const ff_kernel_table *table = ff_kernels_best();
  const ff_geometry *g = &table->geometry;
  probe p = {table, 200000, 0};
  const double flops = 2.0 * (double)(g->vector * g->tile_vectors * g->tile_pixels) *
                       (double)p.rounds * (double)used;
  const double time = shortest(pool, (ff_launch){peak_body, &p, used, INT64_MAX}, NULL);
  ff_pool_destroy(pool);
  return flops / time * 1e-9;
}

double ff_measure_copy(int64_t threads) {
  ff_pool *pool = ff_pool_create(threads);
  if (!pool) return 0;
  const int64_t used = ff_pool_threads(pool);
  const int64_t floats = 2 * used * (int64_t)copy_floats;
  float *arena = ff_arena_allocate(floats);
  double rate = 0;
  if (arena) {
    memset(arena, 0, (size_t)floats * sizeof(float));
    const double time = shortest(pool, (ff_launch){copy_body, NULL, used, INT64_MAX}, arena);
    rate = (double)floats * sizeof(float) / time * 1e-9;
  }
  ff_arena_free(arena, floats);
  ff_pool_destroy(pool);
  return rate;
}
