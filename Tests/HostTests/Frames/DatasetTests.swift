import ForeframeFiles
import ForeframeFrames
import TestSupport
import Testing

@Suite struct DatasetTests {
  private func names(_ folder: String, _ count: Int) -> [String] {
    (0..<count).map { "\(folder)/\($0).png" }
  }

  @Test func splitFoldersAreObeyed() throws {
    let folder = try FrameFolder()
    try folder.add(names("train/b", 3)).add(names("train/a", 2))
      .add(names("val/x", 4)).add(names("test", 5))
    try folder.write([1], as: "dataset.yaml")
    let dataset = try Dataset.open(folder.path)
    #expect(dataset.hasSplitFolders)
    #expect(dataset.train.map(\.name) == ["a", "b"])
    #expect(dataset.validation.map(\.count) == [4])
    #expect(dataset[.test].map(\.count) == [5])
    #expect(dataset.sequences.count == 4)
  }

  @Test func foldersOfSequencesAreDividedWhole() throws {
    let folder = try FrameFolder()
    for index in 0..<10 { try folder.add(names("s\(index)", 2)) }
    try folder.add(["mask.png"])
    let dataset = try Dataset.open(folder.path)
    #expect(dataset.train.map(\.name) == (0..<8).map { "s\($0)" })
    #expect(dataset.validation.map(\.name) == ["s8"])
    #expect(dataset.test.map(\.name) == ["s9"])
    #expect(dataset.ignored == [folder.path + "/mask.png"])
    #expect(try Dataset.everything(folder.path).test.count == 10)
  }

  @Test func aFlatFolderIsDividedByTime() throws {
    let folder = try FrameFolder().add((0..<20).map { "\($0).png" })
    let dataset = try Dataset.open(folder.path)
    #expect(dataset.train.map(\.names) == [(0..<16).map { "\($0).png" }])
    #expect(dataset.validation.map(\.names) == [["16.png", "17.png"]])
    #expect(dataset.test.map(\.names) == [["18.png", "19.png"]])
  }

  @Test func gapsMakeSequencesToDivide() throws {
    let folder = try FrameFolder().add([0, 1, 2, 10, 11, 12].map { "\($0).png" })
    let halves = DatasetDescription(fractions: [1, 0, 1])
    let dataset = try Dataset.open(folder.path, description: halves)
    #expect(dataset.train.map(\.names) == [["0.png", "1.png", "2.png"]])
    #expect(dataset.test.map(\.names) == [["10.png", "11.png", "12.png"]])
    let byTime = DatasetDescription(division: .byTime, fractions: [2, 0, 1])
    let other = try Dataset.open(folder.path, description: byTime)
    #expect(other.train.map(\.names) == [["0.png", "1.png"], ["10.png", "11.png"]])
    #expect(other.test.map(\.names) == [["2.png"], ["12.png"]])
  }

  @Test func noFrameIsInTwoSplits() throws {
    for count in [1, 2, 3, 7, 50] {
      let folder = try FrameFolder().add((0..<count).map { "\($0).png" })
      let dataset = try Dataset.open(folder.path)
      let all = dataset.sequences.flatMap(\.names)
      #expect(all == (0..<count).map { "\($0).png" })
      #expect(!dataset.train.isEmpty)
      if count >= 3 { #expect(!dataset.validation.isEmpty && !dataset.test.isEmpty) }
    }
  }

  @Test func impossibleDivisionsAreRefused() throws {
    let folder = try FrameFolder().add(["1.png", "2.png"])
    let descriptions = [
      DatasetDescription(division: .bySequence), DatasetDescription(fractions: [0, 0, 0]),
      DatasetDescription(fractions: [1, -1, 1]), DatasetDescription(fractions: [1, 1]),
    ]
    for description in descriptions {
      let error = frameError { _ = try Dataset.open(folder.path, description: description) }
      guard case .badDataset(path: folder.path, reason: _) = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
    }
  }

  @Test func emptyFoldersAreNamed() throws {
    let folder = try FrameFolder()
    #expect(
      frameError { _ = try Dataset.open(folder.path) }
        == .emptyFolder(path: folder.path, folders: 0))
    try FileSystem.makeDirectories(folder.path + "/train")
    #expect(
      frameError { _ = try Dataset.open(folder.path) }
        == .emptyFolder(path: folder.path + "/train", folders: 0))
  }

  @Test(arguments: [(10, 5, 1, 6), (10, 5, 2, 3), (10, 10, 1, 1), (11, 10, 3, 1), (10, 1, 4, 3)])
  func windowsAreCounted(_ frames: Int, _ length: Int, _ stride: Int, _ expected: Int) throws {
    let names = (0..<frames).map { "\($0).png" }
    let sequences = try FrameSequence.scan(folder: "x", names: names).sequences
    let index = try WindowIndex(sequences, length: length, stride: stride)
    #expect(index.count == expected)
    #expect(index.windows.map(\.start) == (0..<expected).map { $0 * stride })
  }

  @Test func shortSequencesHaveNoWindows() throws {
    let names = [0, 1, 2, 10, 11, 20, 21, 22, 23].map { "\($0).png" }
    let sequences = try FrameSequence.scan(folder: "x", names: names).sequences
    let index = try WindowIndex(sequences, length: 3)
    #expect(index.windows.map(\.sequence) == [0, 2, 2])
    #expect(index.windows.map(\.start) == [0, 0, 1])
    #expect(
      frameError { _ = try WindowIndex(sequences, length: 5) }
        == .tooFewFrames(path: "x", found: 4, needed: 5))
    #expect(
      frameError { _ = try WindowIndex([], length: 5) }
        == .tooFewFrames(path: "data set", found: 0, needed: 5))
  }
}
