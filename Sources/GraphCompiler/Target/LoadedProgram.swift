/// A program with its arena on a device.
public protocol LoadedProgram: AnyObject {
  var program: Program { get }
  /// Copies floats into the arena at `offset` (in floats). If they belong to a parameter, the caller runs
  /// the prologue again; ``Executor`` does.
  func write(_ values: UnsafeBufferPointer<Float>, at offset: Int) throws
  /// Copies floats out of the arena, after everything enqueued has finished.
  func read(into values: UnsafeMutableBufferPointer<Float>, at offset: Int) throws
  /// Runs the prologue.
  func runPrologue() throws
  /// Runs the step once. May return before it has finished; ``read(into:at:)`` waits.
  func runStep() throws
  /// Runs the step once in parts of about equally many launches, at most `parts`. Each has finished
  /// when `after` is told of it; if that throws, the rest is left undone and the arena's content is
  /// not that of any run. Default: in one part.
  func runStep(parts: Int, after: (_ done: Int, _ total: Int) throws -> Void) throws
  /// Runs the step once, launch by launch, and returns the seconds that each took.
  func profileStep() throws -> [Double]
  /// The share of the workers' time that a step's work fills, 0 to 1, as it is cut: in what is missing,
  /// some workers wait while others work. Counted, not timed; nil where that is not known.
  var balance: Double? { get }
}

extension LoadedProgram {
  public var balance: Double? { nil }

  public func runStep(parts: Int, after: (_ done: Int, _ total: Int) throws -> Void) throws {
    try runStep()
    try after(1, 1)
  }
}
