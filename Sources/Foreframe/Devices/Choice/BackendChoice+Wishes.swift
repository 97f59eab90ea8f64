import ForeframeGraphCompiler
import ForeframeKernelTexts

extension BackendChoice {
  /// How a device is to be opened. Each backend reads what it has a use for.
  package struct Wishes {
    /// Threads of the native path; nil for every core that this process may use.
    package var threads: Int?
    package var precision = Precision.fp32
    /// Kernels of a driver's device; nil for those that are meant for its kind.
    package var family: KernelFamily?
    /// The matrix unit of a driver's device; nil for its own.
    package var matrixUnit: MatrixUnit?
    package var epilogues = EpilogueUse.wherePaying
    package var programs = ProgramKeepingUse.whereNeeded

    package init(
      threads: Int? = nil, precision: Precision = .fp32, family: KernelFamily? = nil,
      matrixUnit: MatrixUnit? = nil, epilogues: EpilogueUse = .wherePaying,
      programs: ProgramKeepingUse = .whereNeeded
    ) {
      self.threads = threads
      self.precision = precision
      self.family = family
      self.matrixUnit = matrixUnit
      self.epilogues = epilogues
      self.programs = programs
    }
  }

  static let maximumThreads = 4096

  /// What the environment says about keeping built programs.
  public static func programKeeping() throws(DeviceError) -> ProgramKeepingUse {
    try Wishes.value(programsVariable, DeviceError.badPrograms) ?? .whereNeeded
  }
}

extension BackendChoice.Wishes {
  /// Options, and for what no option says, the environment.
  init(threads: Int?, precision: Precision) throws(DeviceError) {
    self.init(
      threads: try Self.threadCount(threads), precision: precision,
      family: try Self.value(BackendChoice.kernelsVariable, DeviceError.badKernels),
      matrixUnit: try Self.value(BackendChoice.atomVariable, DeviceError.badMatrixUnit),
      epilogues: try Self.value(BackendChoice.epiloguesVariable, DeviceError.badEpilogues)
        ?? .wherePaying,
      programs: try BackendChoice.programKeeping())
  }

  /// A value of the environment; nil if the variable is not set.
  fileprivate static func value<Value: RawRepresentable>(
    _ variable: String, _ error: (String) -> DeviceError
  ) throws(DeviceError) -> Value? where Value.RawValue == String {
    guard let text = environment(variable) else { return nil }
    guard let value = Value(rawValue: text) else { throw error(text) }
    return value
  }

  private static func threadCount(_ given: Int?) throws(DeviceError) -> Int? {
    let text = given.map(String.init) ?? environment(BackendChoice.threadsVariable)
    guard let text else { return nil }
    guard let count = Int(text), (1...BackendChoice.maximumThreads).contains(count) else {
      throw .badThreads(
        text, source: given == nil ? BackendChoice.threadsVariable : "--threads")
    }
    return count
  }
}
