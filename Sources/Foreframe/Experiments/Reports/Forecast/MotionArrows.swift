import ForeframeFrames
import ForeframeMotion

/// The motion of the last frame as arrows.
struct MotionArrows {
  private struct Arrow {
    var x: Double
    var y: Double
    var dx: Double
    var dy: Double
  }

  private let arrows: [Arrow]
  private let width: Int
  private let height: Int
  /// Time steps for which an arrow shows the motion.
  let stretch: Double

  /// Arrows in a row, about.
  private static let columns = 16

  /// - Parameter frames: in order; with one frame there is no motion.
  init(_ frames: [Frame], noData: Int?) throws {
    let observed = try ObservedFrames(frames, noData: noData).frames
    let last = observed[observed.count - 1]
    let inputs = try StreamedInputs(
      observed, FrameConverter(MotionForecaster(), like: last, noData: noData)
    ) { _ in }
    (width, height) = (last.format.width, last.format.height)
    let field = inputs.history.field(
      .mixed, at: inputs.last, pairs: MotionSettings(.mixed, inputs: observed.count).pairs)
    let step = max(1, width / Self.columns)
    var longest = 0.0
    var found: [Arrow] = []
    for y in stride(from: step / 2, to: height, by: step) {
      for x in stride(from: step / 2, to: width, by: step) {
        let place = y * width + x
        let (dx, dy) = (Double(field.x.values[place]), Double(field.y.values[place]))
        longest = max(longest, (dx * dx + dy * dy).squareRoot())
        found.append(Arrow(x: Double(x), y: Double(y), dx: dx, dy: dy))
      }
    }
    arrows = found
    // The longest arrow reaches about as far as the next one begins.
    stretch = longest > 0 ? max(1, (Double(step) / longest).rounded()) : 1
  }

  /// The last frame with arrows over it.
  func svg(over image: FrameImage, _ scale: ColourScale) throws -> String {
    var picture = Picture(
      width: image.width, height: image.height, hasColours: image.channels > 1)
    picture.draw(image, scale, x: 0, y: 0)
    let number = { (value: Double) in DecimalText.fixed(value, 1) }
    let unit = Double(width) / 400
    let lines = arrows.map { arrow in
      let (dx, dy) = (arrow.dx * stretch, arrow.dy * stretch)
      let length = (dx * dx + dy * dy).squareRoot()
      guard length > unit else {
        return "<circle cx='\(number(arrow.x))' cy='\(number(arrow.y))' r='\(number(unit))'/>"
      }
      let (tipX, tipY) = (arrow.x + dx, arrow.y + dy)
      // Two short strokes back from the tip, at 30 degrees.
      let head = min(length * 0.4, 8 * unit) / length
      let strokes = [(0.866, 0.5), (0.866, -0.5)].map { cosine, sine in
        "L\(number(tipX - head * (dx * cosine - dy * sine)))"
          + " \(number(tipY - head * (dx * sine + dy * cosine)))M\(number(tipX)) \(number(tipY))"
      }
      return "<path d='M\(number(arrow.x)) \(number(arrow.y))L\(number(tipX)) \(number(tipY))"
        + "\(strokes.joined())'/>"
    }
    return "<svg class='arrows' viewBox='0 0 \(width) \(height)' role='img' "
      + "aria-label='motion over the last frame'><image href='\(try picture.address())' "
      + "width='\(width)' height='\(height)' preserveAspectRatio='none'/>"
      + "<g stroke-width='\(number(2 * unit))'>\(lines.joined())</g></svg>"
  }
}
