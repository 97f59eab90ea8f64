import CForeframeMotion

/// A vector for each pixel by dense inverse search: patches that descend on a pyramid, made dense and
/// refined at each level.
///
/// Source: Kroeger, Timofte, Dai, Van Gool, "Fast Optical Flow using Dense Inverse Search", ECCV 2016,
/// with the settings that OpenCV calls "medium": half the resolution, patches of 8x8 pixels every 3, 25
/// steps, mean-normalised, refined 5 times.
public struct DenseInverseSearch: Sendable {
  /// Where the pyramid ends: 0 is full resolution.
  public var finestLevel = 1
  public var patch = 8
  public var stride = 3
  /// Steps of the descent, over both passes.
  public var steps = 25
  /// Smoothness, brightness and gradient constancy of the refinement.
  public var smoothness: Float = 20
  public var brightness: Float = 5
  public var gradient: Float = 10
  /// Errors of the refinement well below this count by their square, larger ones by their size.
  public var epsilon: Float = 0.01
  public var fixedPointSteps = 5
  public var sweeps = 5

  /// Pixels around the image that is searched.
  private static let border = 16
  /// Rows of patches are searched in this many groups, so that the result does not depend on threads.
  private static let groups = 8

  public init() {}

  /// The motion from `older` to `newer`, which stands at the pixels of `newer`. Values are 0...255.
  /// Planes with a side below 8 pixels have none.
  public func motion(from older: Plane, to newer: Plane) -> DisplacementField {
    precondition(older.hasSize(of: newer), "frames of two sizes")
    let (height, width) = (newer.height, newer.width)
    let (longest, shortest) = (max(height, width), min(height, width))
    guard shortest >= patch else { return DisplacementField(height: height, width: width) }
    let coarsest = max(
      0, min(Self.nearestPower(longest, over: 4 * patch), Self.power(shortest / patch)))
    let finest = min(finestLevel, coarsest)
    var pyramid = [(newer: newer, older: older)]
    while pyramid.count <= coarsest {
      let above = pyramid[pyramid.count - 1]
      pyramid.append((Self.coarser(above.newer), Self.coarser(above.older)))
    }
    var field = DisplacementField(
      height: pyramid[coarsest].newer.height, width: pyramid[coarsest].newer.width)
    for level in (finest...coarsest).reversed() {
      let (newer, older) = pyramid[level]
      if level < coarsest { field = Self.enlarged(field, height: newer.height, width: newer.width) }
      field = searched(newer, older, from: field)
    }
    // The search is backward: from the newer frame to the older.
    return -Self.enlarged(field, height: height, width: width)
  }

  /// The next level, in whole numbers as OpenCV has it.
  private static func coarser(_ plane: Plane) -> Plane {
    plane.halved().map { ($0 + 0.5).rounded(.down) }
  }

  /// The field of the next finer level.
  private static func enlarged(
    _ field: DisplacementField, height: Int, width: Int
  ) -> DisplacementField {
    if field.height == height && field.width == width { return field }
    // A level has half the sides of the next finer one, whatever rounding does to them.
    return DisplacementField(
      x: field.x.resized(height: height, width: width, times: 2),
      y: field.y.resized(height: height, width: width, times: 2))
  }

  private func searched(
    _ newer: Plane, _ older: Plane, from start: DisplacementField
  ) -> DisplacementField {
    let columns = 1 + (newer.width - patch) / stride
    let rows = 1 + (newer.height - patch) / stride
    let (gx, gy) = newer.sobelDerivatives()
    let padded = older.padded(by: Self.border, .nearest)
    var field = start
    var weights = Plane(height: newer.height, width: newer.width)
    var patches = (
      x: [Float](repeating: 0, count: columns * rows),
      y: [Float](repeating: 0, count: columns * rows)
    )
    newer.values.withUnsafeBufferPointer { newerValues in
      gx.values.withUnsafeBufferPointer { gxValues in
        gy.values.withUnsafeBufferPointer { gyValues in
          padded.values.withUnsafeBufferPointer { olderValues in
            var level = fm_search_level(
              newer: newerValues.baseAddress, gx: gxValues.baseAddress, gy: gyValues.baseAddress,
              older: olderValues.baseAddress, width: Int32(newer.width),
              height: Int32(newer.height), border: Int32(Self.border), patch: Int32(patch),
              stride: Int32(stride), columns: Int32(columns), rows: Int32(rows),
              steps: Int32(steps / 2))
            let group = (rows + Self.groups - 1) / Self.groups
            for from in Swift.stride(from: 0, to: rows, by: group) {
              fm_search(
                &level, start.x.values, start.y.values, &patches.x, &patches.y, Int32(from),
                Int32(min(from + group, rows)))
            }
            fm_densify(
              &level, patches.x, patches.y, &field.x.values, &field.y.values, &weights.values)
          }
        }
      }
    }
    var refinement = fm_refinement(
      smoothness: smoothness, brightness: brightness, gradient: gradient, epsilon: epsilon,
      fixed: Int32(fixedPointSteps), sweeps: Int32(sweeps))
    let status = fm_refine(
      &refinement, newer.values, older.values, &field.x.values, &field.y.values, Int32(newer.width),
      Int32(newer.height))
    precondition(status == 0, "no memory to refine a field of \(newer.width)x\(newer.height)")
    return field
  }

  /// log2(value / unit), rounded to the nearest.
  private static func nearestPower(_ value: Int, over unit: Int) -> Int {
    var (power, half) = (0, 0)
    // 2^(power + 1/2) <= value / unit, squared so that it stays whole.
    while 2 << (2 * half) <= value * value / (unit * unit) { (power, half) = (half + 1, half + 1) }
    return power
  }

  /// log2(value), rounded down; 0 for less than 1.
  private static func power(_ value: Int) -> Int {
    value < 1 ? 0 : Int.bitWidth - 1 - value.leadingZeroBitCount
  }
}
