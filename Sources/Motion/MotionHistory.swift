/// The frames of a sequence and the motion of each pair of them, which is computed once.
///
/// Values of frames are 0...255: one scale for all frames of a sequence, since motion is found where
/// brightness stays the same. Not to be used by two threads at a time.
public final class MotionHistory {
  /// What motion is found in; of frames that were given reduced, those.
  public let series: PlaneSeries
  /// Rows and columns of whole frames.
  let height: Int
  let width: Int
  /// The same with fewer pixels, where there are very many: motion is smooth.
  let working: PlaneSeries
  private let hindcastPixels: Int
  private var fields: [FieldKey: DisplacementField] = [:]
  private var vectors: [Int: [TrackedVector]] = [:]
  private var flows: [Int: DisplacementField] = [:]
  private var textures: [Int: Plane] = [:]
  private var correlations: [Int: MaskedCorrelation] = [:]

  private struct FieldKey: Hashable {
    var method: MotionMethod
    var pairs: [Int]
  }

  /// Pixels of the frames that motion is found in, at most, and of those that are hindcast.
  package static let most = (motion: 512 * 512, hindcast: 256 * 256)

  public convenience init(_ series: PlaneSeries) {
    self.init(series, motionPixels: Self.most.motion, hindcastPixels: Self.most.hindcast)
  }

  /// - Parameters:
  ///   - motionPixels: of frames that motion is found in, at most; larger ones are reduced.
  ///   - hindcastPixels: of frames that are hindcast, at most.
  package init(_ series: PlaneSeries, motionPixels: Int, hindcastPixels: Int) {
    self.series = series
    (height, width) = (series.mask.height, series.mask.width)
    let size = WorkingSize(of: series.mask, pixels: motionPixels)
    working = series.reduced(height: size.height, width: size.width)
    self.hindcastPixels = hindcastPixels
  }

  /// - Parameters:
  ///   - working: large frames, which `reduction` has made smaller one by one.
  ///   - hindcastPixels: of frames that are hindcast, at most.
  package init(
    reduced working: PlaneSeries, by reduction: SeriesReduction,
    hindcastPixels: Int = MotionHistory.most.hindcast
  ) {
    series = working
    self.working = working
    (height, width) = (reduction.height, reduction.width)
    self.hindcastPixels = hindcastPixels
  }

  /// The frames that are hindcast.
  private(set) lazy var hindcastSeries: PlaneSeries = {
    let size = WorkingSize(of: working.mask, pixels: hindcastPixels)
    return working.reduced(height: size.height, width: size.width)
  }()

  /// The same, to be moved.
  private(set) lazy var hindcastFrames = MovableFrames(hindcastSeries)

  /// Their bands.
  private(set) lazy var hindcastBands = GaussianBands(
    mask: hindcastSeries.mask,
    reduction: (Double(height * width) / Double(hindcastSeries.mask.count)).squareRoot().rounded())

  /// The mean of the observed pixels of each frame.
  private(set) lazy var means = hindcastSeries.frames.map {
    $0.mean(where: hindcastSeries.mask)
  }

  /// Those of the frames `first...last` that an instrument has spoilt: their mean jumps away and back. They
  /// take no part in motion, means and hindcasts.
  public func defectiveFrames(last: Int, first: Int = 0) -> [Int] {
    DefectiveFrames.indices(means: Array(means[first...last])).map { first + $0 }
  }

  /// The other frames.
  func soundFrames(last: Int, first: Int) -> [Int] {
    let defective = defectiveFrames(last: last, first: first)
    return (first...last).filter { !defective.contains($0) }
  }

  private var frames: [Plane] { working.frames }
  private var mask: Plane { working.mask }

