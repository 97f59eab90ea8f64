import ForeframeKernelTexts

/// The built kernel texts of one device. Each is built, or taken from a store, when it is first needed.
package final class KernelCatalog {
  private struct Key: Hashable {
    var sources: [String]
    var options: String
  }

  let context: Context
  let tuning: DeviceTuning
  /// The matrix unit whose instructions multiply rounded operands; nil if the device has none that is
  /// known here.
  let matrixUnit: MatrixUnit?
  private let store: (any ProgramStore)?
  private var programs: [Key: KernelProgram] = [:]
  /// Programs of kernels with an epilogue, so that equal steps of a sequence print its text once.
  private var epilogues: [EpilogueKey: KernelProgram] = [:]

  /// Pointwise kernels of all programs that were loaded so far. Most steps of a sequence, and most
  /// programs of one network, have kernels in common.
  private var pointwise: [PointwiseForm: PointwiseEntry] = [:]

  /// Where the kernel of a form is.
  struct PointwiseEntry {
    var program: KernelProgram
    var name: String
  }

  private struct EpilogueKey: Hashable {
    var shape: EpilogueShape
    var options: GPUProductOptions?
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

  /// The program of a text for GPUs, which has its own vector types.
  package func program(
    _ text: KernelText, _ options: GPUProductOptions?
  ) throws(OpenCLError) -> KernelProgram {
    try program(
      name: text.rawValue,
      sources: text.sources(multiplyingWith: options?.instruction ?? .multiplyAdd),
      options: tuning.options(vector: 1) + (options?.options ?? ""))
  }

  /// The program of one kernel with an epilogue.
  func program(
    _ shape: EpilogueShape, _ options: GPUProductOptions?
  ) throws(OpenCLError) -> KernelProgram {
    let key = EpilogueKey(shape: shape, options: options)
    if let known = epilogues[key] { return known }
    let built = try program(
      name: "\(shape.text.rawValue) with epilogue",
      sources: shape.sources(multiplyingWith: options?.instruction ?? .multiplyAdd),
      options: tuning.options(vector: 1) + (options?.options ?? ""))
    epilogues[key] = built
    return built
  }

  /// The instruction of a product: a matrix instruction over `depth` terms of the sum, or for 0
  /// multiply-adds in float32.
  func instruction(depth: Int64) -> ProductInstruction {
    if depth == 0 { return .multiplyAdd }
    guard let matrixUnit else {
      preconditionFailure("a program for matrix units on a device that does not offer them")
    }
    return .matrix(matrixUnit, depth: depth)
  }

  /// The built kernel of a form; nil if ``buildPointwise(_:)`` was not asked for it.
  func pointwise(_ form: PointwiseForm) -> PointwiseEntry? { pointwise[form] }

  /// Builds what is missing of the kernels of these shapes. They share one OpenCL program for each
  /// vector width; in it they are called `pointwise_0`, `pointwise_1` and so on.
  func buildPointwise(_ shapes: [PointwiseShape]) throws(OpenCLError) {
    let text = KernelText.pointwise
    var missing: [Int: [(form: PointwiseForm, text: String)]] = [:]
    var seen: Set<PointwiseForm> = []
    for shape in shapes {
      let cut = PointwiseCut(shape, style: tuning.pointwise)
      let form = PointwiseForm(shape, cut)
      guard pointwise[form] == nil, seen.insert(form).inserted else { continue }
      let source = PointwiseSource.text(
        name: Self.pointwiseName(missing[form.vector]?.count ?? 0), shape: shape, cut: cut,
        skeleton: text.skeleton)
      missing[form.vector, default: []].append((form, source))
    }
    for (vector, kernels) in missing.sorted(by: { $0.key < $1.key }) {
      let program = try program(
        name: "pointwise",
        sources: [KernelText.prelude, KernelText.activations, text.functions]
          + kernels.map(\.text),
        options: tuning.options(vector: vector))
      for (number, kernel) in kernels.enumerated() {
        pointwise[kernel.form] = PointwiseEntry(
          program: program, name: Self.pointwiseName(number))
      }
    }
  }

  private static func pointwiseName(_ number: Int) -> String { "pointwise_\(number)" }

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
