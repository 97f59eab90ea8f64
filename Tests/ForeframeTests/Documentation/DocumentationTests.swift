import ForeframeFiles
import Testing

/// The code that the documentation shows is code that is compiled and tested.
@Suite struct DocumentationTests {
  private static let here = "/Tests/ForeframeTests/Documentation/DocumentationTests.swift"
  private static let root = String(#filePath.dropLast(here.count))
  private static let catalogue = "Sources/Foreframe/Foreframe.docc"

  /// The blocks of Swift in a page.
  private func blocks(_ page: String) throws -> [String] {
    var blocks: [String] = []
    var block: [Substring]?
    let text = try FileSystem.readText("\(Self.root)/\(page)", limit: 1 << 20)
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line == "```swift" {
        block = []
      } else if line == "```", let lines = block {
        blocks.append(lines.joined(separator: "\n") + "\n")
        block = nil
      } else {
        block?.append(line)
      }
    }
    return blocks
  }

  @Test func theSineWaveIsThatOfTheTest() throws {
    let tests = "\(Self.root)/Tests/Consumer/Tests/ConsumerTests"
    let code = try ["SineWave.swift", "SineWave+Loading.swift"].map {
      try FileSystem.readText("\(tests)/\($0)", limit: 1 << 20)
    }
    #expect(try blocks("\(Self.catalogue)/SineWave.md") == code)
    // Short enough to be read at once.
    #expect(code[0].split(separator: "\n", omittingEmptySubsequences: false).count <= 41)
  }

  @Test func theLinksAreThoseOfTheTest() throws {
    let code = try FileSystem.readText(
      "\(Self.root)/Tests/ForeframeTests/Documentation/Links.swift", limit: 1 << 20)
    #expect(try blocks("\(Self.catalogue)/MovedImages.md") == [code])
  }

  @Test func allPagesBeginWithTheSameForecast() throws {
    let library = try blocks("\(Self.catalogue)/Foreframe.md")
    #expect(library.count == 1)
    #expect(try blocks("README.md") == library)
  }
}
