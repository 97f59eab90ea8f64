import ForeframeFiles

/// A predicted frame beside the truth. Errors are on the scale 0 to 1.
public struct VerifiedFrame: Hashable, Sendable {
  /// The name of the forecast's folder.
  public let forecast: String
  /// The frame that the forecast followed.
  public let from: String
  public let model: String
  /// From 1 on.
  public let lead: Int
  public let mse: Double
  /// The error of the last frame repeated, at the same pixels.
  public let persistenceMSE: Double

  public init(
    forecast: String, from: String, model: String, lead: Int, mse: Double, persistenceMSE: Double
  ) {
    self.forecast = forecast
    self.from = from
    self.model = model
    self.lead = lead
    self.mse = mse
    self.persistenceMSE = persistenceMSE
  }

  public var json: JSON {
    [
      "lead": JSON(lead), "forecast": .string(forecast), "from": .string(from),
      "model": .string(model), "mse": JSON(mse), "persistence_mse": JSON(persistenceMSE),
    ]
  }
}
