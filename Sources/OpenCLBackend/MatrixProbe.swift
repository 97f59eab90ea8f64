import CForeframeKernels
import ForeframeGraphCompiler
import ForeframeKernelTexts

/// The product of one K tile by a matrix unit, compared with the same product on the host.
package struct MatrixProbe {
  /// The largest error, relative to the root mean square. The host rounds operands alike, so of a unit
  /// that rounds as it should, only the error of sums in float32 is left.
  package let error: Double

  /// - Throws: ``OpenCLError``, for example if the device's compiler does not know the instruction.
  package init(
    _ precision: Precision, on backend: OpenCLBackend, tile: GPUTile
  ) throws(OpenCLError) {
    let side = tile.rawValue
    let depth = Int(GPU_DEPTH) * precision.numbersInWord
    let x = Self.numbers(depth * side, seed: 1)
    let w = Self.numbers(depth * side, seed: 2)
    let options = GPUProductOptions(
      tile: tile, readsQuads: false,
      instruction: backend.catalog.instruction(depth: precision.matrixDepth))
    let kernel = try KernelHandle(
      program: backend.catalog.program(.gpuInstructionProbe, options), name: "gpu_instruction_probe"
    )
    let queue = backend.queue
    let left = try Buffer(context: queue.context, count: x.count)
    let right = try Buffer(context: queue.context, count: w.count)
    let result = try Buffer(context: queue.context, count: side * side)
    try kernel.set(0, to: left)
    try kernel.set(1, to: right)
    try kernel.set(2, to: result)
    try queue.write(x, to: left, at: 0)
    try queue.write(w, to: right, at: 0)
    try queue.run(kernel, global: tile.items, local: tile.items)
    let y = try queue.floats(result)

    var (largest, squares) = (0.0, 0.0)
    for row in 0..<side {
      for column in 0..<side {
        var sum = 0.0
        for k in 0..<depth {
          let left = precision.rounded(x[row * depth + k])
          sum += Double(left) * Double(precision.rounded(w[column * depth + k]))
        }
        let difference = abs(Double(y[row * side + column]) - sum)
        largest = difference.isNaN ? .infinity : max(largest, difference)
        squares += sum * sum
      }
    }
    error = largest / (squares / Double(side * side)).squareRoot()
  }

  /// Numbers from 1/4 to 2 of both signs with all 24 bits of mantissa in use. Every third one lies
  /// half-way between two numbers of tf32, every fifth one between two of bf16.
  private static func numbers(_ count: Int, seed: UInt32) -> [Float] {
    (0..<UInt32(count)).map { index in
      let random = (index &+ seed &* 0x9E37) &* 0x9E37_79B1
      var word = (random ^ random >> 15) &* 0x85EB_CA77
      word ^= word >> 13
      let exponent = 125 + word >> 29 % 3
      var mantissa = word & 0x7F_FFFF
      if index % 3 == 0 { mantissa = mantissa & ~0x1FFF | 0x1000 }
      if index % 5 == 0 { mantissa = mantissa & ~0xFFFF | 0x8000 }
      return Float(bitPattern: (word << 3 & 1 << 31) | exponent << 23 | mantissa)
    }
  }
}
