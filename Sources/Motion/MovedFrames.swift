/// Frames of a sequence, moved to a later time by one field, as seen from the frame `last`.
///
/// Nothing here sees a frame after `last`.
final class MovedFrames {
  let series: FrameSeries
  let last: Int
  let first: Int
  let inflow: Inflow
  /// For each lead from 1 on; none where nothing moves.
  private let displacements: [DisplacementField]
  /// The mean of the inputs.
  let climate: Plane
  private var softEdges: [Int: Plane] = [:]

  /// - Parameters:
  ///   - last, first: the inputs are the frames first...last.
  ///   - displacements: for each lead from 1 on; none where nothing moves.
  init(
    _ series: FrameSeries, along displacements: [DisplacementField], last: Int, first: Int,
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
    let frame = series.frames[source]
    if displacements.isEmpty { return frame }
    let displacement = displacements[lead - 1]
    let mask = series.mask
    let share = mask.warped(by: displacement, border: .zero)
    let sum = frame.zipped(with: mask, *).warped(by: displacement, border: .zero)
    let soft = softEdge(source).warped(by: displacement, border: .nearest)
    return Plane(height: frame.height, width: frame.width) { result in
      for i in share.values.indices {
        if share.values[i] > 0.5 {
          result[i] = sum.values[i] / share.values[i]
        } else {
          switch inflow {
          case .softEdge: result[i] = soft.values[i]
          case .halfMean: result[i] = (soft.values[i] + climate.values[i]) / 2
          }
        }
      }
    }
  }

  /// The last frame at each lead; outside of the mask the mean of the inputs.
  func forecast(leads: Int) -> [Plane] {
    (1...max(leads, 1)).prefix(leads).map { masked(moved(last, lead: $0)) }
  }

  /// A plane, and outside of the mask the mean of the inputs.
  func masked(_ plane: Plane) -> Plane {
    if displacements.isEmpty { return plane }
    let mask = series.mask
    return Plane(height: plane.height, width: plane.width) { result in
      for i in plane.values.indices {
        result[i] = mask.values[i] > 0 ? plane.values[i] : climate.values[i]
      }
    }
  }

  private func softEdge(_ source: Int) -> Plane {
    if let known = softEdges[source] { return known }
    let mask = series.mask
    let share = mask.blurred(sigma: 4).map { max($0, 1e-3) }
    let soft = series.frames[source].zipped(with: mask, *).blurred(sigma: 4)
      .zipped(with: share, /)
    softEdges[source] = soft
    return soft
  }
}
