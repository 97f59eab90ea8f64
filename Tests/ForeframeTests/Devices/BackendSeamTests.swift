import Foreframe
import ForeframeFiles
import Testing

/// Which backends there are is known in one folder; everything else asks a backend for what it can do.
@Suite struct BackendSeamTests {
  private static let sources = FileSystem.join(
    (0..<4).reduce(#filePath) { path, _ in FileSystem.split(path).folder }, "Sources")

  /// Paths of the Swift files of a folder, from `Sources` on.
  private func files(_ folder: String) throws -> [String] {
    try FileSystem.list(FileSystem.join(Self.sources, folder)).flatMap { name in
      let path = FileSystem.join(folder, name)
      if FileSystem.isFile(FileSystem.join(Self.sources, path)) {
        return name.hasSuffix(".swift") ? [path] : []
      }
      return try files(path)
    }
  }

  private func importers(of module: String, in folder: String) throws -> [String] {
    try files(folder).filter { path in
      let text = try FileSystem.readText(FileSystem.join(Self.sources, path), limit: 1 << 20)
      return text.split(separator: "\n").contains { line in
        // Whatever attributes and access levels come first.
        let words = line.split(separator: " ")
        return words.contains("import") && words.last.map(String.init) == module
      }
    }
  }

  @Test(arguments: [
    (module: "ForeframeOpenCLBackend", file: "OpenCLProvider.swift"),
    (module: "ForeframeCPUBackend", file: "NativeProvider.swift"),
  ])
  func onlyItsProviderKnowsABackend(module: String, file: String) throws {
    let found = try ["Foreframe", "ForeframeCommand"].flatMap {
      try importers(of: module, in: $0)
    }
    #expect(found == ["Foreframe/Devices/Providers/\(file)"])
  }

  /// Another device language prints the same kernels.
  @Test(arguments: ["ForeframeOpenCLBackend", "CForeframeOpenCL"])
  func kernelTextsNeedNoOpenCL(module: String) throws {
    #expect(try importers(of: module, in: "KernelTexts").isEmpty)
    #expect(try !importers(of: "CForeframeKernelTexts", in: "KernelTexts").isEmpty)
  }

  @Test func requestsAreListedForPeople() {
    #expect(BackendChoice.requests == "auto, cpu, opencl, opencl:INDEX or opencl:NAME")
  }
}
