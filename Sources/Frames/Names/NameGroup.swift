/// Names that are equal but for their cells.
struct NameGroup {
  /// Their places among all names of the folder.
  let members: [Int]
  let names: [NameCells]
  let columns: [NameColumn]
  /// The columns that are not the same in all names.
  let varying: [Int]

  /// - Parameter members: at least one.
  init(_ members: [Int], _ names: [NameCells]) {
    self.members = members
    self.names = names
    columns = names[0].cells.indices.map { NameColumn(names, cell: $0) }
    varying = columns.indices.filter { [columns] in !columns[$0].isConstant }
  }

  var count: Int { names.count }

  /// The literal text before a column.
  func literal(before column: Int) -> ArraySlice<UInt8> { names[0].literal(before: column) }
}
