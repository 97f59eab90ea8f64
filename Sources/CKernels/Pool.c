// Threads that run a program together: every launch is cut into one range of items for each
// thread, who is done helps the others, and all meet at a barrier before the next.
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "include/CForeframeKernels.h"

// Launches with less work than this are run by one thread: waking the others would cost more.
enum { solo_work = 32768 };
// A waiting thread spins for some ten microseconds, gives way for about a millisecond, then sleeps.
enum { spins = 200, yields = 2000 };

// Pieces that were taken of a thread's range: in this shared launch, and in the next one.
typedef struct share {
  _Alignas(64) atomic_long taken[2];
  int64_t turn;  // shared launches so far, as this thread counts them
} share;

struct ff_pool {
  _Atomic int64_t threads;
  share *shares;  // of every thread
  pthread_t *handles;  // of threads 1, 2, ...; thread 0 is the caller
  atomic_long arrived;
  atomic_ulong phase;  // of the barrier
  atomic_long sleepers;
  pthread_mutex_t mutex;
  pthread_cond_t wake;
  // The job, written before a barrier and read after it.
  const ff_launch *launches;
  int64_t count;
  float *arena;
  double *seconds;
  int quit;
};

typedef struct worker {
  ff_pool *pool;
  int64_t index;
} worker;

