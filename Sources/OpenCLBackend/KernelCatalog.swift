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

  /// Printed kernels of all programs that were loaded so far. Most steps of a sequence, and most programs of
  /// one network, have kernels in common.
  private var pointwise: [PointwiseForm: PrintedKernel] = [:]
  private var epilogues: [EpilogueForm: PrintedKernel] = [:]

  /// Where a kernel is that was printed for a program.
  struct PrintedKernel {
    var program: KernelProgram
    var name: String
  }

  /// What the text of a kernel with an epilogue and its compiler's options depend on.
  struct EpilogueForm: Hashable {
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
  func kernel(_ form: PointwiseForm) -> PrintedKernel? { pointwise[form] }

  /// The built kernel of a form; nil if ``buildEpilogues(_:)`` was not asked for it.
  func kernel(_ form: EpilogueForm) -> PrintedKernel? { epilogues[form] }

  /// Builds what is missing of the kernels of these shapes, those of a vector width together.
  func buildPointwise(_ shapes: [PointwiseShape]) throws(OpenCLError) {
    let text = KernelText.pointwise
    var missing: [Int: [(form: PointwiseForm, print: (String) -> String)]] = [:]
    var seen: Set<PointwiseForm> = []
    for shape in shapes {
      let cut = PointwiseCut(shape, style: tuning.pointwise)
      let form = PointwiseForm(shape, cut)
      guard pointwise[form] == nil, seen.insert(form).inserted else { continue }
      missing[form.vector, default: []].append(
        (
          form,
          { PointwiseSource.text(name: $0, shape: shape, cut: cut, skeleton: text.skeleton) }
        ))
    }
    for (vector, kernels) in missing.sorted(by: { $0.key < $1.key }) {
      let built = try build(
        "pointwise", kernels.map(\.print),
        after: [KernelText.prelude, KernelText.activations, text.functions],
        options: tuning.options(vector: vector))
      for (kernel, place) in zip(kernels, built) { pointwise[kernel.form] = place }
    }
  }

  /// Builds what is missing of these kernels, those of a text with the same options together.
  func buildEpilogues(_ forms: [EpilogueForm]) throws(OpenCLError) {
    var missing: [[EpilogueForm]] = []
    var seen: Set<EpilogueForm> = []
    for form in forms where epilogues[form] == nil && seen.insert(form).inserted {
      let group = missing.firstIndex {
        $0[0].shape.text == form.shape.text && $0[0].options == form.options
      }
      if let group { missing[group].append(form) } else { missing.append([form]) }
    }
    for forms in missing {
      let (text, options) = (forms[0].shape.text, forms[0].options)
      let built = try build(
        "\(text.rawValue)_epilogue", forms.map { form in { form.shape.kernel(name: $0) } },
        after: text.sources(multiplyingWith: options?.instruction ?? .multiplyAdd),
        options: tuning.options(vector: 1) + (options?.options ?? ""))
      for (form, place) in zip(forms, built) { epilogues[form] = place }
    }
  }

  /// Kernels in one OpenCL program at most: what a driver's compiler can do with one has its limits, too.
  private static let mostKernels = 256

  /// Builds kernels that are printed under a name, as many as may be in an OpenCL program: a driver's compiler
  /// reads much for each, however short its text. They are called `NAME_0`, `NAME_1` and so on.
  private func build(
    _ name: String, _ kernels: [(String) -> String], after sources: [String], options: String
  ) throws(OpenCLError) -> [PrintedKernel] {
    var places: [PrintedKernel] = []
    for first in stride(from: 0, to: kernels.count, by: Self.mostKernels) {
      let part = kernels[first..<min(first + Self.mostKernels, kernels.count)]
      let names = part.indices.map { "\(name)_\($0 - first)" }
      let program = try program(
        name: name, sources: sources + zip(part, names).map { $0($1) }, options: options)
      places += names.map { PrintedKernel(program: program, name: $0) }
    }
    return places
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
