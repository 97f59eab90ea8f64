import ForeframeCPUBackend
import ForeframeFiles
import ForeframeGraphCompiler
import TestSupport
import Testing

/// `--precision`
@Suite struct PrecisionTests {
  private static let bench = [
    "bench", "model", "--shape", "small", "--batch", "2", "--runs", "1", "--json",
  ]
  private static let hasBF16 =
    (try? CPUBackend(threads: 1).precisions.contains(.bf16)) ?? false
  private static let needsBF16: ConditionTrait =
    .enabled(if: hasBF16, "needs a processor that multiplies bf16")

  @Test(needsBF16) func productsAreRoundedOnRequest() throws {
    let arguments = Self.bench + ["--profile", "--device", "cpu"]
    for (extra, precision) in [([], "fp32"), (["--precision", "bf16"], "bf16")] {
      let outcome = try Command.run(
        arguments + extra, environment: ["FOREFRAME_WINOGRAD": "never"])
      #expect(outcome.status == 0, "\(outcome)")
      #expect(outcome.json["precision"]?.string == precision)
      let labels = outcome.json["launches"]?.array?.compactMap { $0["label"]?.string } ?? []
      #expect(labels.contains("convolution bf16") == (precision == "bf16"), "\(labels)")
    }
  }

  @Test(needsBF16) func predictionsAreMadeWithIt() throws {
    let place = try Workplace()
    let input = try place.sequence(count: 4)
    let model = "\(Command.root)/Tests/Golden/model-convlstm.safetensors"
    for precision in ["fp32", "bf16"] {
      let outcome = try Command.run([
        "predict", input, "-m", model, "-o", place(precision), "--precision", precision,
      ])
      #expect(outcome.status == 0, "\(outcome)")
      #expect(outcome.messages.contains("products in bf16") == (precision == "bf16"))
    }
    #expect(try FileSystem.list(place("fp32")) == FileSystem.list(place("bf16")))
  }

  /// Matrix instructions in software, on any OpenCL device.
  private static let software = Command.kernelsForGPUs.merging(
    ["FOREFRAME_ATOM": "software"]) { $1 }

  /// In `make test` with the more intricate of the two layouts.
  @Test(arguments: TestExtent.rows([Precision.tf32, .bf16], usuallyAt: [1]))
  func matrixUnitsAreUsed(_ precision: Precision) throws {
    let place = try Workplace()
    let input = try place.sequence(count: 4)
    let model = "\(Command.root)/Tests/Golden/model-convlstm.safetensors"
    let outcome = try Command.run(
      [
        "predict", input, "-m", model, "-o", place("out"), "--device", "opencl", "--precision",
        precision.rawValue,
      ], environment: Self.software)
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.messages.contains("products in \(precision) by software"), "\(outcome)")
  }

  @Test func devicesSayWhyTheyHaveNoMatrixUnit() throws {
    for (environment, reason) in [
      (["FOREFRAME_KERNELS": "processor"], "only kernels for GPUs"),
      (["FOREFRAME_KERNELS": "gpu", "FOREFRAME_ATOM": "ptx"], "no matrix unit of the vendor"),
    ] {
      let outcome = try Command.run(
        Self.bench + ["--device", "opencl", "--precision", "tf32"], environment: environment)
      #expect(outcome.status == 69, "\(outcome)")
      #expect(outcome.messages.contains("has no tf32: it offers fp32; "), "\(outcome)")
      #expect(outcome.messages.contains(reason), "\(outcome)")
    }
  }

  @Test func anUnknownMatrixUnitIsAUsageError() throws {
    let outcome = try Command.run(["devices"], environment: ["FOREFRAME_ATOM": "amd"])
    #expect(outcome.status == 64, "\(outcome)")
    #expect(outcome.messages.contains("FOREFRAME_ATOM 'amd': one of ptx, software"))
  }

  @Test func anUnknownUseOfEpiloguesIsAUsageError() throws {
    let outcome = try Command.run(["devices"], environment: ["FOREFRAME_EPILOGUES": "maybe"])
    #expect(outcome.status == 64, "\(outcome)")
    #expect(
      outcome.messages.contains("FOREFRAME_EPILOGUES 'maybe': one of never, wherePaying, always"))
  }

  @Test func devicesListMatrixUnits() throws {
    let outcome = try Command.run(
      ["devices", "--device", "opencl", "--json"], environment: Self.software)
    let offered = outcome.json["devices"]?[0]?["precisions"]?.array?.compactMap(\.string)
    #expect(offered == ["fp32", "tf32", "bf16"], "\(outcome)")
  }

  /// Never a silent fallback.
  @Test(
    arguments: [
      (["--device", "opencl"], [:]), (["--device", "cpu"], ["FOREFRAME_ISA": "plain"]),
      ([], ["FOREFRAME_DEVICE": "opencl:0"]),
    ] as [([String], [String: String])])
  func aDeviceWithoutItRefuses(_ device: [String], _ environment: [String: String]) throws {
    let place = try Workplace()
    let input = try place.sequence(count: 4)
    let model = "\(Command.root)/Tests/Golden/model-convlstm.safetensors"
    for arguments in [
      Self.bench, ["bench", "kernels"], ["predict", input, "-m", model, "-o", place("out")],
      ["evaluate", Command.root + "/Datasets/moving-digits", "-m", "persistence"],
    ] {
      let outcome = try Command.run(
        arguments + device + ["--precision", "bf16"], environment: environment)
      #expect(outcome.status == 69, "\(outcome)")
      #expect(outcome.messages.contains("has no bf16: it offers fp32"), "\(outcome)")
      #expect(!FileSystem.exists(place("out")))
    }
  }

  @Test func anUnknownPrecisionIsAUsageError() throws {
    let outcome = try Command.run(Self.bench + ["--precision", "half"])
    #expect(outcome.status == 64, "\(outcome)")
    #expect(outcome.messages.contains("bf16"))
  }

  @Test func devicesListTheirPrecisions() throws {
    let outcome = try Command.run(["devices", "--json"])
    for device in outcome.json["devices"]?.array ?? [] {
      let offered = device["precisions"]?.array?.compactMap(\.string) ?? []
      let isCPU = device["device"]?.string == "cpu"
      #expect(offered == (isCPU && Self.hasBF16 ? ["fp32", "bf16"] : ["fp32"]), "\(device)")
    }
  }

  @Test(needsBF16) func theSelfTestCoversIt() throws {
    let outcome = try Command.run(["devices", "--self-test", "--device", "cpu", "--json"])
    #expect(outcome.status == 0, "\(outcome)")
    let test = outcome.json["devices"]?[0]?["self_test"]
    let error = test?["largest_error_bf16"]?.double ?? 1
    #expect(error <= Precision.bf16.tolerance && error > 1e-3)
  }
}
