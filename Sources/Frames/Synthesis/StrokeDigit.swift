#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

import ForeframeFiles

/// Digits as a hand might write them: strokes along smooth curves, no two the same.
///
/// Like the digits of MNIST they are 20 pixels high or wide in a 28x28 image, bright on black with
/// soft edges, and have their centre of mass in the middle.
public enum StrokeDigit {
  /// Height and width of an image in pixels.
  public static let size = 28
  /// The longer side of a drawn digit, as in MNIST.
  private static let boxSize = 20.0
  /// Width of a stroke's soft edge in pixels.
  private static let softness = 1.3

  /// An image `[28, 28]` of `digit` (0...9), with random style, slant, turn, proportions, bend
  /// and stroke width.
  public static func draw(_ digit: Int, _ random: inout SeededRandom) -> [UInt8] {
    let styles = DigitGlyphs.styles[digit]
    let strokes = styles[random.below(styles.count)]
    let hand = Hand(&random)
    let lines = strokes.map { stroke in stroke.flattened().map(hand.place) }
    return render(fitted(lines, radius: hand.radius), radius: hand.radius)
  }

  /// How one digit is written: a map of the glyph's unit square, and the pen.
  private struct Hand {
    let radius: Double
    private let slant, cosine, sine, proportion: Double
    private let bend: [(amplitude: DigitGlyphs.Point, kx: Double, ky: Double, phase: Double)]

    init(_ random: inout SeededRandom) {
      let turn = random.uniform(-0.18...0.18)
      slant = random.uniform(-0.15...0.4)
      cosine = cos(turn)
      sine = sin(turn)
      proportion = random.uniform(0.55...0.95)
      radius = random.uniform(0.8...1.8)
      bend = (0..<3).map { _ in
        (
          .init(random.uniform(-0.06...0.06), random.uniform(-0.06...0.06)),
          random.uniform(-5...5), random.uniform(-5...5), random.uniform(0...2 * .pi)
        )
      }
    }

    func place(_ point: DigitGlyphs.Point) -> DigitGlyphs.Point {
      var bent = point
      for wave in bend {
        let s = sin(wave.kx * point.x + wave.ky * point.y + wave.phase)
        bent.x += wave.amplitude.x * s
        bent.y += wave.amplitude.y * s
      }
      let y = bent.y - 0.5
      let x = (bent.x - 0.5) * proportion - slant * y
      return .init(cosine * x - sine * y, sine * x + cosine * y)
    }
  }

  /// Scales the lines so that the longer side of the drawn digit has `boxSize` pixels, and moves
  /// their centre of mass to the middle of the image, as far as nothing leaves it.
  private static func fitted(
    _ lines: [[DigitGlyphs.Point]], radius: Double
  ) -> [[DigitGlyphs.Point]] {
    let points = lines.joined()
    let (xs, ys) = (points.map(\.x), points.map(\.y))
    let (left, right) = (xs.min() ?? 0, xs.max() ?? 1)
    let (top, bottom) = (ys.min() ?? 0, ys.max() ?? 1)
    let scale = (boxSize - 2 * radius) / max(right - left, bottom - top)
    let centre = centreOfMass(lines)
    let middle = Double(size - 1) / 2
    let reach = middle - radius - softness / 2
    func shift(_ centre: Double, _ low: Double, _ high: Double) -> Double {
      let shift = middle - scale * centre
      return shift + max(0, middle - reach - scale * low - shift)
        - max(0, scale * high + shift - middle - reach)
    }
    let dx = shift(centre.x, left, right)
    let dy = shift(centre.y, top, bottom)
    return lines.map { $0.map { .init($0.x * scale + dx, $0.y * scale + dy) } }
  }

  private static func centreOfMass(_ lines: [[DigitGlyphs.Point]]) -> DigitGlyphs.Point {
    var (mass, x, y) = (0.0, 0.0, 0.0)
    for line in lines {
      for (a, b) in zip(line, line.dropFirst()) {
        let length = hypot(b.x - a.x, b.y - a.y)
        mass += length
        x += length * (a.x + b.x) / 2
        y += length * (a.y + b.y) / 2
      }
    }
    return .init(x / mass, y / mass)
  }

  /// Brightness falls from 255 to 0 over `softness` pixels around the edge of the stroke.
  private static func render(_ lines: [[DigitGlyphs.Point]], radius: Double) -> [UInt8] {
    let reach = radius + softness / 2
    var nearest = [Double](repeating: .infinity, count: size * size)
    for line in lines {
      for (a, b) in zip(line, line.dropFirst()) {
        let (dx, dy) = (b.x - a.x, b.y - a.y)
        let squared = max(dx * dx + dy * dy, 1e-12)
        let rows = pixels(min(a.y, b.y) - reach, max(a.y, b.y) + reach)
        let columns = pixels(min(a.x, b.x) - reach, max(a.x, b.x) + reach)
        for y in rows {
          for x in columns {
            let (px, py) = (Double(x) - a.x, Double(y) - a.y)
            let along = min(max((px * dx + py * dy) / squared, 0), 1)
            let (ex, ey) = (px - along * dx, py - along * dy)
            nearest[y * size + x] = min(nearest[y * size + x], ex * ex + ey * ey)
          }
        }
      }
    }
    return nearest.map { squared in
      let coverage = (radius - squared.squareRoot()) / softness + 0.5
      return UInt8(255 * min(max(coverage, 0), 1) + 0.5)
    }
  }

  private static func pixels(_ low: Double, _ high: Double) -> Range<Int> {
    let first = max(0, Int(low.rounded(.up)))
    return first..<max(first, min(size, Int(high.rounded(.down)) + 1))
  }
}
