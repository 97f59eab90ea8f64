import ForeframeFrames
import ForeframeRecurrent
import ForeframeTensorGraph
import ForeframeTraining

/// Networks whose convolutions are to be measured.
public enum TuningSubject {
  /// One of the benchmark's.
  case benchmark(ModelBenchmark.Size)
  /// What a recipe trains, validates with, and is used for one sequence at a time.
  case experiment(FrameExperiment)
  /// A trained model with frames of a size.
  case model(ModelFile, FrameSize)

  /// - Parameter batches: nil for the usual ones.
  public func graphs(batches: [Int]?, tasks: [ModelBenchmark.Task]) -> [Graph] {
    switch self {
    case .benchmark(let size):
      return (batches ?? [1]).flatMap { batch in
        tasks.map { ModelBenchmark(size: size, batch: batch, task: $0).network.graph }
      }
    case .experiment(let experiment):
      let plan = experiment.plan
      return tasks.flatMap { task in
        let usual = experiment.task.shape.batch
        return (batches ?? (task == .train ? [usual] : [1, usual])).map { batch in
          var frames = experiment.task
          frames.shape.batch = batch
          return Self.graph(
            frames, plan.optimiser, clipNorm: plan.clipNorm.map { Float($0) }, task)
        }
      }
    case .model(let file, let size):
      return (batches ?? [1]).flatMap { batch in
        let shape = SequenceShape(
          inputs: file.inputs, horizon: file.horizon, batch: batch, height: size.height,
          width: size.width)
        return tasks.map {
          Self.graph(FrameTask(file.description, shape), .adam(), clipNorm: nil, $0)
        }
      }
    }
  }

  private static func graph(
    _ frames: FrameTask<some FrameNetwork>, _ optimiser: Optimiser, clipNorm: Float?,
    _ task: ModelBenchmark.Task
  ) -> Graph {
    switch task {
    case .infer: frames.network.forecastGraph(frames.shape).graph
    case .train: TaskGraph.training(frames, optimiser, clipNorm: clipNorm).network.graph
    }
  }
}
