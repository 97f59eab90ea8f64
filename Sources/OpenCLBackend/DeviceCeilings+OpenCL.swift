import CForeframeKernels
import ForeframeGraphCompiler
import ForeframeKernelTexts

extension DeviceCeilings {
  /// Measures an OpenCL device for some tens of milliseconds.
  ///
  /// - Throws: ``OpenCLError``.
  package init(measuredOn backend: OpenCLBackend) throws(OpenCLError) {
    let queue = try Queue(context: backend.queue.context, profiling: true)
    let program = try backend.catalog.program(.gpuCeiling, nil)
    self.init(
      gigaflops: try Self.multiplyAdds(queue, program),
      gigabytesPerSecond: try Self.copying(queue, program))
  }

  /// Multiply-adds of an item in a round, as in gpu_ceiling.cl.
  private static let perRound = 32
  private static let group = Int(GPU_REDUCE_GROUP)
  /// Seconds that a clock measures well.
  private static let longEnough = 5e-3

  private static func multiplyAdds(
    _ queue: Queue, _ program: KernelProgram
  ) throws(OpenCLError) -> Double {
    let items = queue.context.device.computeUnits * 16 * group
    let buffer = try Buffer(context: queue.context, count: items)
    let kernel = try KernelHandle(program: program, name: "gpu_fma_peak")
    try kernel.set(0, to: buffer)
    // A multiple of four, as the kernel wants it.
    var rounds = 16
    while true {
      try kernel.set(1, to: Int64(rounds))
      let seconds = try shortest(queue, kernel, items)
      if seconds >= longEnough || rounds > 1 << 24 {
        return 2 * Double(perRound * rounds) * Double(items) / max(seconds, 1e-9) * 1e-9
      }
      rounds *= 2
    }
  }

  private static func copying(
    _ queue: Queue, _ program: KernelProgram
  ) throws(OpenCLError) -> Double {
    // Larger than the caches: 256 MiB in and as much out, if the device has room.
    let device = queue.context.device
    let bytes = min(512 << 20, device.largestAllocation / 4)
    let count = bytes / 8 / (4 * group) * 4 * group
    let buffer = try Buffer(context: queue.context, count: 2 * count)
    let kernel = try KernelHandle(program: program, name: "gpu_copy")
    try kernel.set(0, to: buffer)
    try kernel.set(1, to: Int64(count))
    let seconds = try shortest(queue, kernel, count / 4)
    return Double(8 * count) / max(seconds, 1e-9) * 1e-9
  }

  private static func shortest(
    _ queue: Queue, _ kernel: KernelHandle, _ items: Int
  ) throws(OpenCLError) -> Double {
    var best = Double.infinity
    for _ in 0..<3 { best = min(best, try queue.time(kernel, global: items, local: group)) }
    return best
  }
}
