import ForeframeFiles
import ForeframeTraining

extension TrainingRecipe {
  /// Resolved, in the order of the keys.
  var json: JSON {
    var object = JSONObject()
    switch length {
    case .steps(let count): object["steps"] = JSON(count)
    case .epochs(let count): object["epochs"] = JSON(count)
    }
    object["minutes"] = minutes.map { JSON($0) }
    object["batch"] = JSON(batch)
    object["loss"] = loss.json
    object["quantile_weight"] = quantileWeight.map { JSON($0) }
    object["optimiser"] = plan.optimiser.json
    object["rate"] = JSON(plan.peakRate)
    object["schedule"] = plan.schedule.json
    object["warm_up"] = JSON(plan.warmUp)
    object["clip_norm"] = plan.clipNorm.map { JSON($0) }
    object["recompute"] = .bool(recomputes)
    object["sampling"] = ["start": JSON(sampling.start), "end_step": JSON(sampling.end)]
    object["seed"] = JSON(Int(plan.seed))
    object["validate_every"] = JSON(plan.validateEvery)
    object["validation_cases"] = JSON(validationCases)
    object["save_every"] = JSON(plan.saveEvery)
    object["patience"] = plan.patience.map { JSON($0) }
    object["average"] = plan.average.map { JSON($0.decay) }
    if !plan.frozen.isEmpty { object["frozen"] = JSON(plan.frozen.map(\.text)) }
    object["sample_every"] = JSON(plan.sampleEvery)
    return .object(object)
  }
}

extension Optimiser {
  fileprivate var json: JSON {
    switch self {
    case .adam(let beta1, let beta2, let epsilon):
      [
        "kind": "adam", "beta1": JSON(beta1), "beta2": JSON(beta2), "epsilon": JSON(epsilon),
      ]
    case .adamW(let beta1, let beta2, let epsilon, let decay):
      [
        "kind": "adamw", "beta1": JSON(beta1), "beta2": JSON(beta2), "epsilon": JSON(epsilon),
        "decay": JSON(decay),
      ]
    case .rmsProp(let decay, let epsilon):
      ["kind": "rmsprop", "decay": JSON(decay), "epsilon": JSON(epsilon)]
    case .momentum(let momentum): ["kind": "sgd", "momentum": JSON(momentum)]
    }
  }
}

extension Schedule {
  fileprivate var json: JSON {
    switch self {
    case .constant: "constant"
    case .oneCycle(let rise, let divisor, let finalDivisor):
      [
        "kind": "one-cycle", "rise": JSON(rise), "divisor": JSON(divisor),
        "final_divisor": JSON(finalDivisor),
      ]
    case .cosine(let floor): ["kind": "cosine", "floor": JSON(floor)]
    case .step(let every, let factor):
      ["kind": "step", "every": JSON(every), "factor": JSON(factor)]
    }
  }
}
