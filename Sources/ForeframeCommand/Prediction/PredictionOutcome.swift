import Foreframe

/// The forecaster that is used, with what is known of its errors.
struct PredictionOutcome {
  var forecaster: any Forecaster
  let hindcast: Hindcast?
  let selection: Selection?

  init(_ forecaster: any Forecaster, hindcast: Hindcast? = nil, selection: Selection? = nil) {
    self.forecaster = forecaster
    self.hindcast = hindcast
    self.selection = selection
  }
}
