// Memory for arenas: whole pages, zeroed by the system. An arena that fills a huge page gets huge ones where the
// system has them; for a smaller one, zeroing a huge page would take longer than most programs.
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

#include "include/CForeframeKernels.h"

// Kernels may read up to a vector after the end of an operand.
enum { padding_floats = 64 };
static const size_t huge_page = 2 << 20;

static size_t page_size(int64_t floats) {
  const size_t bytes = ((size_t)floats + padding_floats) * sizeof(float);
  return bytes < huge_page ? (size_t)sysconf(_SC_PAGESIZE) : huge_page;
}

static size_t arena_bytes(int64_t floats) {
  const size_t bytes = ((size_t)floats + padding_floats) * sizeof(float), page = page_size(floats);
  return (bytes + page - 1) / page * page;
}

float *ff_arena_allocate(int64_t floats) {
  if (floats < 0 || (uint64_t)floats > SIZE_MAX / sizeof(float) / 2) return NULL;
  const size_t bytes = arena_bytes(floats), page = page_size(floats);
  // One page too many, so that a multiple of the page's size can be cut out of it.
  char *memory =
      mmap(NULL, bytes + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return NULL;
  const size_t head = (page - (uintptr_t)memory % page) % page;
  if (head > 0) munmap(memory, head);
  if (head < page) munmap(memory + head + bytes, page - head);
#ifdef MADV_HUGEPAGE
  if (page == huge_page) madvise(memory + head, bytes, MADV_HUGEPAGE);
#endif
  return (float *)(memory + head);
}

void ff_arena_free(float *arena, int64_t floats) {
  if (arena) munmap(arena, arena_bytes(floats));
}
