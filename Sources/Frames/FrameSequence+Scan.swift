import ForeframeFiles

extension FrameSequence {
  /// Finds the sequences in a folder of PNGs. The path of one PNG is a sequence of one frame.
  ///
  /// Hidden files and files that do not end in `.png` are not looked at. With a pattern, other
  /// names are left out. Without, names that count alike are a series, each with the pattern that
  /// explains its names best, and a few names that fit none are left out; names without any number
  /// or time stand in natural order. A step of more than 1.5 times the usual one ends a sequence.
  ///
  /// - Throws: ``FrameError``, also where names are one frame twice or could be understood in
  ///   several ways, and where a folder of folders has other pictures beside them.
  public static func scan(
    _ path: String, pattern: FramePattern? = nil
  ) throws(FrameError) -> SequenceScan {
    if FileSystem.isFile(path) {
      let (folder, name) = FileSystem.split(path)
      return try scan(folder: folder, names: [name], pattern: pattern)
    }
    let entries = try wrappingFile { () throws(FileError) in try FileSystem.list(path) }
    let visible = entries.filter { !$0.hasPrefix(".") }
    let folders = visible.filter { FileSystem.isDirectory(FileSystem.join(path, $0)) }
    let isFolder = Set(folders)
    let names = visible.filter { isFrameName($0) && !isFolder.contains($0) }
    if names.isEmpty { throw noFrames(in: path, folders: folders.count) }
    guard pattern == nil else { return try scan(folder: path, names: names, pattern: pattern) }
    let largest = largestFolder(folders, in: path)
    do throws(FrameError) {
      let found = try scan(folder: path, names: names)
      // A sequence with folders beside it is one; a few masks beside folders of frames are not.
      let isSequence = found.series.allSatisfy { $0.pattern != nil }
      guard let largest, !isSequence || found.longest.count < largest.frames else { return found }
    } catch {
      guard largest != nil, case .ambiguousNames = error else { throw error }
    }
    throw .foldersBesideFrames(
      path: path, folders: folders.count, example: largest?.name ?? folders[0], frames: names.count)
  }

  /// Why a folder without a frame has none.
  public static func noFrames(in path: String, folders: Int) -> FrameError {
    let unreadable = (try? FileSystem.unreadableNames(path, where: NameEnding.isPNG)) ?? []
    return unreadable.first.map {
      .unreadableNames(path: path, count: unreadable.count, example: $0)
    } ?? .emptyFolder(path: path, folders: folders)
  }

  /// The folder in a folder that has most PNGs, and how many; nil if none has any.
  private static func largestFolder(
    _ folders: [String], in path: String
  ) -> (name: String, frames: Int)? {
    var largest: (name: String, frames: Int)?
    // A hundred tell what the folder is for.
    for folder in folders.prefix(100) {
      let names = (try? FileSystem.list(FileSystem.join(path, folder))) ?? []
      let frames = names.count(where: isFrameName)
      if frames > largest?.frames ?? 0 { largest = (folder, frames) }
    }
    return largest
  }

  /// Orders and divides names that are known already; they must not be empty.
  public static func scan(
    folder: String, names: [String], pattern given: FramePattern? = nil
  ) throws(FrameError) -> SequenceScan {
    guard let example = names.first else { throw .emptyFolder(path: folder, folders: 0) }
    let title = sequenceName(folder)
    var found = FoundSeries(series: [NameSeries(pattern: given, names: names)], strays: [])
    if given == nil { found = try SeriesSearch(folder: folder, names: names).find() }
    var arranged: [SeriesOrder] = []
    var ignored = found.strays
    for series in found.series {
      let order = try SeriesOrder(series, folder: folder)
      arranged.append(order)
      ignored += order.ignored
    }
    guard arranged.contains(where: { !$0.groups.isEmpty }) else {
      throw .noMatch(folder: folder, pattern: given?.description ?? "", example: example)
    }
    let isAlone = arranged.reduce(0) { $0 + $1.groups.count } == 1
    let series = arranged.filter { !$0.groups.isEmpty }.map { order in
      FrameSeries(
        pattern: order.pattern,
        sequences: order.groups.map { group in
          FrameSequence(
            folder: folder, name: isAlone ? title : "\(title)/\(FileSystem.stem(group[0]))",
            names: group, pattern: order.pattern, cadence: order.cadence)
        })
    }
    return SequenceScan(
      series: series, ignored: ignored, notes: arranged.flatMap(\.notes))
  }

  /// Whether a file of this name is taken for a frame: a PNG that is not hidden.
  public static func isFrameName(_ name: String) -> Bool {
    !name.hasPrefix(".") && FileSystem.pathExtension(name).lowercased() == "png"
  }

  private static func sequenceName(_ folder: String) -> String {
    let name = FileSystem.split(folder).name
    guard name == "." || name == ".." else { return name }
    guard let resolved = try? FileSystem.resolve(folder) else { return name }
    return FileSystem.split(resolved).name
  }
}
