// The tables that this build has, best first.
#ifndef FF_KERNEL_TABLE_H
#define FF_KERNEL_TABLE_H

#include "include/CForeframeKernels.h"

#if defined(__x86_64__)
extern const ff_kernel_table ff_table_avx512, ff_table_avx2;
extern const ff_bf16_table ff_bf16_avx512;
#endif
extern const ff_kernel_table ff_table_plain;

#endif
