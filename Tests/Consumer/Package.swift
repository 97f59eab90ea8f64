// swift-tools-version: 6.1
import PackageDescription

// A program of somebody else's: it sees of Foreframe what `import Foreframe` gives, and has a
// module whose name is that of one of Foreframe's folders.
let package = Package(
  name: "Consumer",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "Foreframe", path: "../..")],
  targets: [
    .target(name: "Files"),
    .testTarget(
      name: "ConsumerTests",
      dependencies: ["Files", .product(name: "Foreframe", package: "Foreframe")]),
  ],
  swiftLanguageModes: [.v6]
)
