import ForeframeFrames
import ForeframeRecurrent
import ForeframeTensorGraph
import ForeframeTraining

/// Networks whose convolutions are to be measured.
public enum TuningSubject {
  /// One of the benchmark's.
  case benchmark(ModelBenchmark.Size)
  /// What a recipe trains, validates with, and is used for one sequence at a time.
  case recipe(TrainingPlan)
  /// A trained model with frames of a size.
  case model(ModelFile, FrameSize)

  /// - Parameter batches: nil for the usual ones.
  public func graphs(batches: [Int]?, tasks: [ModelBenchmark.Task]) -> [Graph] {
    switch self {
    case .benchmark(let size):
      return (batches ?? [1]).flatMap { batch in
        tasks.map { ModelBenchmark(size: size, batch: batch, task: $0).network.graph }
      }
    case .recipe(let plan):
      return tasks.flatMap { task in
        let usual = task == .train ? [plan.shape.batch] : [1, plan.shape.batch]
        return (batches ?? usual).map { batch in
          var shape = plan.shape
          shape.batch = batch
          return Self.graph(plan.description, shape, plan.objective, task)
        }
      }
    case .model(let file, let size):
      let objective = TrainingObjective(
        loss: .meanSquared, optimiser: .adam(), clipNorm: nil, hasMask: false,
        samplesTruth: false)
      return (batches ?? [1]).flatMap { batch in
        let shape = SequenceShape(
          inputs: file.inputs, horizon: file.horizon, batch: batch, height: size.height,
          width: size.width)
        return tasks.map { Self.graph(file.description, shape, objective, $0) }
      }
    }
  }

  private static func graph(
    _ description: ModelDescription, _ shape: SequenceShape, _ objective: TrainingObjective,
    _ task: ModelBenchmark.Task
  ) -> Graph {
    switch task {
    case .infer: description.forecastGraph(shape).graph
    case .train: description.trainingGraph(shape, objective).graph
    }
  }
}
