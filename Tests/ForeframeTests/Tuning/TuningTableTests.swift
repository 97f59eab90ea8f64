import ForeframeFiles
import Foreframe
import ForeframeGraphCompiler
import Testing

/// Tuning tables as text, and which of their entries hold.
@Suite struct TuningTableTests {
  static let identity = DeviceIdentity(name: "a device", driver: "1.0", family: "devices")
  static let own = TuningTable.Scope.device(name: "a device", driver: "1.0", kernels: "abc")
  static let shape = ConvolutionShape(
    kind: .convolution, kernelHeight: 3, kernelWidth: 3, stride: 1, cin: 64, cout: 64, images: 1,
    height: 16, width: 16)

  static func table(_ method: ConvolutionMethod, _ scope: TuningTable.Scope) -> TuningTable {
    var table = TuningTable()
    table.set(TuningTable.Entry(shape: shape, method: method), in: scope)
    return table
  }

  @Test func textKeepsEverything() throws {
    var table = TuningTable()
    let methods: [ConvolutionMethod] = [
      .direct(), .direct(mostPixels: 48), .winograd(),
      .winograd(WinogradCut(mostTiles: 24, order: .tiles)), .winograd(WinogradCut(order: .blocks)),
      .gpuWinograd, .gpu(), .gpu(GPUTiling(tile: .large, splits: 1)),
      .gpu(GPUTiling(tile: .small, splits: 32)),
    ]
    for (number, method) in methods.enumerated() {
      for kind in ConvolutionShape.Kind.allCases {
        var shape = Self.shape
        (shape.kind, shape.images) = (kind, number + 1)
        table.set(
          TuningTable.Entry(shape: shape, method: method, seconds: 0.0125, ruleSeconds: 0.25),
          in: number % 2 == 0 ? Self.own : .family("devices \"quoted\"", revision: 3))
      }
    }
    #expect(try TuningTable(text: table.text) == table)
    #expect(try TuningTable(text: TuningTable().text) == TuningTable())
  }

  @Test func staleEntriesAreIgnored() {
    let method = ConvolutionMethod.direct()
    func choice(_ scope: TuningTable.Scope) -> ConvolutionMethod? {
      Self.table(method, scope).choices(for: Self.identity, kernels: "abc", revision: 2)[Self.shape]
    }
    #expect(choice(Self.own) == method)
    #expect(choice(.device(name: "a device", driver: "1.0", kernels: "abd")) == nil)
    #expect(choice(.device(name: "a device", driver: "1.1", kernels: "abc")) == nil)
    #expect(choice(.device(name: "b device", driver: "1.0", kernels: "abc")) == nil)
    #expect(choice(.family("devices", revision: 2)) == method)
    #expect(choice(.family("devices", revision: 1)) == nil)
    #expect(choice(.family("others", revision: 2)) == nil)
  }

  @Test func shapesThatWereNotMeasuredHaveNoChoice() {
    let choices = Self.table(.direct(), Self.own).choices(for: Self.identity, kernels: "abc")
    let changes: [WritableKeyPath<ConvolutionShape, Int>] = [
      \.kernelHeight, \.kernelWidth, \.stride, \.cin, \.cout, \.images, \.height, \.width,
    ]
    for change in changes {
      var other = Self.shape
      other[keyPath: change] += 1
      #expect(choices[other] == nil)
    }
    var other = Self.shape
    other.kind = .adjoint
    #expect(choices[other] == nil)
  }

  /// The very device wins against its family, within a file too.
  @Test func aDeviceWinsAgainstItsFamily() {
    var table = Self.table(.direct(), .family("devices", revision: 2))
    table.set(TuningTable.Entry(shape: Self.shape, method: .winograd()), in: Self.own)
    let choices = table.choices(for: Self.identity, kernels: "abc", revision: 2)
    #expect(choices[Self.shape] == .winograd())
    #expect(choices.count == 1)
  }

