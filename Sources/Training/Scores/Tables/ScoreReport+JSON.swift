import ForeframeFiles

extension ScoreReport {
  /// The whole report; scores that do not exist are `null`.
  public var json: JSON {
    [
      "convention": .string(options.convention.name.rawValue),
      "convention_rules": JSON(options.convention.rules),
      "ssim_data_range": JSON(options.convention.similarityRange),
      "thresholds": .array(options.thresholds.map { JSON($0) }),
      "windows": JSON(options.windows),
      "wavelengths": JSON(options.wavelengths),
      "cases": JSON(caseCount),
      "pixels": JSON(pixels.all),
      "pixels_missing": JSON(pixels.missing),
      "skill": JSON(orNull: skill),
      "skill_interval": JSON(interval),
      "skill_groups": interval.map { JSON($0.groups) } ?? nil,
      "leads": .array(leads.map { row($0) }),
      "total": row(total, model: modelIntervals, reference: referenceIntervals),
    ]
  }

  private func row(
    _ row: Row, model: [ScoreKind: ScoreInterval] = [:],
    reference: [ScoreKind: ScoreInterval] = [:]
  ) -> JSON {
    [
      "lead": row.lead.map { JSON($0) } ?? nil,
      "skill": JSON(orNull: row.skill),
      "model": row.model.json(options, model),
      "reference": row.reference.json(options, reference),
    ]
  }
}

extension Scores {
  /// Every score, and beside it `NAME_interval` where there is an interval.
  public func json(_ options: ScoreOptions, _ intervals: [ScoreKind: ScoreInterval]) -> JSON {
    var object = JSONObject()
    func put(_ kind: ScoreKind, _ key: String, in object: inout JSONObject) {
      object[key] = JSON(orNull: self[kind])
      if let interval = intervals[kind] { object["\(key)_interval"] = JSON(interval) }
    }
    for kind in ScoreKind.errors { put(kind, kind.key, in: &object) }
    object["events"] = .array(
      options.thresholds.enumerated().map { number, threshold in
        var event = JSONObject()
        event["threshold"] = JSON(threshold)
        for kind in ScoreKind.events(number, windows: 0) { put(kind, kind.key, in: &event) }
        let counts = events[number].counts
        event["hits"] = JSON(counts.hits)
        event["false_alarms"] = JSON(counts.falseAlarms)
        event["misses"] = JSON(counts.misses)
        event["correct_negatives"] = JSON(counts.correctNegatives)
        event["fractions"] = .array(
          options.windows.enumerated().map { place, window in
            var entry = JSONObject()
            entry["window"] = JSON(window)
            let kind = ScoreKind.fss(threshold: number, window: place)
            put(kind, kind.key, in: &entry)
            return .object(entry)
          })
        return .object(event)
      })
    object["spectrum"] = .array(
      options.wavelengths.enumerated().map { number, wavelength in
        var entry = JSONObject()
        entry["wavelength"] = JSON(wavelength)
        let kind = ScoreKind.power(wavelength: number)
        put(kind, kind.key, in: &entry)
        return .object(entry)
      })
    return .object(object)
  }
}

extension ScoreKind {
  /// What it is called in JSON.
  fileprivate var key: String {
    switch self {
    case .mse: "mse"
    case .mae: "mae"
    case .mseSum: "mse_sum"
    case .maeSum: "mae_sum"
    case .psnr: "psnr"
    case .ssim: "ssim"
    case .csi: "csi"
    case .pod: "pod"
    case .far: "far"
    case .hss: "hss"
    case .bias: "bias"
    case .fss: "fss"
    case .power: "power_ratio"
    }
  }
}

extension JSON {
  fileprivate init(orNull value: Double?) {
    self = value.map { JSON($0) } ?? .null
  }

  /// `[low, high]`, or null.
  public init(_ interval: ScoreInterval?) {
    self = interval.map { .array([JSON($0.low), JSON($0.high)]) } ?? .null
  }
}
