// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "Foreframe",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.1")
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
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .gnu2x
)
