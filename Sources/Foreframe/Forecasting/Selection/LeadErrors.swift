import ForeframeFrames
import ForeframeTraining

/// Squared errors of hindcasts by lead time, with those of persistence for the same pixels.
public struct LeadErrors: Hashable, Sendable {
  private struct Sums: Hashable {
    var squared = 0.0
    var persistence = 0.0
    var count = 0
  }

  private var leads: [Sums] = []

  public init() {}

  /// The leads that were compared: 1...leadCount.
  public var leadCount: Int { leads.count }

  /// The mean squared error at a lead, from 1 on; nil if nothing was compared.
  public func mse(_ lead: Int) -> Double? { mean(lead) { $0.squared } }

  /// That of persistence, at the same pixels.
  public func persistenceMSE(_ lead: Int) -> Double? { mean(lead) { $0.persistence } }

  /// The error at a lead as a multiple of persistence's; nil if nothing was compared. Where persistence
  /// makes no error, another forecast can only be as good (1) or infinitely worse.
  public func ratio(_ lead: Int) -> Double? {
    guard let mse = mse(lead), let persistence = persistenceMSE(lead) else { return nil }
    if persistence > 0 { return mse / persistence }
    return mse > 0 ? .infinity : 1
  }

  private func mean(_ lead: Int, _ sum: (Sums) -> Double) -> Double? {
    guard lead >= 1, lead <= leads.count, leads[lead - 1].count > 0 else { return nil }
    return sum(leads[lead - 1]) / Double(leads[lead - 1].count)
  }

  /// Adds a forecast from one cut. A pixel counts where it was observed in the truth and in the last
  /// known frame.
  ///
  /// - Parameters:
  ///   - batch: [T, 1, H, W, C], all frames.
  ///   - known: frames before the cut; those after it are the truth.
  ///   - besides: frames that are no truth.
  ///   - forecast: [K, 1, H, W, C].
  mutating func add(
    _ batch: FrameBatch, known: Int, besides: Set<Int> = [], forecast: FrameBatch
  ) {
    let size = batch.height * batch.width * batch.channels
    for lead in 0..<forecast.steps {
      if leads.count <= lead { leads.append(Sums()) }
      if besides.contains(known + lead) { continue }
      let masks = [known + lead, known - 1].compactMap { batch.mask(step: $0, window: 0) }
      func errors(_ values: [Float], step: Int) -> FrameErrors {
        batch.values.withUnsafeBufferPointer { truth in
          values.withUnsafeBufferPointer { values in
            FrameErrors(
              truth: UnsafeBufferPointer(
                rebasing: truth[(known + lead) * size..<(known + lead + 1) * size]),
              prediction: UnsafeBufferPointer(rebasing: values[step * size..<(step + 1) * size]),
              channels: batch.channels
            ) { pixel in masks.allSatisfy { $0[$0.startIndex + pixel] != 0 } }
          }
        }
      }
      let own = errors(forecast.values, step: lead)
      leads[lead].squared += own.squared
      leads[lead].count += own.count
      leads[lead].persistence += errors(batch.values, step: known - 1).squared
    }
  }
}
