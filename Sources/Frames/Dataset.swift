import ForeframeFiles

/// Sequences for training, validation and test.
public struct Dataset: Sendable, Hashable {
  /// What a sequence is for.
  public enum Split: String, Sendable, Hashable, CaseIterable {
    case train
    case validation
    case test

    /// Names of its folder.
    var folders: [String] {
      switch self {
      case .train: ["train", "training"]
      case .validation: ["validation", "val", "valid"]
      case .test: ["test", "testing"]
      }
    }
  }

  /// The folder of the data set.
  public let path: String
  public let description: DatasetDescription
  public private(set) var train: [FrameSequence] = []
  public private(set) var validation: [FrameSequence] = []
  public private(set) var test: [FrameSequence] = []
  /// Frames between the parts of sequences that are cut; see ``DatasetDescription/gap``.
  public private(set) var leftOut: [FrameSequence] = []
  /// Whether the folders say what is for training; otherwise `description.division` does.
  public private(set) var hasSplitFolders = false
  /// PNGs left out, by path: beside folders of sequences, or not fitting the pattern.
  public private(set) var ignored: [String] = []
  /// What a person should know about how names were understood, a sentence each.
  public private(set) var notes: [String] = []

  /// The sequences of a split.
  public subscript(split: Split) -> [FrameSequence] {
    switch split {
    case .train: train
    case .validation: validation
    case .test: test
    }
  }

  /// All sequences.
  public var sequences: [FrameSequence] { train + validation + test }

  /// Finds the sequences below a folder: `{train,validation,test}/<sequence>/<frame>.png`, or
  /// `<sequence>/<frame>.png`, or `<frame>.png`. Where there are folders of frames, PNGs beside
  /// them are left out.
  public static func open(
    _ path: String, description: DatasetDescription = DatasetDescription()
  ) throws(FrameError) -> Dataset {
    var dataset = Dataset(path: path, description: description)
    for split in Split.allCases {
      for folder in split.folders.map({ FileSystem.join(path, $0) })
      where FileSystem.isDirectory(folder) {
        let found = try dataset.collect(folder)
        dataset.append(found, to: split)
        dataset.hasSplitFolders = true
      }
    }
    if !dataset.hasSplitFolders {
      try dataset.divide(try dataset.collect(path))
    }
    if let file = description.mask { dataset.apply(try ObservedMask(file)) }
    return dataset
  }

  /// Every sequence below a folder, for the test of a model on data without splits.
  public static func everything(
    _ path: String, description: DatasetDescription = DatasetDescription()
  ) throws(FrameError) -> Dataset {
    var whole = description
    whole.fractions = [0, 0, 1]
    return try open(path, description: whole)
  }

  private init(path: String, description: DatasetDescription) {
    self.path = path
    self.description = description
  }

  private mutating func apply(_ mask: ObservedMask) {
    for index in train.indices { train[index].mask = mask }
    for index in validation.indices { validation[index].mask = mask }
    for index in test.indices { test[index].mask = mask }
  }

  mutating func leaveOut(_ sequence: FrameSequence) { leftOut.append(sequence) }

  mutating func append(_ sequences: [FrameSequence], to split: Split) {
    switch split {
    case .train: train += sequences
    case .validation: validation += sequences
    case .test: test += sequences
    }
  }

  /// The sequences in a folder of folders, or in a folder of frames.
  private mutating func collect(_ folder: String) throws(FrameError) -> [FrameSequence] {
    let entries = try wrappingFile { () throws(FileError) in try FileSystem.list(folder) }
    try ignoreUnreadable(folder)
    let visible = entries.filter { !$0.hasPrefix(".") }.sorted(by: NaturalOrder.precedes)
    let folders = visible.filter { FileSystem.isDirectory(FileSystem.join(folder, $0)) }
    var found: [FrameSequence] = []
    for name in folders {
      let path = FileSystem.join(folder, name)
      let inner = try wrappingFile { () throws(FileError) in try FileSystem.list(path) }
      guard inner.contains(where: FrameSequence.isFrameName) else { continue }
      try ignoreUnreadable(path)
      found += try scan(path)
    }
    let loose = visible.filter(FrameSequence.isFrameName)
      .filter { FileSystem.isFile(FileSystem.join(folder, $0)) }
    if found.isEmpty {
      guard !loose.isEmpty else { throw noFrames(in: folder, folders) }
      return try scan(folder)
    }
    ignored += loose.map { FileSystem.join(folder, $0) }
    return found
  }

  /// Why there is no frame in a folder, nor in those in it.
  private func noFrames(in folder: String, _ folders: [String]) -> FrameError {
    for path in [folder] + folders.map({ FileSystem.join(folder, $0) }) {
      let error = FrameSequence.noFrames(in: path, folders: folders.count)
      if case .unreadableNames = error { return error }
    }
    return .emptyFolder(path: folder, folders: folders.count)
  }

  /// Names that are not UTF-8.
  private mutating func ignoreUnreadable(_ folder: String) throws(FrameError) {
    ignored += try wrappingFile { () throws(FileError) in
      try FileSystem.unreadableNames(folder).map { FileSystem.join(folder, $0) }
    }
  }

  private mutating func scan(_ folder: String) throws(FrameError) -> [FrameSequence] {
    let entries = try wrappingFile { () throws(FileError) in try FileSystem.list(folder) }
    let names = entries.filter {
      FrameSequence.isFrameName($0) && !FileSystem.isDirectory(FileSystem.join(folder, $0))
    }
    let scan = try FrameSequence.scan(
      folder: folder, names: names, pattern: description.pattern)
    notes += scan.notes.map { "\(folder): \($0)" }
    ignored += scan.ignored.map { FileSystem.join(folder, $0) }
    return scan.sequences
  }
}