  @Test func aNewMeasurementReplacesTheOldAndWhatIsStale() {
    var table = Self.table(.direct(), Self.own)
    table.set(TuningTable.Entry(shape: Self.shape, method: .winograd()), in: Self.own)
    #expect(table.sections.map(\.entries.count) == [1])
    let newer = TuningTable.Scope.device(name: "a device", driver: "1.0", kernels: "new")
    table.set(TuningTable.Entry(shape: Self.shape, method: .direct()), in: newer)
    #expect(table.sections.map(\.scope) == [newer])
    let other = TuningTable.Scope.family("devices", revision: 1)
    table.set(TuningTable.Entry(shape: Self.shape, method: .direct()), in: other)
    #expect(table.sections.count == 2)
  }

  @Test(arguments: [
    "", "no JSON", "{}", "[]", "{\"foreframe_tuning\": 2, \"devices\": []}",
    "{\"foreframe_tuning\": 1}", "{\"foreframe_tuning\": 1, \"devices\": [{}]}",
  ])
  func whatIsNoTableIsRefused(text: String) {
    #expect(throws: TuningTable.Failure.self) { try TuningTable(text: text) }
  }

  /// Entries with a value that makes no sense make the whole file invalid.
  @Test(arguments: [
    ("\"convolution\"", "\"product\""), ("\"direct\"", "\"fast\""), ("\"cin\":64", "\"cin\":0"),
    ("\"stride\":1", "\"stride\":-1"), ("\"cout\":64", "\"cout\":99999999"),
    ("[3,3]", "[3]"), ("[1,16,16]", "[1,16,1.5]"), ("\"pixels\":48", "\"pixels\":0"),
    ("\"pixels\":48", "\"pixels\":\"many\""),
  ])
  func entriesThatMakeNoSenseAreRefused(part: String, replacement: String) throws {
    let text = Self.table(.direct(mostPixels: 48), Self.own).text
    #expect(text.contains(part))
    #expect(throws: Never.self) { try TuningTable(text: text) }
    #expect(throws: TuningTable.Failure.self) {
      try TuningTable(text: text.replacing(part, with: replacement))
    }
  }

  @Test(arguments: [
    ("\"tile\":64", "\"tile\":48"), ("\"tile\":64,", ""), ("\"parts\":3", "\"parts\":0"),
    ("\"parts\":3", "\"parts\":33"), (",\"parts\":3", ""), ("\"gpu\"", "\"tpu\""),
  ])
  func cutsThatMakeNoSenseAreRefused(part: String, replacement: String) throws {
    let text = Self.table(.gpu(GPUTiling(tile: .medium, splits: 3)), Self.own).text
    #expect(text.contains(part))
    #expect(throws: Never.self) { try TuningTable(text: text) }
    #expect(throws: TuningTable.Failure.self) {
      try TuningTable(text: text.replacing(part, with: replacement))
    }
  }

  /// Measured on one device with either family's kernels: both hold, each for its own.
  @Test func familiesOfKernelsAreFiledApart() throws {
    var gpu = Self.identity
    (gpu.name, gpu.kernels) = ("a device, kernels for GPUs", .gpu)
    var table = TuningTable()
    let tiled = ConvolutionMethod.gpu(GPUTiling(tile: .medium, splits: 2))
    for (identity, method) in [(Self.identity, .winograd()), (gpu, tiled)] {
      table.set(
        TuningTable.Entry(shape: Self.shape, method: method),
        in: TuningTable.Scope(identity, isFamily: false))
    }
    for (identity, method) in [(Self.identity, .winograd()), (gpu, tiled)] {
      let kernels = KernelFingerprint.of(identity.kernels)
      #expect(table.choices(for: identity, kernels: kernels)[Self.shape] == method)
    }
    #expect(KernelFingerprint.of(.processor) != KernelFingerprint.of(.gpu))
  }

  /// If this fails after the revision was raised, `make tune-table` is due.
  @Test func theShippedTableIsOfThisRevision() {
    #expect(!TuningFiles.shipped.sections.isEmpty)
    for section in TuningFiles.shipped.sections {
      guard case .family(_, let revision) = section.scope else {
        Issue.record("\(section.scope) holds for one machine only")
        continue
      }
      #expect(revision == TuningTable.kernelRevision)
      #expect(!section.entries.isEmpty)
    }
  }
}
