import ForeframeFrames
import ForeframeTraining

/// A forecast whose truth has not come yet, or not all of it.
public struct PendingForecast {
  /// The name of its folder.
  public let id: String
  /// The name of the frame that it follows.
  public let from: String
  /// The forecaster that made it.
  public let model: String
  private let last: Frame
  /// Predicted frames by lead, from 1 on, of which the truth is still to come.
  public private(set) var frames: [Int: Frame]

  /// - Parameters:
  ///   - last: the frame that it follows, which persistence repeats.
  ///   - frames: predicted frames, the first one of lead 1.
  public init(id: String, from: String, model: String, last: Frame, frames: [Frame]) {
    self.id = id
    self.from = from
    self.model = model
    self.last = last
    self.frames = Dictionary(
      uniqueKeysWithValues: frames.enumerated().map { ($0 + 1, $1) })
  }

  /// The truth of a lead has been seen before.
  public mutating func drop(_ lead: Int) { frames[lead] = nil }

  /// Compares with the truth, which is then no longer waited for.
  ///
  /// A pixel counts where it is observed in the truth, in the last frame and in the forecast.
  ///
  /// - Parameters:
  ///   - lead: how many steps the truth is after the last frame.
  ///   - noData: the sample that marks missing pixels, besides transparency.
  /// - Returns: nil if there is nothing to compare.
  public mutating func verify(_ truth: Frame, lead: Int, noData: Int?) -> VerifiedFrame? {
    guard let predicted = frames[lead], truth.format.isCompatible(with: last.format) else {
      return nil
    }
    frames[lead] = nil
    let images = [truth, last, predicted].map {
      FrameEncoding(format: $0.format, noData: noData).encode($0)
    }
    let masks = images.compactMap(\.mask)
    func errors(_ image: FrameImage) -> FrameErrors {
      images[0].values.withUnsafeBufferPointer { truth in
        image.values.withUnsafeBufferPointer { values in
          FrameErrors(truth: truth, prediction: values, channels: image.channels) { pixel in
            masks.allSatisfy { $0[pixel] != 0 }
          }
        }
      }
    }
    let (own, persistence) = (errors(images[2]), errors(images[1]))
    guard own.count > 0 else { return nil }
    return VerifiedFrame(
      forecast: id, from: from, model: model, lead: lead, mse: own.squared / Double(own.count),
      persistenceMSE: persistence.squared / Double(persistence.count))
  }
}
