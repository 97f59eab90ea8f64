/// A kernel, and which parts of the arena it reads and writes.
public struct Launch: Sendable {
  public var kernel: Kernel
  /// Slots read and written, for the plan's invariants.
  public var reads: [Int]
  public var writes: [Int]
  /// What it is for, as shown by `inspect` and profiles.
  public var label: String
  /// Whether it may run pixel by pixel after the convolution before it, on what that has just
  /// finished and is still in the cache; otherwise it comes when all of that is done.
  public var follows: Bool

  public init(
    kernel: Kernel, reads: [Int], writes: [Int], label: String, follows: Bool = false
  ) {
    self.kernel = kernel
    self.reads = reads
    self.writes = writes
    self.label = label
    self.follows = follows
  }
}
