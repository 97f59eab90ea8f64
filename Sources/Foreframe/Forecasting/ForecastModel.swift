import ForeframeGraphCompiler
import ForeframeTraining

/// What a name on a command line stands for: the one place that knows all kinds of forecasters.
public enum ForecastModel: Sendable {
  case baseline(Baseline)
  /// A network with the file that it was read from.
  case network(ModelFile, path: String)

  /// The model of a name: `persistence`, `mean`, or the path of a model file, of a checkpoint or of
  /// the folder of a training run, whose best model it is then.
  ///
  /// - Throws: `ModelError`, ``UserError`` (see ``ModelPath``).
  public init(_ name: String) throws {
    if let baseline = Baseline(rawValue: name) {
      self = .baseline(baseline)
    } else {
      let path = try ModelPath.resolve(name)
      self = .network(try ModelFile.read(path), path: path)
    }
  }

  /// Whether a forecast needs a device.
  public var needsDevice: Bool {
    switch self {
    case .baseline: false
    case .network: true
    }
  }

  /// Makes the forecaster.
  ///
  /// - Parameter backend: where a network runs; baselines need none.
  /// - Throws: `ForecastError.needsDevice` without a backend.
  public func forecaster(
    on backend: (any Backend)? = nil
  ) throws(ForecastError) -> any Forecaster {
    switch self {
    case .baseline(let baseline): return baseline.forecaster
    case .network(let file, let path):
      guard let backend else { throw .needsDevice(model: path) }
      return NetworkForecaster(file, name: path, on: backend)
    }
  }
}
