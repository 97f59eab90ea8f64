import ForeframeOperationTable
import ForeframeRecurrent
import ForeframeTensorGraph
import ForeframeTraining

/// Whole optimiser steps of small networks: loss, gradients, clipping and the new parameters.
public enum TrainingTable {
  public static let cases: [Trial] = cases(recomputes: false) + cases(recomputes: true)

  /// Those that OpenCL devices run: in `make test` each optimiser, both architectures, with
  /// recomputation and without.
  public static let casesOnDevices = TestExtent.rows(cases, usuallyAt: [0, 4, 8, 9])

  private static func cases(recomputes: Bool) -> [Trial] {
    ModelDescription.Architecture.allCases.flatMap { architecture in
      ConvolutionalCellKind.allCases.map { cell in
        let layers = [4, 3].map {
          ConvolutionalNetwork.Layer(channels: $0, inputKernel: 3, stateKernel: 3)
        }
        func description(_ change: (inout ConvolutionalNetwork) -> Void) -> ModelDescription {
          var network = ConvolutionalNetwork(
            cell: cell, layers: layers, frames: FrameInterface(patch: 2))
          change(&network)
          return ModelDescription(architecture, network)
        }
        // Each optimiser once; an epsilon that keeps small gradients from being blown up.
        return switch cell {
        case .convLSTM:
          trial(
            "\(architecture) \(cell) with Adam, clipped",
            FrameTask(description { _ in }, shape, sampling: sampling, recomputes: recomputes),
            .adam(epsilon: 0.01), clipNorm: 0.1)
        case .peepholeConvLSTM:
          trial(
            "\(architecture) \(cell) with momentum, masked",
            FrameTask(
              description {
                $0.norm = .group(1)
                $0.frames.output = .logits
              }, shape, loss: .binaryCrossEntropy, hasMask: true, recomputes: recomputes),
            .momentum())
        case .convGRU:
          trial(
            "\(architecture) \(cell) with AdamW, residual",
            FrameTask(
              description {
                $0.isResidual = true
                $0.dropout = 0.25
              }, shape, loss: .huber(delta: 0.3), sampling: sampling, recomputes: recomputes),
            .adamW(epsilon: 0.01))
        }
      }
    }
  }

  private static let shape = SequenceShape(inputs: 3, horizon: 2, batch: 2, height: 8, width: 6)
  private static let sampling = SamplingSchedule(start: 1, end: 10)

  private static func trial(
    _ name: String, _ task: FrameTask<ModelDescription>, _ optimiser: Optimiser,
    clipNorm: Float? = nil
  ) -> Trial {
    let network = TaskGraph.training(task, optimiser, clipNorm: clipNorm).network
    var parameters: [String: [Float]] = [:]
    var inputs: [String: [Float]] = [:]
    for (index, node) in network.graph.nodes.enumerated() {
      let count = node.shape.count
      if case .parameter(let name) = node.op {
        parameters[name] =
          name.hasPrefix("optimiser.")
          ? [Float](repeating: 0, count: count)
          : Formula.values(count, seed: index, in: -0.4...0.4)
      }
      if case .input(let name) = node.op {
        let values = Formula.values(count, seed: index, in: 0...1)
        switch name {
        case "frames", "guide.forecast", "guide.balance": inputs[name] = values
        case "mask", "sampling", "guide.mask": inputs[name] = values.map { $0 > 0.5 ? 1 : 0 }
        // Motion, level and contrast that a float has exactly: what is read between pixels is no less exact
        // than what is read at them.
        case "guide.field": inputs[name] = (0..<count).map { $0 % 2 == 0 ? 1.25 : -0.5 }
        case "guide.conditions": inputs[name] = [Float](repeating: 0.5, count: count)
        default: break
        }
      }
    }
    var trial = Trial(
      name + (task.recomputes ? ", recomputing" : ""), graph: network.graph,
      parameters: parameters, inputs: inputs)
    trial.runs = 3
    trial.inputsOfRun = (0..<trial.runs).map { step in
      let corrections = optimiser.corrections(step: step + 1)
      return [
        "rate": [0.05], "correction.mean": [corrections.mean],
        "correction.square": [corrections.square], "seed": [7, 8, Float(step)],
      ]
    }
    return trial
  }
}
