import ForeframeFiles
import Foreframe
import ForeframeGraphCompiler
import ForeframeKernelTexts
import ForeframeOpenCLBackend
import ForeframeOperationTable
import TestSupport
import Testing

/// Built programs in files, on whatever OpenCL device there is, whether its driver needs that or not.
@Suite(.serialized) struct ProgramCacheTests {
  /// An empty folder for one test.
  private final class Folder {
    let path: String
    init() throws { path = try FileSystem.makeTemporaryDirectory("foreframe-programs") }
    deinit { try? FileSystem.removeTree(path) }

    var files: [String] {
      get throws {
        let shelf = FileSystem.join(path, "programs")
        return try FileSystem.list(shelf).map { FileSystem.join(shelf, $0) }
      }
    }
  }

  private static let text = """
    kernel void f(global float *a) { a[get_global_id(0)] = ADDED + a[get_global_id(0)]; }
    """

  /// Builds a text and adds `-DADDED` to three numbers with it.
  private func sums(
    _ cache: ProgramCache, text: String = text, added: Int = 1
  ) throws -> (values: [Float], isFromStore: Bool) {
    let context = try Context(device: try TestDevices.device())
    let queue = try Queue(context: context)
    let program = try KernelProgram(
      context: context, name: "f", sources: [text], options: "-DADDED=\(added)", store: cache)
    let kernel = try KernelHandle(program: program, name: "f")
    let buffer = try Buffer(context: context, count: 3)
    try kernel.set(0, to: buffer)
    try [Float(1), 2, 3].withUnsafeBufferPointer { try queue.write($0, to: buffer, at: 0) }
    try queue.run(kernel, global: 3, local: 1)
    var values = [Float](repeating: 0, count: 3)
    try values.withUnsafeMutableBufferPointer { try queue.read(buffer, at: 0, into: $0) }
    return (values, program.isFromStore)
  }

  @Test func theSecondStartUsesTheBinary() throws {
    let folder = try Folder()
    let first = ProgramCache(folder: folder.path)
    let built = try sums(first)
    #expect(!built.isFromStore && built.values == [2, 3, 4])
    #expect(first.counts == ProgramCache.Counts(missing: 1, kept: 1))
    let second = ProgramCache(folder: folder.path)
    let loaded = try sums(second)
    #expect(loaded.isFromStore && loaded.values == [2, 3, 4])
    #expect(second.counts == ProgramCache.Counts(found: 1))
    #expect(first.problem == nil && second.problem == nil)
  }

  /// Other precisions have to be tried, which takes programs of their own.
  @Test func float32TriesNoMatrixInstruction() throws {
    let folder = try Folder()
    let cache = ProgramCache(folder: folder.path)
    let backend = try OpenCLBackend(
      device: try TestDevices.device(), family: .gpu, matrixUnit: .software, programs: cache)
    #expect(backend.offers(.fp32))
    #expect(cache.counts == ProgramCache.Counts())
    #expect(backend.offers(.tf32))
    #expect(cache.counts == ProgramCache.Counts(missing: 1, kept: 1))
  }

  @Test func anotherTextAndOtherOptionsAreOtherPrograms() throws {
    let folder = try Folder()
    let cache = ProgramCache(folder: folder.path)
    #expect(try sums(cache).values == [2, 3, 4])
    #expect(try sums(cache, added: 5).values == [6, 7, 8])
    let changed = Self.text.replacing("+ a", with: "- a")
    #expect(try sums(cache, text: changed).values == [0, -1, -2])
    #expect(cache.counts == ProgramCache.Counts(missing: 3, kept: 3))
  }

  /// Every fact about device and platform is in the key.
  @Test func theKeySaysEverything() throws {
    let device = try TestDevices.device()
    let fields = ProgramKey(device: device, text: "the text", options: "the options").fields
    let facts = [
      device.name, device.vendor, device.driver, device.version, device.platform.name,
      device.platform.vendor, device.platform.version, "the options", "the text",
    ]
    #expect(fields.map(\.value) == facts)
    #expect(Set(fields.map(\.name)).count == facts.count)
  }

