import ForeframeFrames
import Testing

@Suite struct CameraSceneTests {
  private func scene(_ seed: UInt64 = 3, frames: Int = 5) -> CameraScene {
    CameraScene(seed: seed, width: 40, height: 30, frameCount: frames)
  }

  @Test func repeatsAndDiffers() {
    let samples = scene().samples(of: 2)
    #expect(samples.count == 5 * 30 * 40)
    #expect(samples == scene().samples(of: 2))
    #expect(samples != scene().samples(of: 1))
    #expect(samples != scene(4).samples(of: 2))
    #expect(scene(frames: 9).samples(of: 2).starts(with: samples))
    #expect(samples.allSatisfy { $0 <= 255 })
    #expect(scene().frameName(0) == "frame_0001.png")
  }

  /// A camera that stands still, without objects, sees nothing but its turn about the centre.
  @Test func theCentreOfAStillSceneStays() {
    let still = CameraScene(
      seed: 1, width: 41, height: 31, frameCount: 4, speed: 0, objectCount: 0)
    let samples = still.samples(of: 0)
    let size = 41 * 31
    let first = Int(samples[15 * 41 + 20])
    for time in 1..<4 { #expect(abs(Int(samples[time * size + 15 * 41 + 20]) - first) <= 4) }
  }

  @Test func objectsCoverTheGround() {
    var (with, without) = (scene(), scene())
    with.objectCount = 3
    without.objectCount = 0
    let pairs = zip(with.samples(of: 0), without.samples(of: 0))
    let share = Double(pairs.count { $0 != $1 }) / 6000
    #expect(share > 0.005 && share < 0.9)
  }
}
