// swift-tools-version: 6.1
import PackageDescription

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
    .target(name: "TensorGraph"),
    // In which order and where: fusion, schedule, memory plan, the reference evaluator.
    .target(
      name: "GraphCompiler",
      dependencies: [
        "TensorGraph", "CKernels", .product(name: "RealModule", package: "swift-numerics"),
      ]),
    // How: the kernels, compiled by clang for each instruction set and embedded as OpenCL text.
    .target(name: "CKernels", cSettings: [.define("_GNU_SOURCE", .when(platforms: [.linux]))]),
    .target(name: "CPUBackend", dependencies: ["GraphCompiler", "CKernels"]),
    .target(name: "COpenCL"),
    .target(name: "OpenCLBackend", dependencies: ["GraphCompiler", "CKernels", "COpenCL"]),
    // One row for every operation and function: for the tests, and for the self-test of a device.
    .target(name: "OperationTable", dependencies: ["GraphCompiler", "Recurrent"]),
    // Networks and their training.
    .target(name: "Recurrent", dependencies: ["TensorGraph"]),
    .target(
      name: "Training",
      dependencies: [
        "Recurrent", "GraphCompiler", "Files",
        .product(name: "RealModule", package: "swift-numerics"),
      ]),
    // Files and frames.
    .target(name: "Files"),
    .target(name: "CPNG", linkerSettings: [.linkedLibrary("png16"), .linkedLibrary("z")]),
    .target(name: "Frames", dependencies: ["CPNG", "Files"]),
    // The umbrella library and the command line.
    .target(
      name: "Foreframe",
      dependencies: [
        "Frames", "Training", "CPUBackend", "OpenCLBackend", "CKernels", "OperationTable",
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
      name: "TestSupport", dependencies: ["OperationTable", "Files", "Training"],
      path: "Tests/TestSupport"),
    .testTarget(name: "HostTests", dependencies: ["Foreframe", "OperationTable", "TestSupport"]),
    .testTarget(name: "CPUTests", dependencies: ["Foreframe", "OperationTable", "TestSupport"]),
    .testTarget(name: "OpenCLTests", dependencies: ["Foreframe", "OperationTable", "TestSupport"]),
    .testTarget(
      name: "CommandTests",
      dependencies: ["Foreframe", "ForeframeCommand", "OperationTable", "TestSupport"]),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .gnu2x
)
