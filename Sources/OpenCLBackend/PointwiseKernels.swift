import ForeframeGraphCompiler
import ForeframeKernelTexts

/// The generated kernels of one program, built in one OpenCL program for each vector width.
struct PointwiseKernels {
  private struct Entry {
    var program: KernelProgram
    var name: String
    var cut: PointwiseCut
  }

  private let style: PointwiseStyle
  private var entries: [PointwiseShape: Entry] = [:]

  init(launches: [Launch], catalog: KernelCatalog) throws(OpenCLError) {
    style = catalog.tuning.pointwise
    var known: Set<PointwiseShape> = []
    var groups: [Int: [(shape: PointwiseShape, cut: PointwiseCut)]] = [:]
    for launch in launches {
      guard case .pointwise(let kernel) = launch.kernel, kernel.count > 0 else { continue }
      let shape = PointwiseShape(kernel)
      guard known.insert(shape).inserted else { continue }
      let cut = PointwiseCut(shape, style: style)
      groups[cut.vector, default: []].append((shape, cut))
    }
    for (vector, kernels) in groups {
      let program = try catalog.pointwiseProgram(kernels, vector: vector)
      for (number, kernel) in kernels.enumerated() {
        entries[kernel.shape] = Entry(
          program: program, name: "pointwise_\(number)", cut: kernel.cut)
      }
    }
  }

  /// Nil if there are no points.
  func prepare(
    _ kernel: PointwiseKernel, number: Int, arena: borrowing Buffer
  ) throws(OpenCLError) -> PreparedLaunch? {
    guard kernel.count > 0, let entry = entries[PointwiseShape(kernel)] else { return nil }
    let handle = try KernelHandle(program: entry.program, name: entry.name)
    try handle.set(0, to: arena)
    for (index, view) in (kernel.leaves + kernel.results).enumerated() {
      try handle.set(index + 1, to: Int64(view.offset))
    }
    let groups = (entry.cut.items + style.group - 1) / style.group
    return PreparedLaunch(
      kernel: handle, global: groups * style.group, local: style.group, number: number)
  }
}
