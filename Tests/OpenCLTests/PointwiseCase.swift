import ForeframeGraphCompiler
import ForeframeOpenCLBackend
import ForeframeTensorGraph

/// Pointwise launches over one arena, run on a device and by a plain loop.
struct PointwiseCase {
  var kernels: [PointwiseKernel]
  var arena: [Float]

  /// The arena after the launches, by the device.
  func onDevice(_ backend: OpenCLBackend) throws -> [Float] {
    let launches = kernels.map {
      Launch(kernel: .pointwise($0), reads: [], writes: [], label: "pointwise")
    }
    let program = Program(
      arenaCount: arena.count, literals: [Program.Literal(offset: 0, values: arena)],
      prologue: [], step: launches)
    let loaded = try backend.load(program)
    try loaded.runStep()
    return try loaded.floats(at: 0, count: arena.count)
  }

  /// The arena after the launches, in double precision, one point after the other.
  func byHand() -> [Double] {
    var arena = self.arena.map(Double.init)
    for kernel in kernels {
      for point in 0..<kernel.count {
        let index = kernel.index(ofPoint: point)
        let values = kernel.value(leaves: kernel.leaves.map { arena[$0.position(index)] })
        for (view, value) in zip(kernel.results, values) { arena[view.position(index)] = value }
      }
    }
    return arena
  }

  /// The largest difference, relative to `scale` or the value if that is larger; NaN where one
  /// side alone is not a number, infinity where one side alone is infinite.
  func error(_ found: [Float], scale: Double = 0.01) -> Double {
    var worst = 0.0
    for (found, wanted) in zip(found, byHand()) {
      let found = Double(found)
      if found == wanted || (found.isNaN && wanted.isNaN) { continue }
      let error = abs(found - wanted) / max(abs(wanted), scale)
      if error.isNaN { return .nan }
      worst = max(worst, error)
    }
    return worst
  }
}

extension PointwiseKernel {
  func index(ofPoint point: Int) -> [Int] {
    var rest = point
    var index = extents
    for axis in extents.indices.reversed() {
      index[axis] = rest % extents[axis]
      rest /= extents[axis]
    }
    return index
  }

  func value(leaves: [Double]) -> [Double] {
    var values: [Double] = []
    func operand(_ operand: ScalarExpression.Operand) -> Double {
      switch operand {
      case .leaf(let number): leaves[number]
      case .constant(let value): Double(value)
      case .instruction(let number): values[number]
      }
    }
    for instruction in expression.instructions {
      values.append(instruction.function.evaluate(instruction.operands.map(operand)))
    }
    return expression.results.map(operand)
  }
}

extension PointwiseKernel.View {
  func position(_ index: [Int]) -> Int {
    zip(index, strides).reduce(offset) { $0 + $1.0 * $1.1 }
  }
}

extension LoadedProgram {
  func floats(at offset: Int, count: Int) throws -> [Float] {
    var values = [Float](repeating: -1, count: count)
    try values.withUnsafeMutableBufferPointer { try read(into: $0, at: offset) }
    return values
  }
}
