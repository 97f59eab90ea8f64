import ForeframeRecurrent
import ForeframeTensorGraph

/// Where a forecast's state comes from, and which state is wanted after it.
enum StateUse: Hashable, Sendable {
  /// It begins at zero, and nobody goes on from it.
  case none
  /// It is given, and wanted as it is after the observed frames.
  case observed
  /// It is given, and wanted as it is after the last prediction.
  case final
  /// It is the one after the last prediction of an earlier forecast, and wanted again.
  case further

  /// What is wanted; nothing from a network that cannot go on.
  func kept(_ forecast: Forecast) -> [Tensor] {
    switch self {
    case .none: []
    case .observed: forecast.observedState
    case .final, .further: forecast.finalState ?? []
    }
  }
}
