import ForeframeGraphCompiler

/// The OpenCL devices of this machine, numbered as the user sees them.
public struct OpenCLDeviceList: Sendable {
  /// All devices, platform by platform; `opencl:INDEX` counts from 0 through this list.
  public var devices: [OpenCLDevice]
  /// Platforms that could not be asked, and the missing library: text for people.
  public var problems: [String]

  /// Looks for devices. Never fails: what went wrong is in ``problems``.
  public init() { self = OpenCLDeviceList.found }

  // Looked for once: some drivers start up wrongly when several threads ask at the same time.
  private static let found = OpenCLDeviceList(lookingIn: Result(catching: OpenCLLibrary.shared))

  private init(lookingIn library: Result<OpenCLLibrary, OpenCLError>) {
    devices = []
    problems = []
    let platforms: [OpenCLPlatform]
    do {
      platforms = try OpenCLPlatform.all(library.get())
    } catch {
      problems.append("\(error)")
      return
    }
    if platforms.isEmpty { problems.append("the OpenCL library finds no platform") }
    for platform in platforms {
      do {
        let found = try platform.devices()
        if found.isEmpty { problems.append("\(platform.name) has no device") }
        devices += found
      } catch {
        problems.append("\(platform.name): \(error)")
      }
    }
  }
}

/// Which OpenCL device is wanted.
public enum OpenCLDeviceChoice: Hashable, Sendable {
  /// The best one: a GPU, else an accelerator, else a processor; the first of its kind.
  case automatic
  /// A number in ``OpenCLDeviceList/devices``.
  case index(Int)
  /// A part of the device's or the platform's name, in any case.
  case name(String)

  /// Reads what follows `opencl:`; a whole number is an index, nothing is ``automatic``.
  public init(_ text: some StringProtocol) {
    if text.isEmpty {
      self = .automatic
    } else if let index = Int(text), index >= 0 {
      self = .index(index)
    } else {
      self = .name(String(text))
    }
  }
}

/// A chosen device, and why it and not the others.
public struct OpenCLDeviceSelection: Sendable {
  public var device: OpenCLDevice
  /// Its number in the list.
  public var index: Int
  /// One line for people.
  public var reason: String
  /// One line for each device that was not chosen.
  public var others: [String]
}

extension OpenCLDeviceList {
  /// Picks a device.
  ///
  /// - Throws: ``OpenCLError/noDevice(wanted:available:problems:)`` if none fits, and
  ///   ``OpenCLError/unsuitable(device:reason:)`` if the one that was asked for cannot be used.
  public func select(_ choice: OpenCLDeviceChoice) throws(OpenCLError) -> OpenCLDeviceSelection {
    switch choice {
    case .automatic:
      let usable = devices.indices.filter { devices[$0].obstacle == nil }
      for kind in [DeviceKind.gpu, .accelerator, .cpu, .other] {
        guard let index = usable.first(where: { devices[$0].kind == kind }) else { continue }
        return selection(index, reason: "the first device of kind \(kind.rawValue)")
      }
      throw noDevice("that can be used")
    case .index(let index):
      guard devices.indices.contains(index) else { throw noDevice("number \(index)") }
      return try named(index, reason: "asked for by its number")
    case .name(let name):
      let wanted = name.lowercased()
      let fitting = devices.indices.filter {
        devices[$0].summary.lowercased().contains(wanted)
      }
      guard let index = fitting.first(where: { devices[$0].obstacle == nil }) ?? fitting.first
      else { throw noDevice("named like '\(name)'") }
      return try named(index, reason: "asked for by the name '\(name)'")
    }
  }

  private func named(
    _ index: Int, reason: String
  ) throws(OpenCLError) -> OpenCLDeviceSelection {
    if let obstacle = devices[index].obstacle {
      throw .unsuitable(device: devices[index].summary, reason: obstacle)
    }
    return selection(index, reason: reason)
  }

  private func selection(_ index: Int, reason: String) -> OpenCLDeviceSelection {
    let others = devices.indices.filter { $0 != index }.map { other in
      let device = devices[other]
      let why = device.obstacle ?? "\(device.kind.rawValue), not chosen"
      return "\(other): \(device.summary): \(why)"
    }
    return OpenCLDeviceSelection(
      device: devices[index], index: index, reason: reason, others: others)
  }

  private func noDevice(_ wanted: String) -> OpenCLError {
    let list = devices.enumerated().map { "opencl:\($0) (\($1.summary))" }
    return .noDevice(wanted: wanted, available: list, problems: problems)
  }
}
