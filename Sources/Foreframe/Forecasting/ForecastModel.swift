import ForeframeGraphCompiler
import ForeframeTraining

/// What a name on a command line stands for: the one place that knows all kinds of forecasters.
public enum ForecastModel: Sendable {
  case baseline(Baseline)
  /// A network with the file that it was read from.
  case network(ModelFile, path: String)
  /// Whichever was best on the frames that are known: what needs no training, and these.
  case auto([ForecastModel])

  /// The model of a name: `auto`, a baseline's, or the path of a model file, of a checkpoint or of
  /// the folder of a training run, whose best model it is then.
  ///
  /// - Throws: `ModelError`, ``UserError`` (see ``ModelPath``).
  public init(_ name: String) throws {
    if name == AutoForecaster.name {
      self = .auto([])
    } else if let baseline = Baseline(rawValue: name) {
      self = .baseline(baseline)
    } else {
      let path = try ModelPath.resolve(name)
      self = .network(try ModelFile.read(path), path: path)
    }
  }

  /// The model of several names: none or `auto` is the choice among what needs no training; with more
  /// than one name all of them are chosen from, too.
  ///
  /// - Throws: as for one name.
  public init(anyOf names: [String]) throws {
    let named = names.filter { $0 != AutoForecaster.name }
    if names.count == 1, named.count == 1 {
      self = try ForecastModel(named[0])
    } else {
      self = .auto(try named.map { try ForecastModel($0) })
    }
  }

  /// Whether a forecast needs a device.
  public var needsDevice: Bool {
    switch self {
    case .baseline: false
    case .network: true
    case .auto(let others): others.contains(where: \.needsDevice)
    }
  }

  /// Whether hindcasts decide which of several models it is.
  public var isChosenLater: Bool {
    switch self {
    case .baseline, .network: false
    case .auto(let others): !others.isEmpty
    }
  }

  /// Makes the forecaster.
  ///
  /// - Parameters:
  ///   - backend: where a network runs; baselines need none.
  ///   - timeLimit: for the trials of ``auto``.
  /// - Throws: `ForecastError.needsDevice` without a backend.
  public func forecaster(
    on backend: (any Backend)? = nil, timeLimit: Duration = AutoForecaster.usualTimeLimit
  ) throws(ForecastError) -> any Forecaster {
    switch self {
    case .baseline(let baseline): return baseline.forecaster
    case .network(let file, let path):
      guard let backend else { throw .needsDevice(model: path) }
      return NetworkForecaster(file, name: path, on: backend)
    case .auto(let others):
      var candidates = AutoForecaster.untrained
      for other in others {
        let forecaster = try other.forecaster(on: backend)
        if !candidates.contains(where: { $0.name == forecaster.name }) {
          candidates.append(forecaster)
        }
      }
      return AutoForecaster(candidates, timeLimit: timeLimit)
    }
  }
}
