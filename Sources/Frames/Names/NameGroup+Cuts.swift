extension NameGroup {
  /// The group with a number of every name cut in two, after as many digits.
  ///
  /// - Parameter keepsRest: whether the digits after the cut are a column, too; otherwise they are
  ///   text, which must be the same in all names.
  func cut(_ column: Int, after digits: Int, keepsRest: Bool) -> NameGroup {
    NameGroup(members, names.map { $0.cut(column, after: digits, keepsRest: keepsRest) })
  }
}

extension NameCells {
  fileprivate func cut(_ cell: Int, after digits: Int, keepsRest: Bool) -> NameCells {
    var name = self
    let range = cells[cell].range
    let place = range.lowerBound + digits
    name.cells[cell].range = range.lowerBound..<place
    if keepsRest {
      name.cells.insert(Cell(kind: .digits, range: place..<range.upperBound), at: cell + 1)
    }
    return name
  }
}
