import CForeframeKernels
import ForeframeGraphCompiler
import ForeframeOpenCLBackend
import ForeframeTensorGraph

/// An arena that a test lays out by hand, and launches over it.
struct LaunchCase {
  var arena: [Float] = []
  var launches: [Launch] = []
  private var numbers: Numbers

  init(seed: Int) { numbers = Numbers(UInt64(seed)) }

  /// Adds random floats and returns their offset; 16 floats that nobody may write lie between.
  mutating func floats(_ count: Int) -> Int64 {
    append(numbers.floats(count, in: -1...1))
  }

  mutating func append(_ values: [Float]) -> Int64 {
    let offset = arena.count
    arena += values
    arena += [Float](repeating: LaunchCase.guardValue, count: 32 - arena.count % 16)
    return Int64(offset)
  }

  private static let guardValue: Float = -12345

  mutating func launch(_ kernel: Kernel) {
    launches.append(Launch(kernel: kernel, reads: [], writes: [], label: "trial"))
  }

  /// Runs and returns the arena. Half of the launches stand in the prologue.
  func run(_ backend: OpenCLBackend) throws -> [Float] {
    let half = launches.count / 2
    let program = Program(
      arenaCount: arena.count, literals: [Program.Literal(offset: 0, values: arena)],
      prologue: Array(launches[..<half]), step: Array(launches[half...]))
    let loaded = try backend.load(program)
    try loaded.runPrologue()
    try loaded.runStep()
    return try loaded.floats(at: 0, count: arena.count)
  }
}

/// The largest difference between two arenas, relative to `scale`; NaN counts as infinite.
func largestError(_ found: [Float], _ wanted: [Double], scale: Double = 1) -> Double {
  guard found.count == wanted.count else { return .infinity }
  var worst = 0.0
  for (found, wanted) in zip(found, wanted) {
    let error = abs(Double(found) - wanted) / scale
    worst = error.isNaN ? .infinity : max(worst, error)
  }
  return worst
}
