import ForeframeFrames

extension FramePattern {
  /// A pattern of a recipe or of a `dataset.yaml`.
  ///
  /// - Throws: ``RecipeError`` if it makes no sense.
  init(inFile file: String, key: String, _ text: String) throws(RecipeError) {
    do throws(FrameError) {
      self = try FramePattern(text)
    } catch {
      guard case .badPattern(let pattern, let reason) = error else {
        throw .badValue(file: file, key: key, reason: "\(error)")
      }
      throw .badValue(file: file, key: key, reason: "'\(pattern)': \(reason)")
    }
  }
}
