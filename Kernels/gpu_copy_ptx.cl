// Copies to local memory that run beside the arithmetic, by PTX inside of OpenCL C: `cp.async`. Needs
// compute capability 8.0.

// Sixteen bytes; zeros instead, and nothing is read, if they are not there.
INLINE void copy_quad(local float4 *to, global const float *from, const int is_there) {
  PTX volatile("cp.async.cg.shared.global [%0], [%1], 16, %2;"
               :
               : "r"((uint)(ulong)to), "l"((ulong)from), "r"(is_there ? 16 : 0)
               : "memory");
}

// The same of numbers that this work-group reads again soon: they stay in the first-level cache.
INLINE void copy_quad_of_many(local float4 *to, global const float *from, const int is_there) {
  PTX volatile("cp.async.ca.shared.global [%0], [%1], 16, %2;"
               :
               : "r"((uint)(ulong)to), "l"((ulong)from), "r"(is_there ? 16 : 0)
               : "memory");
}

// Ends a group of copies.
INLINE void end_copies() { PTX volatile("cp.async.commit_group;" : : : "memory"); }

// Waits for this item's copies but those of the newest group.
INLINE void wait_for_copies() { PTX volatile("cp.async.wait_group 1;" : : : "memory"); }
