import ForeframeFiles
import ForeframeFrames
import Testing

/// Names and patterns that nobody would write: nothing traps, and what is found holds.
@Suite struct RandomNamesTests {
  private func text(_ random: inout SeededRandom, _ alphabet: [String], _ length: Int) -> String {
    (0..<length).map { _ in alphabet[Int.random(in: alphabet.indices, using: &random)] }.joined()
  }

  @Test(arguments: 0..<150)
  func foundPatternsReadTheirNames(_ seed: Int) throws {
    var random = SeededRandom(seed: UInt64(seed))
    let parts = [
      "0", "1", "9", "00", "2021", "31", "12", "-", "_", ".", "+", "T", "Z", "AM", "May", "é", "%",
      "*", "20210731", "2355", "999999999999999999", "9223372036854775807", "W", "Sat",
    ]
    // Half of the folders have names of one form.
    let form = text(&random, parts, 3)
    let names = Set(
      (0..<Int.random(in: 1...12, using: &random)).map { index in
        let end = text(&random, seed % 2 == 0 ? parts : ["0", "1", "2", "5"], 3)
        return (seed % 2 == 0 ? "" : form) + end + ".png"
      })
    guard let scan = try? FrameSequence.scan(folder: "x", names: names.sorted()) else { return }
    #expect(Set(scan.sequences.flatMap(\.names) + scan.ignored) == names)
    for series in scan.series {
      guard let pattern = series.pattern else { continue }
      #expect(try FramePattern(pattern.description).description == pattern.description)
      for sequence in series.sequences {
        let positions = sequence.names.compactMap(pattern.position)
        #expect(positions.count == sequence.count && Set(positions).count == sequence.count)
        for (name, position) in zip(sequence.names, positions) {
          #expect(pattern.name(at: position, like: name) == name)
        }
        #expect(Set(sequence.nextNames(5)).count == 5)
      }
    }
  }

  @Test(arguments: 0..<150)
  func patternsNeverTrap(_ seed: Int) {
    var random = SeededRandom(seed: UInt64(seed))
    let parts = [
      "%Y", "%m", "%d", "%H", "%M", "%S", "%j", "%y", "%s", "%f", "%3f", "%z", "%I", "%p", "%b",
      "%EY", "%Ed", "%Em", "%EH", "%E", "%-d", "%G", "%V", "%04d", "%.2f", "%i", "*", "?", "_", "%",
      "%a", "%^A",
    ]
    for _ in 0..<20 {
      let text = text(&random, parts, Int.random(in: 1...6, using: &random))
      guard let pattern = try? FramePattern(text) else { continue }
      #expect((try? FramePattern(pattern.description)) == pattern)
      for position in [0, 1, -1, 951_827_696, .max, .min] as [Int64] {
        let name = pattern.name(at: position)
        if let again = pattern.position(of: name) {
          #expect(pattern.name(at: again, like: name) == name)
        }
      }
    }
  }
}