static inline void relax(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

// The last thread to arrive opens the next phase. A sleeper announces itself before it looks at
// the phase under the lock, and the opener looks for sleepers after it changed the phase: in one
// order of these four steps or the other, nobody sleeps through.
static void meet(ff_pool *pool) {
  if (pool->threads == 1) return;
  const unsigned long phase = atomic_load(&pool->phase);
  if (atomic_fetch_add(&pool->arrived, 1) == pool->threads - 1) {
    atomic_store(&pool->arrived, 0);
    atomic_store(&pool->phase, phase + 1);
    if (atomic_load(&pool->sleepers) > 0) {
      pthread_mutex_lock(&pool->mutex);
      pthread_cond_broadcast(&pool->wake);
      pthread_mutex_unlock(&pool->mutex);
    }
    return;
  }
  for (int i = 0; i < spins + yields; i++) {
    if (atomic_load_explicit(&pool->phase, memory_order_acquire) != phase) return;
    if (i < spins)
      relax();
    else
      sched_yield();
  }
  pthread_mutex_lock(&pool->mutex);
  atomic_fetch_add(&pool->sleepers, 1);
  while (atomic_load(&pool->phase) == phase) pthread_cond_wait(&pool->wake, &pool->mutex);
  atomic_fetch_sub(&pool->sleepers, 1);
  pthread_mutex_unlock(&pool->mutex);
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static int is_solo(const ff_launch *launch) {
  return launch->items <= 1 || launch->work < solo_work;
}

// A thread takes its range in pieces of a half, a quarter and two eighths, so that one that is done can
// help one that is late. It begins with its own: what it computed before is still in its cache.
enum { pieces = 4 };

static void cut_piece(int64_t *first, int64_t *last, int64_t number) {
  const int64_t start = *first, items = *last - *first;
  const int64_t ends[pieces + 1] = {
      0, items - items / 2, items - items / 4, items - items / 8, items};
  *first = start + ends[number];
  *last = start + ends[number + 1];
}

static void run_together(ff_pool *pool, const ff_launch *launch, int64_t thread, float *arena) {
  const int64_t threads = pool->threads;
  if (threads == 1) {
    launch->body(arena, launch->parameters, 0, launch->items);
    return;
  }
  const int64_t turn = pool->shares[thread].turn++ & 1;
  // Nobody is in the launch before any more, nor in the next one yet.
  atomic_store_explicit(&pool->shares[thread].taken[1 - turn], 0, memory_order_relaxed);
  for (int64_t i = 0; i < threads; i++) {
    const int64_t owner = (thread + i) % threads;
    atomic_long *taken = &pool->shares[owner].taken[turn];
    for (;;) {
      const int64_t number = atomic_fetch_add_explicit(taken, 1, memory_order_relaxed);
      if (number >= pieces) break;
      int64_t first = launch->items * owner / threads;
      int64_t last = launch->items * (owner + 1) / threads;
      cut_piece(&first, &last, number);
      if (first < last) launch->body(arena, launch->parameters, first, last);
    }
  }
}

// One thread's share of the job. Launches that follow each other on thread 0 need no barrier.
static void run_share(ff_pool *pool, int64_t thread) {
  // Read once: after the last barrier thread 0 may already be writing the next job.
  const ff_launch *launches = pool->launches;
  const int64_t count = pool->count;
  float *arena = pool->arena;
  double *seconds = pool->seconds;
  double start = seconds ? now() : 0;
  for (int64_t i = 0; i < count; i++) {
    const ff_launch *launch = &launches[i];
    if (is_solo(launch)) {
      if (thread == 0 && launch->items > 0)
        launch->body(arena, launch->parameters, 0, launch->items);
    } else {
      run_together(pool, launch, thread, arena);
    }
    const int ends = i + 1 == count;
    if (ends || seconds || !is_solo(launch) || !is_solo(launch + 1)) meet(pool);
    if (seconds && thread == 0) {
      const double end = now();
      seconds[i] = end - start;
      start = end;
    }
  }
}

static void *work(void *argument) {
  worker *self = argument;
  ff_pool *pool = self->pool;
  const int64_t index = self->index;
  free(self);
  for (;;) {
    meet(pool);
    if (pool->quit) return NULL;
    run_share(pool, index);
  }
}

ff_pool *ff_pool_create(int64_t threads) {
  ff_pool *pool = calloc(1, sizeof *pool);
  if (!pool) return NULL;
  if (threads < 1) threads = 1;
  pool->handles = calloc((size_t)threads, sizeof *pool->handles);
  pool->shares = aligned_alloc(_Alignof(share), (size_t)threads * sizeof *pool->shares);
  if (!pool->handles || !pool->shares) {
    free(pool->shares);
    free(pool->handles);
    free(pool);
    return NULL;
  }
  memset(pool->shares, 0, (size_t)threads * sizeof *pool->shares);
  pthread_mutex_init(&pool->mutex, NULL);
  pthread_cond_init(&pool->wake, NULL);
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, 4 << 20);
  // Nobody may pass the barrier before the number of threads is known.
  pool->threads = threads + 1;
  int64_t started = 1;
  while (started < threads) {
    worker *next = malloc(sizeof *next);
    if (!next) break;
    *next = (worker){pool, started};
    if (pthread_create(&pool->handles[started], &attributes, work, next) != 0) {
      free(next);
      break;
    }
    started++;
  }
  pthread_attr_destroy(&attributes);
  pool->threads = started;
  return pool;
}

int64_t ff_pool_threads(const ff_pool *pool) { return pool->threads; }

void ff_pool_destroy(ff_pool *pool) {
  if (!pool) return;
  pool->quit = 1;
  meet(pool);
  for (int64_t i = 1; i < pool->threads; i++) pthread_join(pool->handles[i], NULL);
  pthread_mutex_destroy(&pool->mutex);
  pthread_cond_destroy(&pool->wake);
  free(pool->shares);
  free(pool->handles);
  free(pool);
}

double ff_program_balance(const ff_launch *launches, int64_t count, int64_t threads) {
  double all = 0, longest = 0;
  for (int64_t i = 0; i < count; i++) {
    const double work = (double)launches[i].work;
    const int64_t items = launches[i].items, most = (items + threads - 1) / threads;
    if (items <= 0) continue;
    all += work;
    longest += is_solo(&launches[i]) ? work : work * (double)most / (double)items;
  }
  return longest > 0 ? all / (longest * (double)threads) : 1;
}

static void run(ff_pool *pool, const ff_launch *launches, int64_t count, float *arena,
                double *seconds) {
  if (count <= 0) return;
  pool->launches = launches;
  pool->count = count;
  pool->arena = arena;
  pool->seconds = seconds;
  meet(pool);
  run_share(pool, 0);
}

void ff_program_run(ff_pool *pool, const ff_launch *launches, int64_t count, float *arena) {
  run(pool, launches, count, arena, NULL);
}

void ff_program_profile(
    ff_pool *pool, const ff_launch *launches, int64_t count, float *arena, double *seconds) {
  run(pool, launches, count, arena, seconds);
}
