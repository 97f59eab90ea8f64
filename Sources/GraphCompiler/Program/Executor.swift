import ForeframeTensorGraph

/// Runs a loaded program by the names of its tensors, and knows when the prologue is due.
public final class Executor {
  /// A name or a size that the program does not have.
  public enum Failure: Error, Equatable {
    case unknownName(String, known: [String])
    case wrongCount(String, expected: Int, given: Int)
    /// Tensors of so many numbers together that no memory could be planned for them.
    case tooLarge(numbers: Int)
  }

  public let loaded: any LoadedProgram
  private var prologueIsDue = true

  public var program: Program { loaded.program }

  public init(_ program: Program, on backend: any Backend) throws {
    loaded = try backend.load(program)
  }

  /// Compiles a graph and loads it.
  ///
  /// - Throws: ``Failure/tooLarge(numbers:)``, or what the backend throws.
  public convenience init(compiling graph: Graph, on backend: any Backend) throws {
    try self.init(Self.program(graph, for: backend), on: backend)
  }

  /// Compiles a graph without loading it.
  ///
  /// - Throws: ``Failure/tooLarge(numbers:)``.
  public static func program(_ graph: Graph, for backend: any Backend) throws -> Program {
    let numbers = graph.nodes.reduce(0) { sum, node in
      let (total, overflow) = sum.addingReportingOverflow(node.shape.count)
      return overflow ? .max : total
    }
    // Far more than any machine has, and far less than what an `Int` counts: the sums and products
    // of the memory plan stay within it.
    guard numbers <= 1 << 46 else { throw Failure.tooLarge(numbers: numbers) }
    return ProgramCompiler.compile(graph, for: backend.compileTarget)
  }

  /// Gives a parameter its value, contiguous in the parameter's shape.
  public func setParameter(_ name: String, _ values: [Float]) throws {
    try write(values, to: name, in: program.parameters)
    prologueIsDue = true
  }

  /// Gives an input its value for the next runs.
  public func setInput(_ name: String, _ values: [Float]) throws {
    try write(values, to: name, in: program.inputs)
  }

  /// The same, without a copy into an array.
  public func setInput(_ name: String, _ values: UnsafeBufferPointer<Float>) throws {
    try write(values, to: name, in: program.inputs)
  }

  /// Runs once. May return before the device has finished.
  public func run() throws {
    try runPrologueIfDue()
    try loaded.runStep()
    if program.changesParameters { prologueIsDue = true }
  }

  /// Runs once in parts, for a program that changes no parameters.
  ///
  /// - Parameters:
  ///   - parts: about how many.
  ///   - after: is told of each part that has finished; may throw, and the rest is left undone.
  public func run(
    parts: Int, after: (_ done: Int, _ total: Int) throws -> Void
  ) throws {
    precondition(!program.changesParameters, "a step of training in parts")
    try runPrologueIfDue()
    try loaded.runStep(parts: parts, after: after)
  }

  /// Runs once in parts, and leaves the rest when `isCancelled` says so before the first parameter is
  /// changed.
  ///
  /// - Parameter parts: about how many.
  /// - Returns: false if it was left: parameters are as before, nothing else is of use.
  public func run(parts: Int, unless isCancelled: () -> Bool) throws -> Bool {
    try runPrologueIfDue()
    let first = program.firstParameterChange
    do {
      try loaded.runStep(parts: parts) { [program] done, total in
        let finished = done * program.step.count / total
        if finished <= first, isCancelled() { throw Cancelled() }
      }
    } catch is Cancelled {
      return false
    }
    if program.changesParameters { prologueIsDue = true }
    return true
  }

  private struct Cancelled: Error {}

  private func runPrologueIfDue() throws {
    guard prologueIsDue else { return }
    try loaded.runPrologue()
    prologueIsDue = false
  }

  /// An output of the last run.
  public func output(_ name: String) throws -> [Float] {
    try read(name, in: program.outputs)
  }

  /// A parameter's present value.
  public func parameter(_ name: String) throws -> [Float] {
    try read(name, in: program.parameters)
  }

  private func write(
    _ values: [Float], to name: String, in bindings: [String: Program.Binding]
  ) throws {
    try values.withUnsafeBufferPointer { try write($0, to: name, in: bindings) }
  }

  private func write(
    _ values: UnsafeBufferPointer<Float>, to name: String,
    in bindings: [String: Program.Binding]
  ) throws {
    let binding = try find(name, in: bindings)
    guard values.count == binding.count else {
      throw Failure.wrongCount(name, expected: binding.count, given: values.count)
    }
    try loaded.write(values, at: binding.offset)
  }

  private func read(_ name: String, in bindings: [String: Program.Binding]) throws -> [Float] {
    let binding = try find(name, in: bindings)
    var result = [Float](repeating: 0, count: binding.count)
    try result.withUnsafeMutableBufferPointer { try loaded.read(into: $0, at: binding.offset) }
    return result
  }

  private func find(
    _ name: String, in bindings: [String: Program.Binding]
  ) throws -> Program.Binding {
    guard let binding = bindings[name] else {
      throw Failure.unknownName(name, known: bindings.keys.sorted())
    }
    return binding
  }
}
