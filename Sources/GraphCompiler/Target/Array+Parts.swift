extension Array {
  /// The elements in their order in about equally many, at most `count`, none of them empty.
  public func parts(_ count: Int) -> [ArraySlice<Element>] {
    let count = Swift.min(Swift.max(count, 1), self.count)
    return (0..<count).map { self[$0 * self.count / count..<($0 + 1) * self.count / count] }
  }
}
