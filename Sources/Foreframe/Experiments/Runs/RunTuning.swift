import ForeframeFiles
import ForeframeGraphCompiler

/// The measured choices that a run started with. A run that goes on keeps to them, whatever tables
/// there are by then: other choices would round differently.
struct RunTuning {
  let folder: RunFolder

  init(_ folder: RunFolder) { self.folder = folder }

  /// Gives a device the choices of the run's start. A run that notes none was started by the cost
  /// rule. On another device or with other kernels the run cannot go on with the same bytes
  /// anyway, so the present tables count.
  func restore(on backend: any Backend) throws(UserError) {
    guard BackendChoice.usesTuning else { return }
    guard FileSystem.exists(folder.tuning) else {
      backend.choices = ConvolutionChoices()
      return
    }
    let table: TuningTable
    do { table = try TuningFiles.read(folder.tuning) } catch {
      let reason =
        (error as? TuningTable.Failure).map { "\(folder.tuning): \($0.reason)" } ?? "\(error)"
      throw UserError("\(reason); without it the run goes on by the cost rule", .badData)
    }
    guard table.has(scope(backend)) else { return }
    backend.choices = table.choices(
      for: backend.identity, kernels: KernelFingerprint.of(backend.identity.kernels))
  }

  /// Notes the device's choices.
  func save(_ backend: any Backend) throws(OutputError) {
    var table = TuningTable()
    let choices = backend.choices
    table.set(
      choices.shapes.compactMap { shape in
        choices[shape].map { TuningTable.Entry(shape: shape, method: $0) }
      }, in: scope(backend))
    try TuningFiles.write(table, to: folder.tuning)
  }

  private func scope(_ backend: any Backend) -> TuningTable.Scope {
    TuningTable.Scope(backend.identity, isFamily: false)
  }
}
