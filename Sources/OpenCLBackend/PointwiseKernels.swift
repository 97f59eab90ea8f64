import ForeframeGraphCompiler
import ForeframeKernelTexts

/// The generated kernels of one program. Those that no earlier program of the catalogue had are built
/// together.
struct PointwiseKernels {
  private let catalog: KernelCatalog

  init(launches: [Launch], catalog: KernelCatalog) throws(OpenCLError) {
    self.catalog = catalog
    var shapes: [PointwiseShape] = []
    for launch in launches {
      guard case .pointwise(let kernel) = launch.kernel, kernel.count > 0 else { continue }
      shapes.append(PointwiseShape(kernel))
    }
    try catalog.buildPointwise(shapes)
  }

  /// Nil if there are no points.
  func prepare(
    _ kernel: PointwiseKernel, number: Int, arena: borrowing Buffer
  ) throws(OpenCLError) -> PreparedLaunch? {
    guard kernel.count > 0 else { return nil }
    let shape = PointwiseShape(kernel)
    let cut = PointwiseCut(shape, style: catalog.tuning.pointwise)
    let form = PointwiseForm(shape, cut)
    guard let entry = catalog.kernel(form) else {
      preconditionFailure("a pointwise kernel was not built")
    }
    let handle = try KernelHandle(program: entry.program, name: entry.name)
    try handle.set(0, to: arena)
    let views = kernel.leaves + kernel.results
    for (index, view) in views.enumerated() {
      try handle.set(index + 1, to: Int64(view.offset))
    }
    for (index, number) in form.arguments(shape, cut).enumerated() {
      let place = views.count + 1 + index
      if form.hasWideArguments {
        try handle.set(place, to: Int64(number))
      } else {
        try handle.set(place, to: UInt32(truncatingIfNeeded: number))
      }
    }
    let group = catalog.tuning.pointwise.group
    let groups = (cut.items + group - 1) / group
    return PreparedLaunch(kernel: handle, global: groups * group, local: group, number: number)
  }
}
