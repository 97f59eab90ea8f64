import ForeframeFiles
import ForeframeFrames
import TestSupport
import Testing

/// Folders of folders.
@Suite struct NestedFolderTests {
  private func frames(_ folder: String, _ count: Int) -> [String] {
    (0..<count).map { "\(folder)\(folder.isEmpty ? "" : "/")\($0).png" }
  }

  @Test(arguments: [
    ["a.mask.png", "b.mask.png", "c.mask.png"], ["mask_20150515.png", "mask_20160711.png"],
    ["mask.png"], ["1.png", "2.png", "3.png"], ["a_1.mask.png", "a_2.mask.png", "b.mask.png"],
  ])
  func masksBesideFoldersAreNoSequence(_ masks: [String]) throws {
    let folder = try FrameFolder().add(masks).add(frames("a", 5)).add(frames("b", 7))
    let error = frameError { _ = try folder.scan() }
    #expect(
      error
        == .foldersBesideFrames(path: folder.path, folders: 2, example: "b", frames: masks.count))
    #expect(error?.description.contains("\(folder.path)/b") == true)
    // A data set is the folders.
    #expect(try Dataset.everything(folder.path).sequences.map(\.name) == ["a", "b"])
  }

  @Test func framesWithFoldersBesideThemAreASequence() throws {
    let folder = try FrameFolder().add(frames("", 7)).add(frames("masks", 7)).add(["old/x.png"])
    #expect(try folder.scan().last.count == 7)
    try FileSystem.makeDirectories(folder.path + "/empty")
    #expect(try folder.scan().last.count == 7)
  }

  @Test func aPatternChoosesAnyway() throws {
    let folder = try FrameFolder().add(["m_1.png", "m_2.png"]).add(frames("a", 5))
    #expect(try folder.scan("m_%d").last.count == 2)
  }
}
