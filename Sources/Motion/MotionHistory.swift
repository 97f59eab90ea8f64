/// The frames of a sequence and the motion of each pair of them, which is computed once.
///
/// Values of frames are 0...255: one scale for all frames of a sequence, since motion is found where
/// brightness stays the same. Not to be used by two threads at a time.
public final class MotionHistory {
  /// What motion is found in.
  public let series: PlaneSeries
  private var fields: [FieldKey: DisplacementField] = [:]
  private var vectors: [Int: [TrackedVector]] = [:]
  private var flows: [Int: DisplacementField] = [:]
  private var correlations: [Int: MaskedCorrelation] = [:]

  private struct FieldKey: Hashable {
    var method: MotionMethod
    var last: Int
    var first: Int
  }

  public init(_ series: PlaneSeries) { self.series = series }

  private var frames: [Plane] { series.frames }
  private var mask: Plane { series.mask }

  /// Finds the motion of several pairs at once, on as many threads as there are. Asking for a field does
  /// so one pair after the other.
  ///
  /// - Parameter newer: the newer frame of each pair.
  public func prepare(_ methods: [MotionMethod], newer: Range<Int>) {
    let needs = methods.map(Needs.init)
    let dense = needs.contains { $0.flow }, sparse = needs.contains { $0.vectors }
    enum Found: Sendable {
      case flow(Int, DisplacementField)
      case vectors(Int, [TrackedVector])
    }
    var work: [(pair: Int, isDense: Bool)] = []
    for pair in newer {
      if dense, flows[pair] == nil { work.append((pair, true)) }
      if sparse, vectors[pair] == nil { work.append((pair, false)) }
    }
    let (frames, mask) = (frames, cornerMask)
    let found: [Found] = Stripes.map(work.count) { [work] index in
      let pair = work[index].pair
      return work[index].isDense
        ? .flow(pair, DenseInverseSearch().motion(from: frames[pair - 1], to: frames[pair]))
        : .vectors(
          pair, LucasKanade().vectors(from: frames[pair - 1], to: frames[pair], mask: mask))
    }
    for item in found {
      switch item {
      case .flow(let pair, let flow): flows[pair] = flow
      case .vectors(let pair, let some): vectors[pair] = some
      }
    }
  }

  /// What a method asks of each pair.
  private struct Needs {
    var flow = false
    var vectors = false

    init(_ method: MotionMethod) {
      switch method {
      case .none, .global: break
      case .lucasKanade: vectors = true
      case .dense, .denseFine: flow = true
      case .mixed: (flow, vectors) = (true, true)
      }
    }
  }

  private lazy var cornerMask: Plane? = mask.values.contains(0) ? mask : nil

  /// The motion at frame `last`, from the pairs of the frames `first...last`, at most the last `pairs` of
  /// them; zero where there is no pair.
  public func field(
    _ method: MotionMethod, at last: Int, since first: Int = 0, pairs: Int
  ) -> DisplacementField {
    let key = FieldKey(method: method, last: last, first: max(first, last - pairs))
    if let known = fields[key] { return known }
    let field = makeField(method, newer: key.first + 1..<last + 1)
    fields[key] = field
    return field
  }

  private func makeField(_ method: MotionMethod, newer: Range<Int>) -> DisplacementField {
    let (height, width) = (mask.height, mask.width)
    if newer.isEmpty { return DisplacementField(height: height, width: width) }
    prepare([method], newer: newer)
    switch method {
    case .none: return DisplacementField(height: height, width: width)
    case .global:
      let peak = MaskedCorrelation.peak(of: newer.map(correlation))
      return DisplacementField(height: height, width: width, x: peak.x, y: peak.y)
    case .lucasKanade:
      let all = newer.flatMap { vectors[$0] ?? [] }
      return InverseDistance().field(
        of: VectorCleaning().cleaned(all), height: height, width: width)
    case .dense: return smoothed(newer, sigma: 4) { textureWeight($0) }
    case .denseFine: return smoothed(newer, sigma: 2) { _ in mask }
    case .mixed:
      let (last, pairs) = (newer.upperBound - 1, newer.count)
      return .mean(
        of: [.dense, .lucasKanade].map {
          field($0, at: last, since: newer.lowerBound - 1, pairs: pairs)
        })
    }
  }

  private func correlation(_ pair: Int) -> MaskedCorrelation {
    if let known = correlations[pair] { return known }
    let found = MaskedCorrelation(from: frames[pair - 1], to: frames[pair], mask: mask)
    correlations[pair] = found
    return found
  }

  /// The mean of the pairs' flows with weights, over time and a Gaussian.
  private func smoothed(
    _ newer: Range<Int>, sigma: Double, weight: (Int) -> Plane
  ) -> DisplacementField {
    var (x, y) = (
      Plane(height: mask.height, width: mask.width), Plane(height: mask.height, width: mask.width)
    )
    var total = x
    for pair in newer {
      guard let flow = flows[pair] else { continue }
      let weight = weight(pair)
      x = x.zipped(with: flow.x.zipped(with: weight, *), +)
      y = y.zipped(with: flow.y.zipped(with: weight, *), +)
      total = total.zipped(with: weight, +)
    }
    let share = total.blurred(sigma: sigma).map { max($0, 1e-9) }
    return DisplacementField(
      x: x.blurred(sigma: sigma).zipped(with: share, /),
      y: y.blurred(sigma: sigma).zipped(with: share, /))
  }

  /// Near 1 where the newer frame of a pair has texture, near 0 where it is flat.
  private func textureWeight(_ pair: Int) -> Plane {
    let smooth = Gaussian(sigma: 1, reach: 4).blurred(frames[pair], border: .reflected)
    let (gx, gy) = smooth.sobelDerivatives()
    let energy = gx.zipped(with: gy) { $0 * $0 + $1 * $1 }
    return energy.zipped(with: mask) { $1 * ($0 / ($0 + 64 * 64)) + 1e-3 }
  }
}
