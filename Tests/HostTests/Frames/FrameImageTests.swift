import ForeframeFrames
import Testing

@Suite struct FrameImageTests {
  private func ramp(_ height: Int, _ width: Int, channels: Int = 1) -> FrameImage {
    let values = (0..<height * width * channels).map(Float.init)
    return FrameImage(height: height, width: width, channels: channels, values: values)
  }

  @Test(arguments: [(1, 1), (3, 5), (4, 4), (5, 7), (8, 9)], [1, 4])
  func paddingIsCroppedBack(_ size: (Int, Int), multiple: Int) {
    let image = ramp(size.0, size.1, channels: 2)
    let padded = image.padded(toMultipleOf: multiple)
    #expect(padded.height % multiple == 0 && padded.width % multiple == 0)
    #expect(padded.height - image.height < multiple && padded.width - image.width < multiple)
    let back = padded.cropped(y: 0, x: 0, height: size.0, width: size.1)
    #expect(back.values == image.values)
    #expect(back.mask.map { $0.allSatisfy { $0 == 1 } } ?? true)
  }

  @Test func paddingRepeatsTheEdgeAndIsMissing() {
    let padded = FrameImage(
      height: 1, width: 3, channels: 1, values: [1, 2, 3], mask: [1, 0, 1]
    ).padded(toMultipleOf: 2)
    #expect(padded.values == [1, 2, 3, 3, 1, 2, 3, 3])
    #expect(padded.mask == [1, 0, 1, 0, 0, 0, 0, 0])
  }

  @Test func cropsTakeWhatTheyName() {
    let image = ramp(3, 4)
    let part = image.cropped(y: 1, x: 2, height: 2, width: 2)
    #expect(part.values == [6, 7, 10, 11] && part.mask == nil)
    let masked = FrameImage(
      height: 1, width: 3, channels: 1, values: [1, 2, 3], mask: [1, 0, 1])
    #expect(masked.cropped(y: 0, x: 1, height: 1, width: 2).mask == [0, 1])
  }

  @Test func blocksAreMeans() {
    let means = ramp(4, 5, channels: 1).blockMeans(2)
    // Rows 0 1 | 5 6, 2 3 | 7 8, ...; the last column is lost.
    #expect(means.height == 2 && means.width == 2)
    #expect(means.values == [3, 5, 13, 15] && means.mask == nil)
  }

  @Test func blocksLeaveMissingOut() {
    let image = FrameImage(
      height: 2, width: 6, channels: 1,
      values: [1, 9, 1, 9, 1, 3, 9, 3, 9, 9, 3, 1], mask: [1, 0, 1, 0, 1, 1, 0, 1, 0, 0, 1, 1])
    let means = image.blockMeans(2, fill: -1)
    #expect(means.values == [2, -1, 2])
    #expect(means.mask == [1, 0, 1])
  }

  @Test func geometryReducesTheCentre() {
    let geometry = FrameGeometry(reduced: FrameSize(height: 2, width: 2))
    // Blocks of 2 from the central 4x4 of 5x6: from row 0, column 1.
    let image = geometry.apply(ramp(5, 6))
    let centre = ramp(5, 6).cropped(y: 0, x: 1, height: 4, width: 4)
    #expect(image == centre.blockMeans(2))
    #expect(geometry.outputSize(of: FrameSize(height: 5, width: 6)) == geometry.reduced)
    #expect(geometry.outputSize(of: FrameSize(height: 1, width: 6)) == nil)
  }

  @Test func randomCropsStayInsideAndReachEverything() {
    let geometry = FrameGeometry(crop: FrameSize(height: 2, width: 3), placement: .random)
    var corners: Set<Float> = []
    for index in UInt64(0)..<2000 {
      let random = index &* 0x9e37_79b9_7f4a_7c15
      let image = geometry.cropAndPad(ramp(4, 4), random: random)
      #expect(image.size == FrameSize(height: 2, width: 3))
      corners.insert(image.values[0])
    }
    #expect(corners == [0, 1, 4, 5, 8, 9])
  }

  @Test func geometryCropsAndPads() {
    let geometry = FrameGeometry(crop: FrameSize(height: 3, width: 3), multiple: 4)
    let image = geometry.apply(ramp(5, 5))
    #expect(image.size == FrameSize(height: 4, width: 4))
    #expect(image.values[0] == 6 && image.mask?.reduce(0, +) == 9)
    #expect(geometry.outputSize(of: FrameSize(height: 5, width: 5)) == image.size)
    #expect(geometry.outputSize(of: FrameSize(height: 2, width: 5)) == nil)
  }

  @Test func batchesPutTimeFirst() {
    let windows = (0..<2).map { window in
      (0..<3).map { step in
        FrameImage(
          height: 1, width: 2, channels: 2,
          values: (0..<4).map { Float(100 * window + 10 * step + $0) },
          mask: window == 1 && step == 2 ? [0, 1] : nil)
      }
    }
    let batch = FrameBatch(windows: windows)
    #expect(batch.steps == 3 && batch.count == 2 && batch.channels == 2)
    #expect(Array(batch.values.prefix(12)) == [0, 1, 2, 3, 100, 101, 102, 103, 10, 11, 12, 13])
    #expect(batch.mask == .byStep([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1]))
    for window in 0..<2 {
      for step in 0..<3 {
        #expect(batch.image(step: step, window: window) == windows[window][step])
      }
    }
    let targets = batch.steps(1..<3)
    #expect(targets == FrameBatch(windows: windows.map { Array($0[1...]) }))
  }
}
