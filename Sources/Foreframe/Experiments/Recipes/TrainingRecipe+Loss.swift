import ForeframeFiles
import ForeframeTraining

extension Loss {
  /// The losses of recipes, with the keys that each may have.
  private static let kinds: [String: [String]] = [
    "mse": [], "mae": [], "huber": ["delta"], "bce": [],
    "balanced-mse": ["thresholds", "weights"], "balanced-mae": ["thresholds", "weights"],
    "ssim": [], "gradient-difference": ["power"], "facl": ["end_step"],
  ]

  /// The `loss` of a recipe: a word, a map with the word under `kind`, or a map of several with their
  /// weights, such as `{mse: 1, ssim: 0.2}`. Thresholds are samples; see
  /// ``resolved(minimum:maximum:steps:)``.
  init(_ reader: RecipeReader) throws(RecipeError) {
    if let map = reader["loss"]?.object, map["kind"] == nil {
      self = .mixture(try Self.terms(reader, map))
    } else if let (kind, inner) = try reader.variant("loss", known: Self.kinds) {
      try self.init(kind, inner)
    } else {
      self = .meanSquared
    }
  }

  private init(_ kind: String, _ reader: RecipeReader) throws(RecipeError) {
    switch kind {
    case "mae": self = .meanAbsolute
    case "huber": self = .huber(delta: try reader.positiveFloat("delta") ?? 1)
    case "bce": self = .binaryCrossEntropy
    case "balanced-mse": self = .balancedSquared(try IntensityWeights(reader))
    case "balanced-mae": self = .balancedAbsolute(try IntensityWeights(reader))
    case "ssim": self = .structuralSimilarity
    case "gradient-difference":
      let power = try reader.int("power", in: 1...2).flatMap(GradientDifference.Power.init)
      self = .gradientDifference(power ?? .absolute)
    case "facl":
      self = .fourier(CorrelationSchedule(end: try reader.int("end_step", in: 1...1_000_000_000)))
    default: self = .meanSquared
    }
  }

  /// A mixture's losses in the order in which they are written.
  private static func terms(
    _ reader: RecipeReader, _ map: JSONObject
  ) throws(RecipeError) -> [LossTerm] {
    let key = reader.prefix + "loss"
    let inner = try RecipeReader(
      .object(map), file: reader.file, key: key, known: kinds.keys.sorted())
    var terms: [LossTerm] = []
    for name in map.keys {
      guard let value = inner[name] else { continue }
      let keys = try RecipeReader(
        value.object == nil ? ["weight": value] : value, file: reader.file, key: "\(key).\(name)",
        known: ["weight"] + (kinds[name] ?? []))
      terms.append(LossTerm(try keys.positiveFloat("weight") ?? 1, try Loss(name, keys)))
    }
    guard !terms.isEmpty else { throw reader.bad("loss", "a mixture of no losses") }
    return terms
  }

  /// As it is written in a recipe.
  var json: JSON {
    if case .mixture(let terms) = self {
      var object = JSONObject()
      for term in terms {
        var values = term.loss.keyed.values
        if values.count == 0 {
          object[term.loss.keyed.kind] = JSON(term.weight)
        } else {
          values["weight"] = JSON(term.weight)
          object[term.loss.keyed.kind] = .object(values)
        }
      }
      return .object(object)
    }
    let (kind, values) = keyed
    if values.count == 0 { return .string(kind) }
    var object = JSONObject()
    object["kind"] = .string(kind)
    for (key, value) in values { object[key] = value }
    return .object(object)
  }

  /// A single loss's word and keys.
  private var keyed: (kind: String, values: JSONObject) {
    var values = JSONObject()
    switch self {
    case .meanSquared: return ("mse", values)
    case .meanAbsolute: return ("mae", values)
    case .huber(let delta):
      values["delta"] = JSON(delta)
      return ("huber", values)
    case .binaryCrossEntropy: return ("bce", values)
    case .balancedSquared(let weights): return ("balanced-mse", weights.values)
    case .balancedAbsolute(let weights): return ("balanced-mae", weights.values)
    case .structuralSimilarity: return ("ssim", values)
    case .gradientDifference(let power):
      values["power"] = JSON(power.rawValue)
      return ("gradient-difference", values)
    case .fourier(let schedule):
      values["end_step"] = schedule.end.map { JSON($0) }
      return ("facl", values)
    case .mixture: preconditionFailure("a mixture within a mixture")
    }
  }
}

extension IntensityWeights {
  /// The most thresholds.
  private static let mostThresholds = 32

  fileprivate init(_ reader: RecipeReader) throws(RecipeError) {
    let thresholds = try Self.numbers(reader, "thresholds")
    let weights = try Self.numbers(reader, "weights")
    guard !thresholds.isEmpty, thresholds.count <= Self.mostThresholds,
      zip(thresholds, thresholds.dropFirst()).allSatisfy({ $0 < $1 })
    else {
      throw reader.bad(
        "thresholds", "must be 1 to \(Self.mostThresholds) samples, each larger than the one before"
      )
    }
    guard weights.allSatisfy({ $0 >= 0 }), weights.contains(where: { $0 > 0 }) else {
      throw reader.bad("weights", "must be at least 0, and not all of them 0")
    }
    guard weights.count == thresholds.count + 1 else {
      throw reader.bad(
        "weights",
        "\(weights.count) are given for \(thresholds.count) thresholds; one more than thresholds is "
          + "needed: the first is for samples below all thresholds")
    }
    self.init(thresholds: thresholds, weights: weights)
  }

  private static func numbers(
    _ reader: RecipeReader, _ key: String
  ) throws(RecipeError) -> [Float] {
    guard let value = reader[key] else {
      throw .missing(file: reader.file, key: reader.prefix + key)
    }
    let items = value.array ?? []
    let numbers = items.compactMap(\.double).map { Float($0) }
    guard value.array != nil, numbers.count == items.count, numbers.allSatisfy(\.isFinite) else {
      throw reader.bad(key, "\(value.text().shown) is not a list of numbers")
    }
    return numbers
  }

  fileprivate var values: JSONObject {
    var object = JSONObject()
    object["thresholds"] = .array(thresholds.map { JSON($0) })
    object["weights"] = .array(weights.map { JSON($0) })
    return object
  }
}
