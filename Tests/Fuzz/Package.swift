// swift-tools-version: 6.1
import PackageDescription

// Programs that libFuzzer feeds with bytes: what reads files must end with a value or an error,
// whatever the file says. `Scripts/fuzz.sh` builds and runs it; the tests do not.
let package = Package(
  name: "Fuzz",
  platforms: [.macOS(.v15)],
  products: [.library(name: "Fuzz", type: .static, targets: ["Fuzz"])],
  dependencies: [.package(name: "Foreframe", path: "../..")],
  targets: [
    .target(name: "Fuzz", dependencies: [.product(name: "Foreframe", package: "Foreframe")])
  ],
  swiftLanguageModes: [.v6]
)
