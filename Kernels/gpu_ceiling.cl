// What a device can do at most: the ceilings that kernels for GPUs are measured against.

#define CEILING_SUMS 8

// As many independent sums as a product's item has: nothing but multiply-adds in registers, 4 *
// CEILING_SUMS for each round, four rounds a turn of the loop so that counting takes no share. The
// result keeps the compiler from leaving them out.
kernel __attribute__((reqd_work_group_size(GPU_REDUCE_GROUP, 1, 1)))
void gpu_fma_peak(global float *y, const ff_int rounds) {
  const int item = get_local_id(0);
  float4 sum[CEILING_SUMS];
  const float4 factor = (float4)(0.999f), term = (float4)(0.001f * item);
  _Pragma("unroll") for (int i = 0; i < CEILING_SUMS; i++) sum[i] = (float4)(i);
  const int turns = (int)(rounds / 4);
  for (int turn = 0; turn < turns; turn++) {
    _Pragma("unroll") for (int round = 0; round < 4; round++) {
      _Pragma("unroll") for (int i = 0; i < CEILING_SUMS; i++) sum[i] = FMA(sum[i], factor, term);
    }
  }
  float4 total = (float4)(0.0f);
  _Pragma("unroll") for (int i = 0; i < CEILING_SUMS; i++) total += sum[i];
  y[get_global_id(0)] = total.x + total.y + total.z + total.w;
}

// y[count + i] = y[i], sixteen bytes for each item.
kernel __attribute__((reqd_work_group_size(GPU_REDUCE_GROUP, 1, 1)))
void gpu_copy(global float *y, const ff_int count) {
  global float4 *quads = (global float4 *)y;
  const ff_int item = get_global_id(0);
  quads[count / 4 + item] = quads[item];
}
