import ForeframeFiles
import ForeframeFrames

extension DatasetDescription {
  /// The name of the optional file in a data set's folder.
  public static let fileName = "dataset.yaml"

  private static let keys = [
    "pattern", "split", "fractions", "minimum", "maximum", "nodata", "mask",
  ]

  /// What `dataset.yaml` in a folder says; the defaults if there is none, or if it is empty.
  ///
  /// - Throws: ``RecipeError``, `FrameError` for a pattern that makes no sense.
  public static func read(folder: String) throws -> DatasetDescription {
    let path = FileSystem.join(folder, fileName)
    guard FileSystem.exists(path) else { return DatasetDescription() }
    let value: JSON
    do throws(YAMLText.Failure) {
      value = try YAMLText.parse(try readText(path))
    } catch {
      throw RecipeError.syntax(file: path, reason: error.reason)
    }
    if value.isNull { return DatasetDescription() }
    let reader = try RecipeReader(value, file: path, known: keys)
    var description = DatasetDescription()
    description.pattern = try reader.string("pattern").map {
      try FramePattern(inFile: path, key: "pattern", $0)
    }
    switch try reader.choice("split", DataRecipe.Split.self) ?? .automatic {
    case .automatic: description.division = .automatic
    case .sequence: description.division = .bySequence
    case .time: description.division = .byTime
    }
    if let value = reader["fractions"] {
      let parts = value.array?.compactMap(\.double) ?? []
      guard parts.count == 3, value.array?.count == 3, parts.allSatisfy({ $0 >= 0 }) else {
        throw reader.bad("fractions", "\(value.text().shown) is not [training, validation, test]")
      }
      description.fractions = parts
    }
    (description.minimum, description.maximum) = try reader.range("minimum", "maximum")
    description.noData = try reader.int("nodata", in: 0...65_535)
    description.mask = try reader.string("mask").map { FileSystem.join(folder, $0) }
    return description
  }

  /// The samples that are 0 and 1: those that the description names, otherwise the ends of the
  /// format's own range.
  ///
  /// - Parameter source: what gave the description, for errors.
  /// - Throws: ``RecipeError`` where an end that was given does not go with the other.
  public func scaling(
    for format: FrameFormat, source: String
  ) throws(RecipeError) -> SampleScaling {
    let standard = FrameEncoding(format: format).scaling
    do {
      let range = try SampleRange(
        minimum: minimum ?? Double(standard.minimum), maximum: maximum ?? Double(standard.maximum))
      return SampleScaling(minimum: range.minimum, maximum: range.maximum)
    } catch {
      let (given, other) = minimum == nil ? ("maximum", "minimum") : ("minimum", "maximum")
      throw .badValue(
        file: source, key: given,
        reason: minimum != nil && maximum != nil
          ? error.reason
          : "\(error.reason), which is that of \(format) because no \(other) is given")
    }
  }

  private static func readText(_ path: String) throws(YAMLText.Failure) -> String {
    do { return try FileSystem.readText(path, limit: 1 << 20) } catch {
      throw YAMLText.Failure(reason: "\(error)")
    }
  }
}
