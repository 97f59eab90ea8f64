extension FramePattern {
  /// The pattern that writes all these names and by which they differ; nil if there is none, and if
  /// the names are of several series.
  public static func detect(in names: [String]) -> FramePattern? {
    guard !names.isEmpty,
      let found = try? SeriesSearch(folder: "", names: names).find(),
      found.series.count == 1, found.strays.isEmpty
    else { return nil }
    return found.series[0].pattern
  }
}
