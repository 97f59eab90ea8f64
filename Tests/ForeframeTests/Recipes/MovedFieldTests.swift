import ForeframeMotion
import Foreframe
import Testing

/// A field of motion is mirrored and turned with the frames that it moves.
@Suite struct MovedFieldTests {
  @Test(arguments: 0..<8)
  func theMovedFrameIsTheFrameMoved(choice: Int) {
    let side = 12
    let image = (0..<side * side).map { Float(($0 * 37) % 101) }
    var field: [Float] = []
    for pixel in 0..<side * side {
      field += [Float(pixel % 5) - 2.25, Float(pixel % 7) - 3.5]
    }
    func warped(_ image: [Float], _ field: [Float]) -> [Float] {
      let planes = (0..<2).map { axis in
        Plane(
          height: side, width: side,
          values: stride(from: axis, to: field.count, by: 2).map { field[$0] })
      }
      return Plane(height: side, width: side, values: image)
        .warped(by: DisplacementField(x: planes[0], y: planes[1]), border: .nearest).values
    }
    func moved(_ image: [Float]) -> [Float] {
      Augmentation.moved(image, height: side, width: side, channels: 1, choice)
    }
    let expected = moved(warped(image, field))
    let found = warped(
      moved(image), Augmentation.movedField(field, height: side, width: side, choice))
    for (a, b) in zip(found, expected) { #expect(abs(a - b) < 1e-3) }
  }
}
