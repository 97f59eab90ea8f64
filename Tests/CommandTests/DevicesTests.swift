import ForeframeFiles
import Testing

@Suite struct DevicesTests {
  private static let without = ["FOREFRAME_OPENCL_LIBRARY": "/nonexistent"]

  @Test func everythingWorksWithoutOpenCL() throws {
    let place = try Workplace()
    let input = try place.sequence(count: 4)
    let model = "\(Command.root)/Tests/Golden/model-convlstm.safetensors"
    var environment = Self.without
    environment["FOREFRAME_DEVICE"] = "auto"
    let outcome = try Command.run(
      ["predict", input, "-m", model, "-o", place("out")], environment: environment)
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.messages.contains("device: CPU"))
    #expect(outcome.messages.contains("no OpenCL library"))
    let list = try Command.run(["devices", "--json"], environment: environment)
    #expect(list.status == 0, "\(list)")
    #expect(list.json["devices"]?.array?.count == 1)
    #expect(list.json["devices"]?[0]?["device"]?.string == "cpu")
    #expect(list.json["problems"]?.array?.isEmpty == false)
  }

  @Test(arguments: ["opencl", "opencl:0", "opencl:Radeon", "OpenCL:7"])
  func aNamedDeviceThatIsNotThereIsAnError(_ device: String) throws {
    let place = try Workplace()
    let input = try place.sequence(count: 4)
    let model = "\(Command.root)/Tests/Golden/model-convlstm.safetensors"
    let arguments = ["predict", input, "-m", model, "-o", place("out")]
    for outcome in [
      try Command.run(arguments + ["--device", device], environment: Self.without),
      try Command.run(
        arguments, environment: Self.without.merging(["FOREFRAME_DEVICE": device]) { $1 }),
    ] {
      #expect(outcome.status == 69, "\(outcome)")
      #expect(!FileSystem.exists(place("out")))
    }
  }

  @Test func anUnknownNameAmongDevicesThatAreThere() throws {
    let outcome = try Command.run(["devices", "--device", "opencl:no such device"])
    #expect(outcome.status == 69, "\(outcome)")
    #expect(outcome.messages.contains("no such device"))
  }

  /// A baseline needs no device, but one that was asked for must be there all the same.
  @Test(arguments: ["predict", "evaluate"])
  func aBaselineIsNoWayAroundAMissingDevice(_ verb: String) throws {
    let place = try Workplace()
    let data = Command.root + "/Datasets/moving-digits" + (verb == "predict" ? "/test/0000" : "")
    let output = verb == "predict" ? ["-o", place("baseline")] : []
    let outcome = try Command.run(
      [verb, data, "-m", "persistence", "--device", "opencl:no such device"] + output)
    #expect(outcome.status == 69, "\(outcome)")
    #expect(!FileSystem.exists(place("baseline")))
  }

  @Test(arguments: ["gpu", "cuda:0", "cpu:1", ""])
  func aWordThatIsNoDevice(_ device: String) throws {
    #expect(try Command.run(["devices", "--device", device]).status == 64)
  }

  @Test func threadsAreCounted() throws {
    let two = try Command.run(["devices", "--device", "cpu", "--threads", "2", "--json"])
    #expect(two.json["devices"]?[0]?["threads"]?.int == 2, "\(two)")
    let three = try Command.run(
      ["devices", "--device", "cpu", "--json"], environment: ["FOREFRAME_THREADS": "3"])
    #expect(three.json["devices"]?[0]?["threads"]?.int == 3)
    // The option wins against the environment.
    let one = try Command.run(
      ["devices", "--device", "cpu", "--threads", "1", "--json"],
      environment: ["FOREFRAME_THREADS": "3"])
    #expect(one.json["devices"]?[0]?["threads"]?.int == 1)
    for text in ["0", "-1", "many"] {
      #expect(
        try Command.run(["devices", "--device", "cpu"], environment: ["FOREFRAME_THREADS": text])
          .status == 64)
    }
  }

  /// The family of kernels is a choice for OpenCL devices, and only known names count.
  @Test func kernelsForGPUsCanBeAskedFor() throws {
    let arguments = ["devices", "--self-test", "--quick", "--json", "--device", "opencl"]
    let usual = try Command.run(arguments, environment: ["FOREFRAME_KERNELS": "processor"])
    let gpu = try Command.run(arguments, environment: Command.kernelsForGPUs)
    for outcome in [usual, gpu] {
      #expect(outcome.status == 0, "\(outcome)")
      #expect(outcome.json["devices"]?[0]?["self_test"]?["trusted"]?.bool == true)
    }
    // Every tile once more.
    func cases(_ outcome: Command.Outcome) -> Int {
      outcome.json["devices"]?[0]?["self_test"]?["cases"]?.int ?? 0
    }
    #expect(cases(gpu) > cases(usual))
    let unknown = try Command.run(arguments, environment: ["FOREFRAME_KERNELS": "cuda"])
    #expect(unknown.status == 64, "\(unknown)")
  }

  @Test func theSelfTestTrustsTheCPU() throws {
    let outcome = try Command.run(["devices", "--self-test", "--device", "cpu", "--json"])
    #expect(outcome.status == 0, "\(outcome)")
    let test = outcome.json["devices"]?[0]?["self_test"]
    #expect(test?["trusted"]?.bool == true)
    #expect((test?["cases"]?.int ?? 0) > 200)
    #expect((test?["largest_error"]?.double ?? 1) < 2e-5)
  }
}
