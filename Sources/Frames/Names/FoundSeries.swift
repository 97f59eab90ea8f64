/// What is found in the names of a folder.
struct FoundSeries {
  /// At least one, in the order of their first names.
  var series: [NameSeries]
  /// Names that belong to none.
  var strays: [String]
}
