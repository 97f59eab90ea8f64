// swift-tools-version: 6.1
import PackageDescription

let numerics = Target.Dependency.product(name: "RealModule", package: "swift-numerics")
let tested: [Target.Dependency] = ["Foreframe", "ForeframeOperationTable", "TestSupport"]

/// For tests that take longer to build than to run: without optimisation, also in release builds, and with the
/// module written in the same pass: a second one would check all types again. What they test is optimised.
/// (Flags of test targets do not concern packages that use this one.)
let asWritten: [SwiftSetting] = [.unsafeFlags(["-Onone", "-no-emit-module-separately-wmo"])]

/// A module for each folder of `Sources`. A module's name must be unique among all packages that a
/// program uses, so it begins with the project's.
func room(
  _ folder: String, _ folders: [String] = [], c: [String] = [], _ others: [Target.Dependency] = []
) -> Target {
  .target(
    name: "Foreframe\(folder)",
    dependencies: rooms(folders) + c.map { .byName(name: "CForeframe\($0)") } + others,
    path: "Sources/\(folder)")
}

func rooms(_ folders: [String]) -> [Target.Dependency] {
  folders.map { .byName(name: "Foreframe\($0)") }
}

let package = Package(
  name: "Foreframe",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Foreframe", targets: ["Foreframe"]),
    .executable(name: "foreframe", targets: ["ForeframeCommand"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
  ],
  targets: [
    // What: tensors, operations, shape rules, gradients.
    room("TensorGraph"),
    // In which order and where: fusion, schedule, memory plan, the reference evaluator.
    room("GraphCompiler", ["TensorGraph"], c: ["Kernels"], [numerics]),
    // How, on this processor: the kernels, compiled by clang for each instruction set.
    .target(
      name: "CForeframeKernels", path: "Sources/CKernels",
      cSettings: [.define("_GNU_SOURCE", .when(platforms: [.linux]))]),
    room("CPUBackend", ["GraphCompiler"], c: ["Kernels"]),
    // How, in a device's own language: the embedded kernel texts, and the printers of generated ones.
    .target(name: "CForeframeKernelTexts", path: "Sources/CKernelTexts"),
    room("KernelTexts", ["GraphCompiler"], c: ["Kernels", "KernelTexts"]),
    // How, on an OpenCL device; the library is opened at run time.
    .target(name: "CForeframeOpenCL", path: "Sources/COpenCL"),
    room("OpenCLBackend", ["GraphCompiler", "KernelTexts"], c: ["Kernels", "OpenCL"]),
    // One row for every operation and function: for the tests, and for the self-test of a device.
    room("OperationTable", ["GraphCompiler", "Recurrent"]),
    // Networks and their training.
    room("Recurrent", ["TensorGraph", "Files"]),
    room("Training", ["Recurrent", "GraphCompiler", "Files"], [numerics]),
    // Files and frames.
    room("Files"),
    .target(
      name: "CForeframePNG", path: "Sources/CPNG",
      linkerSettings: [.linkedLibrary("png16"), .linkedLibrary("z")]),
    room("Frames", ["Files"], c: ["PNG"]),
    // Motion of frames, and forecasts from it without a network.
    .target(name: "CForeframeMotion", path: "Sources/CMotion"),
    room("Motion", c: ["Motion"], [numerics]),
    // The umbrella library and the command line.
    .target(
      name: "Foreframe",
      dependencies: rooms([
        "Frames", "Motion", "Training", "CPUBackend", "OpenCLBackend", "KernelTexts",
        "OperationTable",
      ]) + [
        "CForeframeKernels", numerics,
        .product(name: "Yams", package: "Yams"),
        .product(name: "Mustache", package: "swift-mustache"),
        .product(name: "Logging", package: "swift-log"),
      ]),
    .executableTarget(
      name: "ForeframeCommand",
      dependencies: [
        "Foreframe", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    // Tests, sorted by the hardware they need.
    .target(
      name: "TestSupport", dependencies: rooms(["OperationTable", "Files", "Frames", "Training"]),
      path: "Tests/TestSupport"),
    // Without the umbrella library among its dependencies, so that both are compiled at the same time.
    .testTarget(
      name: "HostTests",
      dependencies: rooms(["CPUBackend", "Frames", "Motion", "OperationTable", "Training"]) + [
        "TestSupport", numerics,
      ], swiftSettings: asWritten),
    .testTarget(name: "ForeframeTests", dependencies: tested, swiftSettings: asWritten),
    .testTarget(name: "CPUTests", dependencies: tested),
    .testTarget(name: "OpenCLTests", dependencies: tested, swiftSettings: asWritten),
    .testTarget(
      name: "CommandTests", dependencies: tested + ["ForeframeCommand"],
      swiftSettings: asWritten),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .gnu2x
)
