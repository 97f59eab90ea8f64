import ForeframeFrames
import Testing

/// Folders made from formulas, each read without being told how.
@Suite struct FolderLayoutTests {
  /// In another order than that of time.
  private func shuffled(_ names: [String]) -> [String] {
    let odd = names.indices.filter { $0 % 3 == 1 }, rest = names.indices.filter { $0 % 3 != 1 }
    return (odd.reversed() + rest.reversed()).map { names[$0] }
  }

  @Test func thereAreManyLayouts() {
    #expect(FolderLayout.all.count >= 200)
    #expect(Set(FolderLayout.all.map(\.testDescription)).count == FolderLayout.all.count)
  }

  @Test(arguments: FolderLayout.all)
  func namesAreReadAndGoOn(_ layout: FolderLayout) throws {
    let names = layout.names(0..<layout.count)
    let scan = try FrameSequence.scan(folder: "x", names: shuffled(names))
    #expect(scan.series.map { $0.pattern?.description } == [layout.pattern])
    #expect(scan.sequences.map(\.names) == [names])
    #expect(scan.ignored.isEmpty)
    let next = layout.names(layout.count..<layout.count + 30)
    #expect(scan.last.nextNames(30) == next)
    // What was found can be given, and says the same.
    let given = try FramePattern(layout.pattern)
    let again = try FrameSequence.scan(folder: "x", names: shuffled(names), pattern: given)
    #expect(again.sequences.map(\.names) == [names])
    #expect(again.last.nextNames(30) == next)
  }

  /// Missing names are gaps, and stray pictures change nothing.
  @Test(arguments: FolderLayout.all)
  func gapsAndStraysAreFound(_ layout: FolderLayout) throws {
    let names = layout.names(0..<layout.count)
    let first = Array(names[..<14]), second = Array(names[17...])
    let strays = ["legend.png", "pointing00.png"]
    let scan = try FrameSequence.scan(folder: "x", names: strays + shuffled(first + second))
    #expect(scan.sequences.map(\.names) == [first, second])
    #expect(scan.series.map { $0.pattern?.description } == [layout.pattern])
    #expect(scan.last.nextNames(3) == layout.names(layout.count..<layout.count + 3))
    #expect(scan.ignored == strays)
    #expect(scan.warnings.contains { warning in strays.allSatisfy(warning.contains) })
  }

  /// A copy of a frame is no frame.
  @Test(arguments: FolderLayout.archives + FolderLayout.countersAndClocks)
  func copiesAreLeftOut(_ layout: FolderLayout) throws {
    let names = layout.names(0..<layout.count)
    let copies = ["\(names[5].dropLast(4)) (1).png", "\(names[7].dropLast(4))_copy.png"]
    let scan = try FrameSequence.scan(folder: "x", names: copies + names)
    #expect(scan.sequences.map(\.names) == [names])
    #expect(Set(scan.ignored) == Set(copies))
  }
}
