import Foreframe
import ForeframeFiles

/// What the columns of a comparison are called: "model" where there is one, otherwise short names
/// that differ, then the references.
struct ColumnNames {
  let models: [String]
  let references: [String]
  var all: [String] { models + references }

  init(_ result: EvaluationResult) {
    references = result.comparisons.map(\.reference)
    let paths = [result.model] + result.others.map(\.model)
    guard paths.count > 1 else {
      models = ["model"]
      return
    }
    models = ModelNames.shortened(paths)
  }
}
