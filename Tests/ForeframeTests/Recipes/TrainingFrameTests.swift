import ForeframeFiles
import Foreframe
import ForeframeFrames
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A bad frame in training data is found when the data are opened, whichever it is.
@Suite struct TrainingFrameTests {
  enum Damage: CaseIterable {
    case text, empty, truncated, checksum, otherSize, otherDepth, otherColour, onlyAHeader, pipe
  }

  private func recipe(_ path: String) throws -> Recipe {
    try Recipe(
      try YAMLText.parse(
        """
        model: {layers: [{channels: 4, kernel: 3}]}
        data: {path: "\(path)", inputs: 2, horizon: 1}
        training: {steps: 5, batch: 2}
        """), file: "test")
  }

  private func data(_ lengths: [Int] = [9, 9, 9]) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for (index, length) in lengths.enumerated() {
      for frame in 0..<length {
        let name = "\(index)/frame_\(frame).png"
        try FileSystem.makeDirectories(folder("\(index)"))
        try PNGCodec.write(
          Frame(format: FrameFormat(width: 6, height: 5), repeating: UInt16(frame)),
          to: folder(name))
      }
    }
    return folder
  }

  @Test(arguments: Damage.allCases)
  func aBadFrameIsNamed(_ damage: Damage) throws {
    let folder = try data()
    let path = folder("1/frame_7.png")
    let good = try FileSystem.read(path)
    func other(_ format: FrameFormat) throws -> [UInt8] {
      try PNGCodec.encode(Frame(format: format))
    }
    switch damage {
    case .text: try AtomicFile.write("no picture", to: path)
    case .empty: try AtomicFile.write([], to: path)
    case .truncated: try AtomicFile.write(Array(good.dropLast(15)), to: path)
    case .checksum:
      var bytes = good
      bytes[bytes.count - 20] ^= 4
      try AtomicFile.write(bytes, to: path)
    case .otherSize: try AtomicFile.write(try other(FrameFormat(width: 5, height: 5)), to: path)
    case .otherDepth:
      try AtomicFile.write(try other(FrameFormat(width: 6, height: 5, bitDepth: 16)), to: path)
    case .otherColour:
      try AtomicFile.write(
        try other(FrameFormat(width: 6, height: 5, colourType: .rgb)), to: path)
    case .onlyAHeader: try AtomicFile.write(Array(good.prefix(33)), to: path)
    case .pipe:
      try FileSystem.remove(path)
      try #require(mkfifo(path, 0o600) == 0)
    }
    do {
      _ = try TrainingData.open(try recipe(folder.path))
      Issue.record("\(damage) was not noticed")
    } catch {
      let problem = UserError(error)
      #expect(problem.message.contains("1/frame_7.png"), "\(problem.message)")
      #expect(problem.exitStatus == .badData, "\(problem.message)")
    }
  }

  @Test func progressIsReportedFrameByFrame() throws {
    let folder = try data([9, 12, 9])
    var reports: [Int] = []
    var totals: Set<Int> = []
    _ = try TrainingData.open(try recipe(folder.path)) {
      reports.append($0)
      totals.insert($1)
    }
    #expect(totals.count == 1)
    #expect(reports == Array(1...(totals.first ?? 0)))
  }
}
