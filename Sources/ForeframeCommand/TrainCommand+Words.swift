import Foreframe
import ForeframeTraining

/// What a person is told while a network learns.
extension TrainCommand {
  func describe(
    _ run: TrainingRun<FrameExperiment>, _ start: StartingWeights?, _ choice: BackendChoice
  ) {
    let plan = run.plan
    let shape = run.experiment.task.shape
    Console.note(
      "model: \(run.parameterCount) parameters, \(shape.inputs) frames in, "
        + "\(shape.horizon) out, batches of \(shape.batch)")
    Console.note(
      run.firstStep > 0
        ? "going on after step \(run.firstStep)"
          + (run.secondsLeft.map { ", with \(Progress.clock($0)) left" } ?? " of \(plan.steps)")
        : "training for \(length(plan))"
          + (start.map { ", from the weights of \($0.path)" } ?? ""))
    for difference in start?.differences ?? [] { Console.warning("--from: \(difference)") }
    describeFrozen(run, start)
    let estimate =
      plan.seconds == nil
      ? RunEstimate(
        multiplyAdds: run.experiment.multiplyAdds, batch: shape.batch,
        steps: plan.steps - run.firstStep, bytes: run.stepBytes, on: choice.backend)
      : RunEstimate(seconds: nil, bytes: run.stepBytes)
    if estimate.isLarge { Console.note("it will take \(estimate.sentence)") }
    if let memory = estimate.exceeded(), choice.backend.kind == .cpu {
      Console.warning(
        "a step needs more memory than this machine has "
          + "(\(DecimalText.fixed(Double(memory) / Double(1 << 30), 1)) GiB): a smaller "
          + "training.batch, data.reduce, data.crop or --recompute makes it smaller")
    }
  }

  private func describeFrozen(_ run: TrainingRun<FrameExperiment>, _ start: StartingWeights?) {
    guard !run.plan.frozen.isEmpty else { return }
    let frozen = run.experiment.frozen
    Console.note("frozen: \(frozen.count) of \(frozen.total) parameters stay as they are")
    if start == nil, run.firstStep == 0 {
      Console.warning("training.frozen without --from keeps random weights as they are")
    }
  }

  /// "2000 steps", "10 minutes".
  private func length(_ plan: TrainingPlan) -> String {
    plan.seconds.map { TimeWords.minutes($0 / 60) } ?? "\(plan.steps) steps"
  }

  func follow(_ run: TrainingRun<FrameExperiment>) throws -> RunOutcome {
    let isTimed = run.plan.seconds != nil
    var progress = Progress(
      "training", unit: "steps", total: isTimed ? nil : run.plan.steps - run.firstStep)
    defer { progress.finish() }
    return try run.run(shouldStop: { StopSignals.isRequested }) { event in
      switch event {
      case .step(let report, _, _, let waited):
        progress.update(
          report.step - run.firstStep,
          detail: (run.secondsLeft.map { "\(Progress.clock($0)) left, " } ?? "")
            + "step \(report.step), loss \(DecimalText.fixed(report.loss, 6))"
            + (waited > 0.05 ? ", \(DecimalText.fixed(100 * waited, 0)) % waiting for data" : ""))
      case .planned(let seconds, let steps):
        Console.note(
          "a step takes \(DecimalText.significant(seconds, 2)) s: about \(steps) steps fit into the time"
        )
      case .validation(let step, let scores, let isBest):
        let skills = [("persistence", scores.skill), ("motion", scores.motionSkill)].compactMap {
          name, skill in skill.map { "\(DecimalText.fixed($0, 3)) against \(name)" }
        }
        let skill = skills.isEmpty ? "" : ", skill \(skills.joined(separator: " and "))"
        let persistence = DecimalText.fixed(scores.persistenceMSE, 6)
        let kind = run.experiment.data.validatesOnTraining ? "training windows:" : "validation"
        Console.note(
          "step \(step): \(kind) MSE \(DecimalText.fixed(scores.mse, 6)), "
            + "persistence \(persistence)\(skill)\(isBest ? ", the best so far" : "")"
        )
      case .saved: break
      }
    }
  }
}
