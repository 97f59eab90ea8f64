import ForeframeFiles
import ForeframeFrames
import TestSupport
import Testing

@Suite struct CloudsTests {
  func clouds(_ seed: UInt64 = 3, frames: Int = 12) -> Clouds {
    Clouds(seed: seed, width: 40, height: 32, frameCount: frames, lifetime: 7)
  }

  @Test func repeatsAndDiffers() {
    let samples = clouds().samples(of: 2)
    #expect(samples.count == 12 * 32 * 40)
    #expect(samples == clouds().samples(of: 2))
    #expect(samples != clouds().samples(of: 1))
    #expect(samples != clouds(4).samples(of: 2))
    // A longer sequence begins with the shorter one.
    #expect(clouds(frames: 30).samples(of: 2).starts(with: samples))
  }

  /// Neighbouring frames resemble each other more than distant ones, and there is contrast.
  @Test func movesSmoothly() {
    let maker = Clouds(seed: 1, width: 64, height: 64)
    for index in 0..<4 {
      let values = maker.samples(of: index).map { Double($0) / 65535 }
      func difference(_ a: Int, _ b: Int) -> Double {
        (0..<4096).reduce(0) { sum, place in
          let d = values[a * 4096 + place] - values[b * 4096 + place]
          return sum + d * d / 4096
        }
      }
      let mean = values.reduce(0, +) / Double(values.count)
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
      #expect(variance > 0.01 && mean > 0.1 && mean < 0.9)
      #expect(difference(5, 6) > 1e-5 && difference(5, 6) < 0.25 * difference(5, 15))
    }
  }

  @Test func namesByTime() {
    let maker = Clouds(seed: 1, interval: 15)
    #expect(maker.frameName(0) == "20240601_1200.png")
    #expect(maker.frameName(4) == "20240601_1300.png")
    #expect(maker.frameName(48 * 2 * 30) == "20240701_1200.png")
  }

  @Test func writesWhatItMakes() throws {
    let folder = try TemporaryFolder()
    let maker = clouds(frames: 3)
    try maker.write(0, to: folder("a/b"))
    let names = try FileSystem.list(folder("a/b"))
    #expect(names == ["20240601_1200.png", "20240601_1210.png", "20240601_1220.png"])
    let read = try names.map { try PNGCodec.read(path: folder("a/b/\($0)")) }
    #expect(read == maker.frames(of: 0))
    #expect(read[0].format.bitDepth == 16)
  }
}
