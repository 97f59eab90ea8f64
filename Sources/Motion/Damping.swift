import RealModule

/// How bands decay with lead time, and how much of their last change goes on.
public struct Damping: Sendable, Hashable {
  /// Leads after which the finest band has lost most; each next band lasts 2.5 times as long.
  public var lifetime: Double
  /// The share of the last change that goes on: 0, 0.5 or 1.
  public var growth: Double

  public init(lifetime: Double, growth: Double) {
    self.lifetime = lifetime
    self.growth = growth
  }

  static let stretch = 2.5
  static let power = 2.0
  /// Leads over which a change dies out.
  static let persistence = 3.0
  /// What a later lead adds to a change is lost in rounding.
  static let lastChange = 150

  static let lifetimes = [0.4, 0.55, 0.75, 1, 1.4, 2, 2.8, 4, 5.6, 8, 11, 16, 32, 64, 128]
  static let growths = [0.0, 0.5, 1]
  /// All that a hindcast chooses from.
  ///
  /// - Parameter reduction: pixels of the whole frame for one that is hindcast. The finest band that is
  ///   left lives as long as the finest of a frame that is not reduced.
  static func choices(reduction: Double) -> [Damping] {
    let scale = Double.pow(stretch, -Double.log2(reduction))
    return growths.flatMap { growth in
      lifetimes.map { Damping(lifetime: scale * $0, growth: growth) }
    }
  }

  /// Coefficients of the bands and of their last changes at a lead (from 1 on): band b decays as
  /// exp(-(k / (lifetime 2.5^b))^2), and its change goes on with growth (e^(-1/3) + ... + e^(-k/3)) times
  /// that. The finest band's change does not go on.
  package func coefficients(lead: Int, bands: Int) -> [Double] {
    let decay = (0..<bands).map { band in
      Double.exp(
        -Double.pow(Double(lead) / (lifetime * Double.pow(Self.stretch, band)), 2))
    }
    let change = (1...min(lead, Self.lastChange)).reduce(0.0) {
      $0 + Double.exp(-Double($1) / Self.persistence)
    }
    return decay + decay.enumerated().map { $0 == 0 ? 0 : $1 * change * growth }
  }
}
