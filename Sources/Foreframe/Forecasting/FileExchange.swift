import ForeframeFiles

/// Moves all files of one folder into another, in place of those of the same names: all of them, or
/// none.
///
/// Names are looked at first. Files that are replaced wait beside the new ones until every file has
/// its place, and come back if one of them cannot be moved.
struct FileExchange {
  private let source: String
  private let target: String
  private let names: [String]

  /// - Throws: ``OutputFolder/Refusal`` if a name is a folder's on one side and a file's on the other.
  init(from source: String, to target: String) throws {
    self.source = source
    self.target = target
    names = try FileSystem.filesBelow(source)
    for name in names {
      let path = FileSystem.join(target, name)
      if FileSystem.isDirectory(path) {
        throw OutputFolder.Refusal(message: "\(path) is a folder, where a file is to be written")
      }
      var folder = FileSystem.split(name).folder
      while folder != ".", folder != "", folder != "/" {
        let path = FileSystem.join(target, folder)
        if FileSystem.isTaken(path), !FileSystem.isDirectory(path) {
          throw OutputFolder.Refusal(message: "\(path) is a file, where a folder is to be written")
        }
        folder = FileSystem.split(folder).folder
      }
    }
  }

  /// Moves the files.
  func run() throws {
    // Beside the hidden folder, so that all of it is on one disk.
    let replaced = source + ".replaced"
    var undo: [(from: String, to: String)] = []
    do {
      for name in names {
        let place = FileSystem.join(target, name)
        if FileSystem.isTaken(place) {
          let waiting = FileSystem.join(replaced, name)
          try FileSystem.makeDirectories(FileSystem.split(waiting).folder)
          try FileSystem.rename(place, to: waiting)
          undo.append((waiting, place))
        } else {
          try FileSystem.makeDirectories(FileSystem.split(place).folder)
        }
        try FileSystem.rename(FileSystem.join(source, name), to: place)
        undo.append((place, FileSystem.join(source, name)))
      }
    } catch {
      for move in undo.reversed() { try? FileSystem.rename(move.from, to: move.to) }
      try? FileSystem.removeTree(replaced)
      throw error
    }
    try FileSystem.removeTree(replaced)
  }
}
