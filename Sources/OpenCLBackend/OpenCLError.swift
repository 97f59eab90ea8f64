/// What can go wrong between this program and an OpenCL device.
///
/// Every case carries what a person needs to act: the call, its code in words, the device.
public enum OpenCLError: Error, Hashable, Sendable {
  /// No OpenCL library could be opened: the names that were tried and why each one failed.
  case libraryMissing(tried: [String])
  /// An OpenCL function returned an error code.
  case call(function: String, code: Int32, device: String?)
  /// The device's compiler refused a kernel text; `log` is what it said.
  case build(program: String, log: String, code: Int32, device: String)
  /// A program needs a buffer larger than the device can allocate; sizes in bytes. `lasting` of them
  /// hold parameters, inputs and packed weights for as long as the program is loaded; nil if that is
  /// not known.
  case tooLarge(bytes: Int, lasting: Int?, largest: Int, device: String)
  /// The device has no room for a buffer of so many bytes; `memory` is all that it has.
  case outOfMemory(bytes: Int, memory: Int, device: String)
  /// A read or a write of the arena reaches outside; offsets and counts in floats.
  case outside(offset: Int, count: Int, arenaCount: Int)
  /// No device fits what was asked for: those that are there, and what kept others from being found.
  case noDevice(wanted: String, available: [String], problems: [String])
  /// The device cannot run these kernels.
  case unsuitable(device: String, reason: String)
}

extension OpenCLError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .libraryMissing(let tried):
      return "no OpenCL library: " + tried.joined(separator: "; ")
    case .call(let function, let code, let device):
      let place = device.map { " on \($0)" } ?? ""
      return "\(function) failed\(place): \(OpenCLError.name(ofCode: code))"
    case .build(let program, let log, let code, let device):
      let cause = OpenCLError.name(ofCode: code)
      return "\(device) cannot build the kernels \(program) (\(cause)):\n\(log)"
    case .tooLarge(let bytes, let lasting, let largest, let device):
      let text =
        "the program needs one buffer of \(OpenCLError.size(bytes)), but \(device) allocates "
        + "at most \(OpenCLError.size(largest)) at once"
      guard let lasting, bytes > lasting else { return text }
      if lasting >= largest {
        return text + "; parameters and inputs alone take \(OpenCLError.size(lasting))"
      }
      let share = Int(Double(largest - lasting) / Double(bytes - lasting) * 100)
      return text + "; \(OpenCLError.size(lasting)) of it are parameters and inputs, the rest is "
        + "worked in and grows with batch and frames: "
        + (share < 1 ? "less than 1 %" : "about \(share) %") + " of that would fit"
    case .outOfMemory(let bytes, let memory, let device):
      return "\(device) has no room for a buffer of \(OpenCLError.size(bytes)): it has "
        + "\(OpenCLError.size(memory)) in all, and what else runs there may hold some of it"
    case .outside(let offset, let count, let arenaCount):
      return "\(count) floats from \(offset) on reach outside the arena of \(arenaCount)"
    case .noDevice(let wanted, let available, let problems):
      let list =
        available.isEmpty
        ? "; none was found" : "; those found are " + available.joined(separator: ", ")
      return "there is no OpenCL device \(wanted)\(list)" + problems.map { "; \($0)" }.joined()
    case .unsuitable(let device, let reason):
      return "\(device) cannot be used: \(reason)"
    }
  }

  /// Bytes for people: "512 bytes", "3.2 MiB".
  static func size(_ bytes: Int) -> String {
    let units = ["bytes", "KiB", "MiB", "GiB", "TiB"]
    var unit = 0
    var scale = 1
    while bytes / scale >= 1024, unit < units.count - 1 {
      scale *= 1024
      unit += 1
    }
    let tenths = bytes % scale * 10 / scale
    return unit == 0 ? "\(bytes) bytes" : "\(bytes / scale).\(tenths) \(units[unit])"
  }
}

extension OpenCLError {
  /// Turns an error code into an error.
  static func check(
    _ code: Int32, _ function: StaticString, device: String? = nil
  ) throws(OpenCLError) {
    guard code != 0 else { return }
    throw .call(function: "\(function)", code: code, device: device)
  }
}
