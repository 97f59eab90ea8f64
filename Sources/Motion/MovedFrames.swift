import CForeframeMotion
import RealModule

/// Frames of a sequence, moved to a later time by one field, as seen from the frame `last`.
///
/// Nothing here sees a frame after `last`.
final class MovedFrames {
  let series: PlaneSeries
  let last: Int
  let first: Int
  let inflow: Inflow
  /// For each lead from 1 on; none where nothing moves.
  private let displacements: [DisplacementField]
  /// The mean of the inputs.
  let climate: Plane
  private var sources: [Int: (frame: Plane, edge: Plane)] = [:]

  /// - Parameters:
  ///   - last, first: the inputs are the frames first...last.
  ///   - displacements: for each lead from 1 on; none where nothing moves.
  init(
    _ series: PlaneSeries, along displacements: [DisplacementField], last: Int, first: Int,
    inflow: Inflow
  ) {
    self.series = series
    self.displacements = displacements
    self.last = last
    self.first = first
    self.inflow = inflow
    climate = .mean(of: series.frames[first...last])
  }

  /// Frame `source`, moved by the displacement of a lead (from 1 on).
  func moved(_ source: Int, lead: Int) -> Plane {
    if displacements.isEmpty { return series.frames[source] }
    let displacement = displacements[lead - 1]
    let source = self.source(source)
    let (height, width) = (climate.height, climate.width)
    return Plane(height: height, width: width) { result in
      source.frame.values.withUnsafeBufferPointer { frame in
        source.edge.values.withUnsafeBufferPointer { edge in
          series.mask.values.withUnsafeBufferPointer { mask in
            climate.values.withUnsafeBufferPointer { climate in
              let still =
                switch inflow {
                case .softEdge: nil as UnsafePointer<Float>?
                case .halfMean: climate.baseAddress
                }
              var movable = fm_movable(
                frame: frame.baseAddress, mask: series.isComplete ? nil : mask.baseAddress,
                edge: edge.baseAddress, still: still)
              Stripes.run(height, cost: 20 * width) {
                fm_move(
                  &movable, displacement.x.values, displacement.y.values, result, Int32(width),
                  Int32(height), Int32($0.lowerBound), Int32($0.upperBound))
              }
            }
          }
        }
      }
    }
  }

  /// Leads after which the last frame counts for e^-1 where pixels are not always observed.
  private static let memory: Float = 4

  /// The last frame at each lead, completed.
  func forecast(leads: Int) -> [Plane] {
    if displacements.isEmpty { return [Plane](repeating: series.frames[last], count: leads) }
    return (0..<leads).map { completed(moved(last, lead: $0 + 1), lead: $0 + 1) }
  }

  /// A forecast of a lead, and outside of the mask, where nothing is known to move, the last frame, which
  /// gives way to the mean of the inputs.
  func completed(_ plane: Plane, lead: Int) -> Plane {
    if series.isComplete { return plane }
    let share = Float.exp(-Float(lead) / Self.memory)
    let (mask, frame) = (series.mask, series.frames[last])
    return Plane(height: plane.height, width: plane.width) { result in
      for i in plane.values.indices {
        let mean = climate.values[i]
        result[i] =
          mask.values[i] > 0 ? plane.values[i] : mean + share * (frame.values[i] - mean)
      }
    }
  }

  /// The share of a blurred pixel that is observed; the same for every frame.
  private lazy var edgeShare = series.mask.blurred(sigma: 4).map { max($0, 1e-3) }

  /// A frame with zero where it is not observed, and blurred for what comes in from outside.
  private func source(_ index: Int) -> (frame: Plane, edge: Plane) {
    if let known = sources[index] { return known }
    let mask = series.mask
    let frame =
      series.isComplete ? series.frames[index] : series.frames[index].zipped(with: mask, *)
    let source = (frame, frame.blurred(sigma: 4).zipped(with: edgeShare, /))
    sources[index] = source
    return source
  }
}
