// swift-tools-version: 6.1
import PackageDescription

/// One of the examples: a program on the public library.
func example(_ name: String) -> Target {
  .executableTarget(
    name: name,
    dependencies: [
      "ExampleSupport", .product(name: "Foreframe", package: "Foreframe"),
      .product(name: "ArgumentParser", package: "swift-argument-parser"),
    ], path: "Sources/\(name)", exclude: ["README.md"])
}

let package = Package(
  name: "Examples",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "Foreframe", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
  ],
  targets: [
    // What the examples share: a loop that trains for some minutes, and a page with charts.
    .target(
      name: "ExampleSupport",
      dependencies: [
        .product(name: "Foreframe", package: "Foreframe"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    example("addition"),
    example("character-text"),
    example("gradients"),
    example("series"),
  ],
  swiftLanguageModes: [.v6]
)
