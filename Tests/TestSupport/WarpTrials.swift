import ForeframeOperationTable
import ForeframeTensorGraph

/// Warps by displacements that no network should make, and some do.
public enum WarpTrials {
  /// No numbers, infinite ones, and such as no whole number can hold, beside small ones.
  private static let displacements: [Float] = [
    .nan, 0.5, .infinity, -.infinity, 3e38, -3e38, 2_147_483_648, -2_147_483_904, 9.3e18, -9.3e18,
    0,
    -0.0, Float.leastNonzeroMagnitude, -Float.leastNormalMagnitude, -1, 1.25, -.nan,
  ]

  /// In images that are ordinary, one row and one column.
  public static let hostile: [Trial] = ([[2, 5, 6, 3], [1, 1, 9, 1], [1, 7, 1, 18]] as [Shape]).map
  {
    shape in
    let graph = GraphBuilder()
    let x = graph.input("x", shape)
    let pixels = shape.sizes.prefix(3)
    let by = graph.input("by", Shape(pixels + [4]))
    let y = graph.input("y", Shape(pixels + [2 * shape[3]]))
    for border in WarpBorder.allCases {
      graph.output("moved, \(border)", x.warped(by: by, border: border))
      graph.output("moved back, \(border)", y.transposeWarped(by: by, border: border))
      graph.output("gradient, \(border)", x.displacementGradient(y, by: by, border: border))
    }
    let count = displacements.count
    return Trial(
      "\(shape)", graph: graph.graph(), parameters: [:],
      inputs: [
        "x": Formula.values(shape.count, seed: 1), "y": Formula.values(y.shape.count, seed: 2),
        // Each of them beside each other one, sooner or later.
        "by": (0..<by.shape.count).map { displacements[($0 + $0 / count * ($0 % 2)) % count] },
      ])
  }

  /// The first place where numbers differ by more than rounding, or where one of two is no number.
  public static func difference(
    _ found: [Trial.Snapshot<Float>], _ expected: [Trial.Snapshot<Double>]
  ) -> String? {
    for (run, pair) in zip(found, expected).enumerated() {
      for (name, numbers) in pair.1.outputs {
        for (index, (a, b)) in zip(pair.0.outputs[name] ?? [], numbers).enumerated() {
          let isEqual = a.isNaN || b.isNaN ? a.isNaN && b.isNaN : abs(Double(a) - b) <= 1e-5
          if !isEqual { return "run \(run), \(name)[\(index)]: \(a), not \(b)" }
        }
      }
    }
    return nil
  }
}
