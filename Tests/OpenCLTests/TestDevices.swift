import Foundation
import ForeframeOpenCLBackend
import Testing

/// The OpenCL devices that tests run on: all that can be used. Tests fail where there is none.
enum TestDevices {
  static let usable: [OpenCLDevice] = {
    // What this process has drivers compile is printed when it ends; Scripts/test.sh has a bound for it.
    atexit {
      let sum = BuildCount.sum
      print("OpenCL: \(sum.programs) programs and \(sum.kernels) kernels built")
    }
    return OpenCLDeviceList().devices.filter { $0.obstacle == nil }
  }()

  /// The first usable device.
  static func device() throws -> OpenCLDevice {
    try #require(usable.first, "install an OpenCL implementation such as PoCL")
  }

  static func backend() throws -> OpenCLBackend { try OpenCLBackend(device: try device()) }
}

/// Pseudo-random numbers that are the same in every run.
struct Numbers: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    let mixed = (state ^ (state >> 33)) &* 0xFF51_AFD7_ED55_8CCD
    return mixed ^ (mixed >> 29)
  }

  mutating func floats(_ count: Int, in range: ClosedRange<Float>) -> [Float] {
    (0..<count).map { _ in Float.random(in: range, using: &self) }
  }
}
