import ForeframeGraphCompiler

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What a training run will take, so that nobody starts by mistake what does not fit the machine or
/// the week.
public struct RunEstimate: Hashable, Sendable {
  /// Seconds for all remaining steps; nil if it is not known.
  public var seconds: Double?
  /// Bytes of the compiled step on its device.
  public var bytes: Int

  /// Multiply-adds that no person has to be warned of.
  private static let shortWork = 5e12
  /// A part of the device's measured ceiling that training reaches, roughly.
  private static let share = 0.5

  public init(seconds: Double?, bytes: Int) {
    self.seconds = seconds
    self.bytes = bytes
  }

  /// An estimate from the work of a forecast.
  ///
  /// - Parameters:
  ///   - multiplyAdds: of one forecast of one sequence; a training step takes three times as many.
  ///   - batch: sequences in a step.
  ///   - steps: those that are left.
  ///   - bytes: of the compiled step.
  public init(multiplyAdds: Int, batch: Int, steps: Int, bytes: Int, on backend: any Backend) {
    self.bytes = bytes
    let work = 3 * Double(multiplyAdds) * Double(batch) * Double(steps)
    guard work > Self.shortWork, let ceilings = try? backend.measureCeilings(),
      ceilings.gigaflops > 0
    else { return }
    seconds = 2 * work / (ceilings.gigaflops * 1e9 * Self.share)
  }

  /// Whether it is worth a line.
  public var isLarge: Bool { (seconds ?? 0) > 60 || bytes > 1 << 30 }

  /// "about 7 hours, 13.9 GiB of memory"
  public var sentence: String {
    let memory = DecimalText.fixed(Double(bytes) / Double(1 << 30), 1) + " GiB of memory"
    return seconds.map { "about \(Self.words($0)), \(memory)" } ?? memory
  }

  /// The machine's memory in bytes, if the step needs more than it has.
  public func exceeded(memory: Int? = Self.machineMemory) -> Int? {
    memory.flatMap { bytes > $0 ? $0 : nil }
  }

  /// Bytes of memory that this machine has; nil if it does not say.
  public static var machineMemory: Int? {
    let pages = sysconf(Int32(_SC_PHYS_PAGES)), size = sysconf(Int32(_SC_PAGESIZE))
    return pages > 0 && size > 0 ? Int(pages) * Int(size) : nil
  }

  private static func words(_ seconds: Double) -> String {
    for (length, name) in [(86_400.0, "days"), (3600, "hours"), (60, "minutes")]
    where seconds >= 2 * length {
      return "\(DecimalText.fixed(seconds / length, 0)) \(name)"
    }
    return "\(DecimalText.fixed(seconds, 0)) seconds"
  }
}
