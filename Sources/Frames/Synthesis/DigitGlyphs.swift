/// The shapes of the digits: strokes through points of the unit square, x to the right, y down.
enum DigitGlyphs {
  struct Point: Sendable {
    var x: Double
    var y: Double

    init(_ x: Double, _ y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// A pen's way from setting down to lifting up.
  enum Stroke: Sendable {
    /// Straight from point to point.
    case line([(Double, Double)])
    /// A smooth curve through the points (Catmull-Rom).
    case curve([(Double, Double)])

    /// The way as short straight pieces.
    func flattened() -> [Point] {
      switch self {
      case .line(let points):
        // Cut up, because straight lines are bent by the hand, too.
        return pieces(of: points, 6) { _, a, b, _, t in
          (a.0 + (b.0 - a.0) * t, a.1 + (b.1 - a.1) * t)
        }
      case .curve(let points):
        return pieces(of: points, 6) { before, a, b, after, t in
          (
            catmullRom(before.0, a.0, b.0, after.0, t), catmullRom(before.1, a.1, b.1, after.1, t)
          )
        }
      }
    }

    private typealias Pair = (Double, Double)

    private func pieces(
      of points: [Pair], _ steps: Int, _ place: (Pair, Pair, Pair, Pair, Double) -> Pair
    ) -> [Point] {
      var flat = [Point(points[0].0, points[0].1)]
      for index in 0..<(points.count - 1) {
        let before = points[max(index - 1, 0)]
        let after = points[min(index + 2, points.count - 1)]
        for step in 1...steps {
          let t = Double(step) / Double(steps)
          let (x, y) = place(before, points[index], points[index + 1], after, t)
          flat.append(Point(x, y))
        }
      }
      return flat
    }

    private func catmullRom(
      _ before: Double, _ a: Double, _ b: Double, _ after: Double, _ t: Double
    ) -> Double {
      let (m0, m1) = ((b - before) / 2, (after - a) / 2)
      let cubic = 2 * a - 2 * b + m0 + m1
      let square = 3 * b - 3 * a - 2 * m0 - m1
      return ((cubic * t + square) * t + m0) * t + a
    }
  }

  /// Ways of writing each digit.
  static let styles: [[[Stroke]]] = [
    [
      [
        .curve([
          (0.55, 0), (0.28, 0.08), (0.1, 0.35), (0.1, 0.68), (0.3, 0.95), (0.58, 0.98),
          (0.85, 0.75), (0.9, 0.38), (0.75, 0.08), (0.5, 0.01),
        ])
      ]
    ],
    [
      [.line([(0.5, 0), (0.5, 1)])],
      [.line([(0.52, 0), (0.5, 1)])],
      [.line([(0.25, 0.25), (0.52, 0), (0.52, 1)])],
    ],
    [
      [
        .curve([
          (0.1, 0.25), (0.25, 0.05), (0.52, 0), (0.8, 0.13), (0.82, 0.35), (0.6, 0.62),
          (0.35, 0.83), (0.08, 1),
        ]), .line([(0.08, 1), (0.92, 0.98)]),
      ],
      [
        .curve([
          (0.15, 0.2), (0.4, 0), (0.75, 0.08), (0.8, 0.32), (0.6, 0.62), (0.32, 0.9),
          (0.1, 0.92), (0.15, 0.75), (0.4, 0.78), (0.65, 0.95), (0.95, 0.92),
        ])
      ],
    ],
    [
      [
        .curve([(0.15, 0.12), (0.45, 0), (0.78, 0.12), (0.75, 0.34), (0.4, 0.47)]),
        .curve([(0.4, 0.47), (0.78, 0.56), (0.86, 0.78), (0.6, 0.98), (0.12, 0.92)]),
      ],
      [
        .curve([
          (0.12, 0.1), (0.5, 0), (0.8, 0.16), (0.65, 0.4), (0.5, 0.47), (0.72, 0.52), (0.88, 0.74),
          (0.62, 0.98), (0.1, 0.88),
        ])
      ],
    ],
    [
      [
        .curve([(0.18, 0), (0.1, 0.3), (0.15, 0.52), (0.5, 0.56), (0.92, 0.5)]),
        .curve([(0.82, 0.02), (0.76, 0.5), (0.72, 1)]),
      ],
      [.line([(0.66, 0), (0.08, 0.64), (0.96, 0.62)]), .line([(0.66, 0), (0.66, 1)])],
    ],
    [
      [
        .line([(0.88, 0), (0.3, 0.03), (0.2, 0.44)]),
        .curve([(0.2, 0.44), (0.5, 0.37), (0.82, 0.5), (0.84, 0.8), (0.5, 1), (0.1, 0.92)]),
      ]
    ],
    [
      [
        .curve([
          (0.72, 0), (0.42, 0.18), (0.18, 0.5), (0.14, 0.8), (0.4, 1), (0.72, 0.94), (0.82, 0.72),
          (0.62, 0.53), (0.36, 0.58), (0.18, 0.76),
        ])
      ],
      [
        .curve([
          (0.45, 0), (0.26, 0.3), (0.16, 0.68), (0.3, 0.95), (0.6, 1), (0.84, 0.82), (0.7, 0.6),
          (0.42, 0.6), (0.2, 0.78),
        ])
      ],
    ],
    [
      [
        .line([(0.08, 0.06), (0.9, 0.03)]),
        .curve([(0.9, 0.03), (0.68, 0.38), (0.48, 0.7), (0.4, 1)]),
      ],
      [
        .line([(0.08, 0.06), (0.9, 0.03)]),
        .curve([(0.9, 0.03), (0.68, 0.38), (0.48, 0.7), (0.4, 1)]),
        .line([(0.28, 0.52), (0.82, 0.48)]),
      ],
    ],
    [
      [
        .curve([
          (0.78, 0.12), (0.5, 0), (0.22, 0.12), (0.26, 0.32), (0.5, 0.47), (0.78, 0.65),
          (0.78, 0.9), (0.48, 1), (0.2, 0.88), (0.24, 0.66), (0.5, 0.47), (0.76, 0.28),
          (0.76, 0.1),
        ])
      ],
      [
        .curve([
          (0.5, 0.46), (0.2, 0.3), (0.26, 0.06), (0.5, 0), (0.76, 0.08), (0.78, 0.3), (0.5, 0.46),
          (0.16, 0.7), (0.22, 0.94), (0.5, 1), (0.8, 0.92), (0.82, 0.68), (0.5, 0.46),
        ])
      ],
    ],
    [
      [
        .curve([
          (0.8, 0.2), (0.58, 0.01), (0.28, 0.06), (0.14, 0.3), (0.32, 0.5), (0.62, 0.44),
          (0.8, 0.2),
        ]), .curve([(0.8, 0.2), (0.76, 0.6), (0.68, 1)]),
      ],
      [
        .curve([
          (0.8, 0.2), (0.58, 0.01), (0.28, 0.06), (0.14, 0.3), (0.32, 0.5), (0.62, 0.44),
          (0.8, 0.2),
        ]), .curve([(0.8, 0.2), (0.84, 0.55), (0.7, 0.88), (0.42, 1), (0.18, 0.9)]),
      ],
    ],
  ]
}
