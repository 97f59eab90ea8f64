/// Built kernel texts of one device: each is built once, when it is first needed, or taken from a store.
package final class KernelCatalog {
  private struct Key: Hashable {
    var sources: [String]
    var options: String
  }

  let context: Context
  let tuning: DeviceTuning
  /// Whose matrix instructions are used; nil: no one's.
  let matrixUnit: MatrixUnit?
  private let store: (any ProgramStore)?
  private var programs: [Key: KernelProgram] = [:]
  /// Those with an epilogue, so that equal steps of a sequence print its text once.
  private var epilogues: [EpilogueKey: KernelProgram] = [:]

  private struct EpilogueKey: Hashable {
    var shape: EpilogueShape
    var cut: GPUTextCut?
  }

  package init(
    context: Context, tuning: DeviceTuning, matrixUnit: MatrixUnit? = nil,
    store: (any ProgramStore)? = nil
  ) {
    self.context = context
    self.tuning = tuning
    self.matrixUnit = matrixUnit
    self.store = store
  }

  /// The program of a fixed kernel text.
  package func program(_ text: KernelText) throws(OpenCLError) -> KernelProgram {
    try program(
      name: text.rawValue, sources: text.sources, options: tuning.options(vector: tuning.vector))
  }

  /// The program of a text for GPUs. Its vectors are written out in it.
  package func program(_ text: KernelText, _ cut: GPUTextCut?) throws(OpenCLError) -> KernelProgram
  {
    let options = tuning.options(vector: 1) + (cut?.options ?? "")
    let sources = text.sources(multiplyingWith: cut?.atom ?? .plain)
    return try program(name: text.rawValue, sources: sources, options: options)
  }

  /// The program of one kernel with an epilogue.
  func program(_ shape: EpilogueShape, _ cut: GPUTextCut?) throws(OpenCLError) -> KernelProgram {
    let key = EpilogueKey(shape: shape, cut: cut)
    if let known = epilogues[key] { return known }
    let built = try program(
      name: "\(shape.text.rawValue) with epilogue",
      sources: shape.sources(multiplyingWith: cut?.atom ?? .plain),
      options: tuning.options(vector: 1) + (cut?.options ?? ""))
    epilogues[key] = built
    return built
  }

  /// What multiplies in a launch with matrix instructions over `depth` steps, or without any.
  func atom(depth: Int64) -> GPUAtom {
    if depth == 0 { return .plain }
    guard let matrixUnit else {
      preconditionFailure("a program for matrix units on a device that does not offer them")
    }
    return .matrix(matrixUnit, depth: depth)
  }

  /// One program with a kernel `pointwise_0`, `pointwise_1`, ... for each shape; all of them have
  /// the same vector width.
  package func pointwiseProgram(
    _ kernels: [(shape: PointwiseShape, cut: PointwiseCut)], vector: Int
  ) throws(OpenCLError) -> KernelProgram {
    let pointwise = KernelText.pointwise
    let texts = kernels.enumerated().map { number, kernel in
      PointwiseSource.text(
        name: "pointwise_\(number)", shape: kernel.shape, cut: kernel.cut,
        skeleton: pointwise.skeleton)
    }
    return try program(
      name: "pointwise",
      sources: [KernelText.prelude, KernelText.activations, pointwise.functions] + texts,
      options: tuning.options(vector: vector))
  }

  private func program(
    name: String, sources: [String], options: String
  ) throws(OpenCLError) -> KernelProgram {
    let key = Key(sources: sources, options: options)
    if let known = programs[key] { return known }
    let built = try KernelProgram(
      context: context, name: name, sources: sources, options: options, store: store)
    programs[key] = built
    return built
  }
}
