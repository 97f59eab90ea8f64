// Which of the compiled tables this processor can run.
#include <stdlib.h>
#include <string.h>

#include "KernelTable.h"

const ff_kernel_table *ff_kernels_named(const char *name) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  const int avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
                     __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq");
  const int avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  if (strcmp(name, ff_table_avx512.name) == 0) return avx512 && avx2 ? &ff_table_avx512 : NULL;
  if (strcmp(name, ff_table_avx2.name) == 0) return avx2 ? &ff_table_avx2 : NULL;
#endif
  return strcmp(name, ff_table_plain.name) == 0 ? &ff_table_plain : NULL;
}

const ff_bf16_table *ff_bf16_kernels(const ff_kernel_table *table) {
#if defined(__x86_64__)
  if (table == &ff_table_avx512 && __builtin_cpu_supports("avx512bf16")) return &ff_bf16_avx512;
#endif
  (void)table;
  return NULL;
}

const ff_kernel_table *ff_kernels_best(void) {
  const char *wish = getenv("FOREFRAME_ISA");
  const ff_kernel_table *table = wish ? ff_kernels_named(wish) : NULL;
  if (!table) table = ff_kernels_named("avx512");
  if (!table) table = ff_kernels_named("avx2");
  return table ? table : &ff_table_plain;
}
