import ForeframeFiles
import ForeframeGraphCompiler
import ForeframeTraining

/// A training task with its data and its plan, and what a run's folder is to say of it.
///
/// ``TrainingRun`` trains, validates, saves and resumes it. Everything that has to do with what is
/// learned comes from here: batches, scores, samples, and the model file.
public protocol Experiment<Scores>: TrainingTask {
  /// What a validation gives.
  associatedtype Scores: ValidationScores

  /// A short name for reports.
  var name: String { get }
  var plan: TrainingPlan { get }
  /// All settings, resolved, for `config.json` and for the report.
  var configuration: JSON { get }
  /// What must be the same for a run to go on; all of ``configuration`` unless it says otherwise.
  var identity: JSON { get }
  /// Stands for the whole content of the data; a run goes on with no other.
  var dataFingerprint: String { get }
  /// Batch of a step, counted from 0; called on threads of the loader.
  var batches: @Sendable (Int) throws -> Batch { get }

  /// What computes scores on a device.
  func validator(on backend: any Backend) throws -> any Validator<Scores>
  /// The content of a model file. Nothing in it may depend on when, where or how fast it was
  /// trained.
  ///
  /// - Parameters:
  ///   - step: finished steps.
  ///   - scores: those of the weights, if they were validated.
  func model(_ weights: [Weight], step: Int, scores: Scores?) -> any SavedNetwork
  /// What is seen in sample pictures, for the report.
  var sampleCaption: SampleCaption { get }
  /// Whether scores are of data that training sees, because there is no other. Default: false.
  var scoresTrainingData: Bool { get }
}

extension Experiment {
  public var identity: JSON { configuration }
  public var sampleCaption: SampleCaption { SampleCaption("validation cases") }
  public var scoresTrainingData: Bool { false }
}
