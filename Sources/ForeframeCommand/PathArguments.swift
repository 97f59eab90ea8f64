import ArgumentParser

/// Names of files and folders on the command line.
enum PathArguments {
  /// Refuses empty names, which a script makes of a variable that is not set.
  ///
  /// - Parameter names: by the option that they were given with.
  static func check(_ names: [String: [String]]) throws {
    for (option, values) in names.sorted(by: { $0.key < $1.key })
    where values.contains(where: \.isEmpty) {
      throw ValidationError("\(option): an empty name is no file and no folder")
    }
  }
}
