import ForeframeFiles

/// Typed access to a map of a recipe, with errors that name the file and the whole key.
struct RecipeReader {
  let file: String
  /// Path of the map, with a dot after it, or empty.
  let prefix: String
  let object: JSONObject

  /// - Throws: ``RecipeError`` for a value that is no map, and for keys that are not known.
  init(
    _ value: JSON?, file: String, key: String = "", known: [String]
  ) throws(RecipeError) {
    self.file = file
    prefix = key.isEmpty ? "" : key + "."
    guard let object = (value ?? .object(JSONObject())).object else {
      throw .badValue(
        file: file, key: key.isEmpty ? "the recipe" : key, reason: "must be a map of keys")
    }
    self.object = object
    for name in object.keys where !known.contains(name) {
      throw .unknownKey(
        file: file, key: prefix + name,
        suggestion: Spelling.suggestion(for: name, among: known).map { prefix + $0 }, known: known)
    }
  }

  /// The value of a key; null counts as absent.
  subscript(key: String) -> JSON? {
    guard let value = object[key], !value.isNull else { return nil }
    return value
  }

  func bad(_ key: String, _ reason: String) -> RecipeError {
    .badValue(file: file, key: prefix + key, reason: reason)
  }

  /// A whole number in a range.
  func int(_ key: String, in range: ClosedRange<Int>) throws(RecipeError) -> Int? {
    guard let value = self[key] else { return nil }
    guard let number = value.int, range.contains(number) else {
      let limits =
        range.upperBound == .max
        ? "of at least \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
      throw bad(key, "\(value.text().shown) is not a whole number \(limits)")
    }
    return number
  }

  func bool(_ key: String) throws(RecipeError) -> Bool? {
    guard let value = self[key] else { return nil }
    guard let flag = value.bool else {
      throw bad(key, "\(value.text().shown) is neither true nor false")
    }
    return flag
  }

  /// A number for which `isGood` holds; `wanted` says in words which ones these are.
  func number(
    _ key: String, _ wanted: String = "a number", _ isGood: (Double) -> Bool = { _ in true }
  ) throws(RecipeError) -> Double? {
    guard let value = self[key] else { return nil }
    guard let number = value.double, number.isFinite, isGood(number) else {
      throw bad(key, "\(value.text().shown) is not \(wanted)")
    }
    return number
  }

  /// A number above 0.
  func positive(_ key: String) throws(RecipeError) -> Double? {
    try number(key, "a number above 0") { $0 > 0 }
  }

  /// A number from 0 to below 1.
  func share(_ key: String) throws(RecipeError) -> Double? {
    try number(key, "at least 0 and less than 1") { $0 >= 0 && $0 < 1 }
  }

  /// A number above 0 that is neither 0 nor infinite as the 32-bit float that it becomes.
  func positiveFloat(_ key: String) throws(RecipeError) -> Float? {
    try number(key, "a number above 0 that a 32-bit float can hold") {
      Float($0) > 0 && Float($0).isFinite
    }.map { Float($0) }
  }

  /// A number from 0 to below 1, which it still is as a 32-bit float.
  func shareFloat(_ key: String) throws(RecipeError) -> Float? {
    try number(key, "at least 0 and, as a 32-bit float, less than 1") {
      $0 >= 0 && Float($0) < 1
    }.map { Float($0) }
  }

  /// The samples that become 0 and 1; an end that is left out is checked later, against its default.
  func range(
    _ low: String, _ high: String
  ) throws(RecipeError) -> (minimum: Double?, maximum: Double?) {
    let minimum = try number(low), maximum = try number(high)
    do throws(SampleRange.Failure) {
      if let minimum { try SampleRange.check(minimum, low) }
      if let maximum { try SampleRange.check(maximum, high) }
      if let minimum, let maximum { _ = try SampleRange(minimum: minimum, maximum: maximum) }
    } catch {
      throw bad(maximum == nil ? low : high, error.reason)
    }
    return (minimum, maximum)
  }

  func string(_ key: String) throws(RecipeError) -> String? {
    guard let value = self[key] else { return nil }
    guard let text = value.string else { throw bad(key, "\(value.text().shown) is not a text") }
    return text
  }

  /// A list of texts, or a single one; empty if it is left out.
  func texts(_ key: String) throws(RecipeError) -> [String] {
    guard let value = self[key] else { return [] }
    if let text = value.string { return [text] }
    let items = value.array ?? []
    let texts = items.compactMap(\.string)
    guard value.array != nil, texts.count == items.count, texts.allSatisfy({ !$0.isEmpty }) else {
      throw bad(key, "\(value.text().shown) is not a list of texts")
    }
    return texts
  }

  /// One of the raw values of an enum.
  func choice<T: RawRepresentable & CaseIterable>(
    _ key: String, _ type: T.Type = T.self
  ) throws(RecipeError) -> T? where T.RawValue == String {
    guard let value = self[key] else { return nil }
    let known = T.allCases.map(\.rawValue)
    guard let text = value.string, let choice = T(rawValue: text) else {
      let near = value.string.flatMap { Spelling.suggestion(for: $0, among: known) }
      throw bad(
        key,
        "\(value.text().shown) is not one of: \(known.joined(separator: ", "))"
          + (near.map { "; did you mean \($0)?" } ?? ""))
    }
    return choice
  }

  /// `[height, width]`, both positive.
  func size(_ key: String) throws(RecipeError) -> (height: Int, width: Int)? {
    guard let value = self[key] else { return nil }
    let sides = value.array?.compactMap(\.int) ?? []
    guard sides.count == 2, value.array?.count == 2,
      sides.allSatisfy({ (1...65_536).contains($0) })
    else { throw bad(key, "\(value.text().shown) is not [height, width]") }
    return (sides[0], sides[1])
  }

  /// A key whose value is a word, or a map with the word under `kind` and further keys.
  func variant(
    _ key: String, known: [String: [String]]
  ) throws(RecipeError) -> (kind: String, reader: RecipeReader)? {
    guard let value = self[key] else { return nil }
    let whole = prefix + key
    var map = value
    if value.string != nil { map = ["kind": value] }
    let all = Set(known.values.joined()).sorted()
    let reader = try RecipeReader(map, file: file, key: whole, known: ["kind"] + all)
    guard let kind = try reader.string("kind") else {
      throw .missing(file: file, key: whole + ".kind")
    }
    guard let keys = known[kind] else {
      let kinds = known.keys.sorted()
      throw bad(
        key,
        "'\(kind.shown)' is not one of: \(kinds.joined(separator: ", "))"
          + (Spelling.suggestion(for: kind, among: kinds).map { "; did you mean \($0)?" } ?? ""))
    }
    for name in reader.object.keys where name != "kind" && !keys.contains(name) {
      throw reader.bad(name, "does not go with \(key) \(kind)")
    }
    return (kind, reader)
  }
}
