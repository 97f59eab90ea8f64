// Copies to local memory (gpu_copy_ptx.cl) in plain OpenCL C: each is done when it is asked for.

INLINE void copy_quad(local float4 *to, global const float *from, const int is_there) {
  *to = is_there ? *(global const float4 *)from : (float4)(0.0f);
}
INLINE void copy_quad_of_many(local float4 *to, global const float *from, const int is_there) {
  copy_quad(to, from, is_there);
}
INLINE void end_copies() {}
INLINE void wait_for_copies() {}
