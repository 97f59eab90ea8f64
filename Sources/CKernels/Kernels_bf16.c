// The kernels that multiply in bf16, for AVX512-BF16: the register tile of Kernels_avx512.c over
// words of two numbers.
#if defined(__x86_64__)
#include <immintrin.h>

#include "KernelTable.h"

#define VECTOR 16
#define TILE_VECTORS TILE_VECTORS_OF_16
#define TILE_PIXELS TILE_PIXELS_OF_16

#include "OpenCLPrelude.h"

#include "BF16Prelude.h"

#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512vl,avx512bw,avx512dq,avx512bf16,fma"))), \
    apply_to = function)
#pragma STDC FP_CONTRACT OFF

#include "../../Kernels/vectors.cl"

#undef FMA
#define FMA(a, b, sum) DOT_PAIRS(a, b, sum)

#include "../../Kernels/bf16.cl"

#include "../../Kernels/tile.cl"

#include "../../Kernels/convolution.cl"
#include "../../Kernels/filter_gradient.cl"

DEFINE_BODY(convolution, ff_convolution)
DEFINE_BODY(convolution_narrow, ff_convolution)
DEFINE_BODY(filter_gradient, ff_filter_gradient)
DEFINE_BODY(round_channels, ff_bf16)
DEFINE_BODY(round_images, ff_bf16)
DEFINE_BODY(pack_pairs, ff_pack)

#pragma clang attribute pop

const ff_bf16_table ff_bf16_avx512 = {
    .convolution = convolution_body,
    .convolution_narrow = convolution_narrow_body,
    .filter_gradient = filter_gradient_body,
    .round_channels = round_channels_body,
    .round_images = round_images_body,
    .pack_pairs = pack_pairs_body,
};
#endif
