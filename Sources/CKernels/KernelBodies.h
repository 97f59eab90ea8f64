// The kernels as C for one instruction set. Included once by each Kernels_*.c, which defines
// FF_TABLE (the table's name), FF_ISA (its text), VECTOR, TILE_VECTORS and TILE_PIXELS, and
// surrounds the include with a target attribute.
#include "KernelTable.h"
#include "OpenCLPrelude.h"

#pragma STDC FP_CONTRACT OFF

#include "../../Kernels/vectors.cl"

#include "../../Kernels/activations.cl"

#include "../../Kernels/tile.cl"

#include "../../Kernels/convolution.cl"
#include "../../Kernels/filter_gradient.cl"
#include "../../Kernels/gather.cl"
#include "../../Kernels/pack.cl"
#include "../../Kernels/philox.cl"
#include "../../Kernels/random.cl"
#include "../../Kernels/reduce.cl"
#include "../../Kernels/scatter.cl"

#include "../../Kernels/warp_place.cl"

#include "../../Kernels/warp.cl"

#include "../../Kernels/winograd_points.cl"

#include "../../Kernels/winograd.cl"
#include "../../Kernels/winograd_gradient.cl"

#include "PointwiseBody.h"

#include "WinogradThenPointwise.h"

DEFINE_BODY(convolution, ff_convolution)
DEFINE_BODY(convolution_narrow, ff_convolution)
DEFINE_BODY(filter_gradient, ff_filter_gradient)
DEFINE_BODY(winograd_filter, ff_winograd_filter)
DEFINE_BODY(winograd, ff_winograd)
DEFINE_BODY(winograd_correlate, ff_winograd_gradient)
DEFINE_BODY(winograd_collect, ff_winograd_gradient)
DEFINE_BODY(pack, ff_pack)
DEFINE_BODY(reduce, ff_reduce)
DEFINE_BODY(gather, ff_gather)
DEFINE_BODY(sort_rows, ff_scatter)
DEFINE_BODY(scatter_add, ff_scatter)
DEFINE_BODY(warp, ff_warp)
DEFINE_BODY(transposed_warp, ff_warp)
DEFINE_BODY(displacement_gradient, ff_warp)
DEFINE_BODY(random_numbers, ff_random)

// As many independent sums as a register tile has: nothing but multiply-adds in registers.
static float fma_peak(int64_t rounds) {
  FLOATV sum[TILE_VECTORS * TILE_PIXELS], total = (FLOATV)(0.0f);
  const FLOATV factor = (FLOATV)(0.999f);
  FLOATV term = (FLOATV)(0.001f);
  for (int i = 0; i < TILE_VECTORS * TILE_PIXELS; i++) sum[i] = (FLOATV)((float)i);
  for (int64_t round = 0; round < rounds; round++) {
    _Pragma("unroll") for (int i = 0; i < TILE_VECTORS * TILE_PIXELS; i++) sum[i] =
        FMA(sum[i], factor, term);
  }
  for (int i = 0; i < TILE_VECTORS * TILE_PIXELS; i++) total += sum[i];
  return total[0];
}

const ff_kernel_table FF_TABLE = {
    .name = FF_ISA,
    .geometry = {VECTOR, TILE_VECTORS, TILE_PIXELS, VECTOR * TILE_VECTORS},
    .convolution = convolution_body,
    .convolution_narrow = convolution_narrow_body,
    .filter_gradient = filter_gradient_body,
    .winograd_filter = winograd_filter_body,
    .winograd = winograd_body,
    .winograd_then_pointwise = winograd_then_pointwise_body,
    .winograd_correlate = winograd_correlate_body,
    .winograd_collect = winograd_collect_body,
    .pack = pack_body,
    .reduce = reduce_body,
    .gather = gather_body,
    .sort_rows = sort_rows_body,
    .scatter_add = scatter_add_body,
    .warp = warp_body,
    .transposed_warp = transposed_warp_body,
    .displacement_gradient = displacement_gradient_body,
    .random = random_numbers_body,
    .pointwise = pointwise_body,
    .fma_peak = fma_peak,
};
