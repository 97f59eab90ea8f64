import Foreframe
import ForeframeFiles

/// What the rows and columns of a comparison are called: "model" where there is one, otherwise short
/// names that differ, then the references.
struct ColumnNames {
  let models: [String]
  let references: [String]
  var all: [String] { models + references }

  init(_ result: EvaluationResult) {
    references = result.references
    models = result.others.isEmpty ? ["model"] : ModelNames.shortened(result.models)
  }
}
