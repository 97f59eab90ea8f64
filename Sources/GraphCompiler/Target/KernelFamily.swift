/// Which kernels a program is lowered to.
public enum KernelFamily: String, Hashable, Sendable, CaseIterable {
  /// Cut for processors: one work-item in a group sweeps a large piece, alone.
  case processor
  /// Cut for GPUs: the items of a work-group share tiles in local memory.
  case gpu
}