  /// What is not the file that was written is built again, and written again.
  @Test(arguments: ["shortened", "flipped", "lengthened", "empty", "another key's"])
  func aDamagedFileIsReplaced(how: String) throws {
    let folder = try Folder()
    _ = try sums(ProgramCache(folder: folder.path))
    let path = try #require(try folder.files.first)
    let whole = try FileSystem.read(path)
    var bytes = whole
    switch how {
    case "shortened": bytes.removeLast(bytes.count / 3)
    case "flipped": bytes[bytes.count - bytes.count / 4] ^= 4
    case "lengthened": bytes.append(0)
    case "empty": bytes = []
    default:
      let other = ProgramCache(folder: folder.path)
      _ = try sums(other, added: 9)
      let another = try #require(try folder.files.first { $0 != path })
      bytes = try FileSystem.read(another)
    }
    try AtomicFile.write(bytes, to: path)
    let cache = ProgramCache(folder: folder.path)
    let found = try sums(cache)
    #expect(!found.isFromStore && found.values == [2, 3, 4])
    #expect(cache.counts == ProgramCache.Counts(refused: 1, kept: 1))
    #expect(try sums(ProgramCache(folder: folder.path)).isFromStore)
  }

  /// A file in order around something that the driver does not know.
  @Test func aBinaryThatTheDriverRefusesIsReplaced() throws {
    let folder = try Folder()
    let key = ProgramKey(
      device: try TestDevices.device(), text: Self.text, options: "-DADDED=1")
    ProgramCache(folder: folder.path).keep(Array("no program at all".utf8), for: key)
    let cache = ProgramCache(folder: folder.path)
    let found = try sums(cache)
    #expect(!found.isFromStore && found.values == [2, 3, 4])
    #expect(cache.counts == ProgramCache.Counts(refused: 1, kept: 1))
    #expect(try sums(ProgramCache(folder: folder.path)).isFromStore)
  }

  @Test func aTextThatCannotBeBuiltIsNotKept() throws {
    let folder = try Folder()
    let cache = ProgramCache(folder: folder.path)
    #expect(throws: OpenCLError.self) { try sums(cache, text: "kernel void f( {") }
    #expect(cache.counts == ProgramCache.Counts(missing: 1))
  }

  /// The folder's place is taken by a file, which no user may write to.
  @Test func withoutAFolderEverythingWorks() throws {
    let folder = try Folder()
    let place = FileSystem.join(folder.path, "taken")
    try AtomicFile.write("a file", to: place)
    for _ in 0..<2 {
      let cache = ProgramCache(folder: place)
      let found = try sums(cache)
      #expect(!found.isFromStore && found.values == [2, 3, 4])
      #expect(cache.counts == ProgramCache.Counts(missing: 1))
      #expect(try #require(cache.problem).contains(place))
    }
  }

  /// Kernels of both families from binaries; in `make test` those for processors.
  @Test(arguments: TestExtent.rows(KernelFamily.allCases) { $0 == .processor })
  func programsFromBinariesAreRight(family: KernelFamily) throws {
    let folder = try Folder()
    let rows = OperationTable.tiled.filter {
      $0.name == "convolution with bias and addend" || $0.name == "batched matmul"
    }
    #expect(rows.count == 2)
    for start in 0..<2 {
      let cache = ProgramCache(folder: folder.path)
      let backend = try OpenCLBackend(
        device: TestDevices.device(), family: family, programs: cache)
      for row in rows {
        let trial = row.trial(withGradients: true)
        let deviation = try trial.deviation(on: backend)
        #expect(deviation.largest <= 2e-5, "\(deviation)")
      }
      #expect(cache.counts.refused == 0 && cache.problem == nil)
      #expect(start == 0 ? cache.counts.kept > 3 : cache.counts.found > 3)
      #expect(start == 0 ? cache.counts.found == 0 : cache.counts.missing == 0)
    }
  }

  @Test func platformsThatKeepTheirOwnAreKnown() {
    for platform in ["Portable Computing Language", "NVIDIA CUDA", "Oclgrind"] {
      let keeping = ProgramKeeping(platform: platform)
      #expect(keeping != .ours && !keeping.reason.isEmpty)
    }
    #expect(ProgramKeeping(platform: "AMD Accelerated Parallel Processing") == .ours)
  }
}
