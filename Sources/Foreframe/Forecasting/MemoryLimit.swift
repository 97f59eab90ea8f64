import ForeframeFiles
import ForeframeFrames

/// How much memory a forecast may take.
public struct MemoryLimit: Hashable, Sendable {
  /// In bytes.
  public let bytes: Int
  /// Whether the user said so; otherwise it is a share of what the machine has free.
  public let isGiven: Bool

  /// Without a word of the user: what may be taken of the free memory.
  private static let share = 0.8
  /// Frames of fewer pixels are not looked at unless the user gave a limit.
  private static let smallPixels = 1 << 20

  /// - Parameter bytes: nil: a share of what the machine has free.
  public init(bytes: Int? = nil) {
    self.bytes = bytes ?? Int(Self.share * Double(Memory.available))
    isGiven = bytes != nil
  }

  /// Why a forecaster cannot be used; nil if it can.
  ///
  /// - Throws: what a device throws.
  public func obstacle(_ forecaster: any Forecaster, _ work: ForecastWork) throws -> String? {
    guard isGiven || work.format.pixelCount > Self.smallPixels else { return nil }
    let needed = try forecaster.memory(for: work)
    guard needed > bytes else { return nil }
    return "needs about \(UserError.size(needed)) of memory, and \(UserError.size(bytes)) "
      + (isGiven ? "are allowed" : "can be used")
  }

  /// Refuses a forecast that would take more.
  ///
  /// - Throws: ``ForecastError/overLimit(model:obstacle:advice:)``, or what a device throws.
  public func check(_ forecaster: any Forecaster, _ work: ForecastWork) throws {
    guard let obstacle = try obstacle(forecaster, work) else { return }
    throw ForecastError.overLimit(
      model: forecaster.name, obstacle: obstacle, advice: try advice(forecaster, work))
  }

  /// What would fit.
  private func advice(_ forecaster: any Forecaster, _ work: ForecastWork) throws -> String {
    var less = work
    while less.inputs > 2 {
      less.inputs -= 1
      if try forecaster.memory(for: less) <= bytes { return "--inputs \(less.inputs) would fit" }
    }
    less = work
    while less.format.width > 64, less.format.height > 64 {
      less.format.width /= 2
      less.format.height /= 2
      if try forecaster.memory(for: less) <= bytes {
        return "frames reduced by --size \(less.format.width)x\(less.format.height) would fit"
      }
    }
    return isGiven ? "allow more with --memory" : "end other programs, or use a machine with more"
  }
}