  /// Finds the motion of several pairs at once, on as many threads as there are. Asking for a field does
  /// so one pair after the other.
  ///
  /// - Parameter newer: the newer frame of each pair.
  public func prepare(_ methods: [MotionMethod], newer: some Sequence<Int>) {
    let needs = methods.map(Needs.init)
    let dense = newer.filter { flows[$0] == nil && needs.contains { $0.flow } }
    let sparse = newer.filter { vectors[$0] == nil && needs.contains { $0.vectors } }
    let seen = Set(sparse.flatMap { [$0 - 1, $0] }).sorted()
    let (frames, mask, tracker) = (frames, cornerMask, LucasKanade())
    let pyramids = Dictionary(
      uniqueKeysWithValues: zip(seen, Stripes.map(seen.count) { tracker.pyramid(frames[seen[$0]]) })
    )
    let found: [Found] = Stripes.map(dense.count + sparse.count) { index in
      if index < dense.count {
        let pair = dense[index]
        return .flow(DenseInverseSearch().motion(from: frames[pair - 1], to: frames[pair]))
      }
      let pair = sparse[index - dense.count]
      guard let first = pyramids[pair - 1], let second = pyramids[pair] else { return .vectors([]) }
      return .vectors(tracker.vectors(from: frames[pair - 1], first, to: second, mask: mask))
    }
    for (pair, item) in zip(dense + sparse, found) {
      switch item {
      case .flow(let flow): flows[pair] = flow
      case .vectors(let some): vectors[pair] = some
      }
    }
  }

  /// What is known about a pair.
  private enum Found: Sendable {
    case flow(DisplacementField)
    case vectors([TrackedVector])
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

  /// Corners keep clear of what is not observed.
  private lazy var cornerMask: Plane? = working.isComplete ? nil : mask.eroded(by: 2)

  /// The motion at frame `last`, from the pairs of sound frames among `first...last`, at most the last
  /// `pairs` of them; zero where there is no pair.
  public func field(
    _ method: MotionMethod, at last: Int, since first: Int = 0, pairs: Int
  ) -> DisplacementField {
    workingField(method, at: last, since: first, pairs: pairs)
      .scaled(height: height, width: width)
  }

  /// The same for the frames that motion is found in.
  func workingField(
    _ method: MotionMethod, at last: Int, since first: Int, pairs: Int
  ) -> DisplacementField {
    let sound = Set(soundFrames(last: last, first: first))
    let newer = (first...last).filter { sound.contains($0) && sound.contains($0 - 1) }
    return workingField(method, newer: Array(newer.suffix(pairs)))
  }

  private func workingField(_ method: MotionMethod, newer: [Int]) -> DisplacementField {
    let key = FieldKey(method: method, pairs: newer)
    if let known = fields[key] { return known }
    let field = makeField(method, newer: newer)
    fields[key] = field
    return field
  }

  private func makeField(_ method: MotionMethod, newer: [Int]) -> DisplacementField {
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
      return .mean(of: [.dense, .lucasKanade].map { workingField($0, newer: newer) })
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
    _ newer: [Int], sigma: Double, weight: (Int) -> Plane
  ) -> DisplacementField {
    var x = Plane(height: mask.height, width: mask.width)
    var (y, total) = (x, x)
    for pair in newer {
      guard let flow = flows[pair] else { continue }
      let weight = weight(pair)
      x.add(flow.x, times: weight)
      y.add(flow.y, times: weight)
      total = total.zipped(with: weight, +)
    }
    let share = total.blurred(sigma: sigma).map { max($0, 1e-9) }
    return DisplacementField(
      x: x.blurred(sigma: sigma).zipped(with: share, /),
      y: y.blurred(sigma: sigma).zipped(with: share, /))
  }

  /// Near 1 where the newer frame of a pair has texture, near 0 where it is flat.
  private func textureWeight(_ pair: Int) -> Plane {
    if let known = textures[pair] { return known }
    let smooth = Gaussian(sigma: 1, reach: 4).blurred(frames[pair], border: .reflected)
    let (gx, gy) = smooth.sobelDerivatives()
    let energy = gx.zipped(with: gy) { $0 * $0 + $1 * $1 }
    let weight = energy.zipped(with: mask) { $1 * ($0 / ($0 + 64 * 64)) + 1e-3 }
    textures[pair] = weight
    return weight
  }
}
