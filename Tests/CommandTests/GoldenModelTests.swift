import ForeframeFiles
import Foreframe
import ForeframeFrames
import Testing
import ForeframeTraining

/// Model files that were written with PyTorch and safetensors alone, by `docs/model-format.md`.
@Suite struct GoldenModelTests {
  static let names = ["convlstm", "peephole", "convgru", "layer-norm"]

  struct Golden {
    var path: String
    var file: ModelFile
    /// Samples as PNGs have them.
    var frames: [Frame]
    /// [K, H, W, C], on the scale 0...1.
    var forecast: [Float]
    var horizon: Int

    init(_ name: String) throws {
      let folder = "\(Command.root)/Tests/Golden"
      path = "\(folder)/model-\(name).safetensors"
      file = try ModelFile.read(path)
      let file = try SafetensorsFile.read("\(folder)/forecast-\(name).safetensors")
      let samples = try file.tensor("frames")
      let shape = samples.shape
      let values = try samples.floats()
      let depth = values.allSatisfy { $0 < 256 } ? 8 : 16
      let format = FrameFormat(
        width: shape[2], height: shape[1], colourType: shape[3] == 3 ? .rgb : .grey,
        bitDepth: depth)
      let size = format.sampleCount
      frames = (0..<shape[0]).map { time in
        Frame(
          format: format, samples: values[time * size..<(time + 1) * size].map { UInt16($0) })
      }
      forecast = try file.tensor("forecast").floats()
      horizon = try file.tensor("forecast").shape[0]
    }

    func forecaster(on device: String = "cpu") throws -> NetworkForecaster {
      NetworkForecaster(file, on: try BackendChoice.choose(device).backend)
    }

    func write(to place: Workplace) throws -> String {
      try place.frames("in", frames.enumerated().map { ("f\($0).png", $1) })
    }

    /// The forecast as samples.
    var samples: [[Int]] {
      let format = frames[0].format
      let rounded = forecast.map { value in
        Int(min(max(value * Float(format.maximumSample), 0), Float(format.maximumSample)).rounded())
      }
      return (0..<horizon).map {
        Array(rounded[$0 * format.sampleCount..<($0 + 1) * format.sampleCount])
      }
    }
  }

  @Test(arguments: names, ["cpu", "opencl"])
  func forecastsAgreeWithPyTorch(_ name: String, _ device: String) throws {
    let golden = try Golden(name)
    let forecaster = try golden.forecaster(on: device)
    let encoding = forecaster.encoding(for: golden.frames[0].format)
    let images = golden.frames.map { encoding.encode($0).padded(toMultipleOf: forecaster.patch) }
    let batch = try forecaster.forecast(FrameBatch(windows: [images]), horizon: golden.horizon)
    let format = golden.frames[0].format
    let found = (0..<golden.horizon).flatMap {
      batch.image(step: $0, window: 0)
        .cropped(y: 0, x: 0, height: format.height, width: format.width).values
    }
    try #require(found.count == golden.forecast.count)
    let largest = zip(found, golden.forecast).map { abs($0 - $1) }.max() ?? 1
    #expect(largest < 1e-5, "largest error \(largest)")
  }

  @Test(arguments: names)
  func predictWritesWhatPyTorchForecasts(_ name: String) throws {
    let golden = try Golden(name)
    let place = try Workplace()
    let input = try golden.write(to: place)
    let outcome = try Command.run(["predict", input, "-m", golden.path, "-o", place("out")])
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.messages.contains("device: CPU"))
    try #require(outcome.lines.count == golden.horizon)
    for (file, expected) in zip(outcome.lines, golden.samples) {
      let frame = try PNGCodec.read(path: file)
      #expect(frame.format == golden.frames[0].format)
      let largest = zip(frame.samples, expected).map { abs(Int($0) - $1) }.max() ?? .max
      #expect(largest <= 1, "\(file)")
    }
  }

  @Test(arguments: names)
  func oneFrameAtATimeGivesTheSame(_ name: String) throws {
    let golden = try Golden(name)
    let streaming = StreamingForecaster(try golden.forecaster())
    for (index, frame) in golden.frames.enumerated() {
      try streaming.observe(frame)
      // Asking in between must not change what comes.
      if index % 2 == 0 { _ = try streaming.forecast(horizon: 2) }
    }
    #expect(streaming.observedCount == golden.frames.count)
    let whole = try golden.forecaster().forecast(golden.frames)
    let found = try streaming.forecast()
    try #require(found.count == whole.count)
    for (a, b) in zip(found, whole) {
      let largest = zip(a.samples, b.samples).map { abs(Int($0) - Int($1)) }.max() ?? .max
      #expect(largest <= 1)
    }
    streaming.reset()
    #expect(throws: ForecastError.self) { try streaming.forecast() }
  }

  @Test(arguments: ["cpu", "opencl"])
  func twoRunsWriteTheSameBytes(_ device: String) throws {
    let golden = try Golden("convlstm")
    let place = try Workplace()
    let input = try golden.write(to: place)
    for name in ["a", "b"] {
      let outcome = try Command.run(
        ["predict", input, "-m", golden.path, "-o", place(name), "--device", device])
      #expect(outcome.status == 0, "\(outcome)")
    }
    let names = try place.list("a")
    #expect(try place.list("b") == names && names.count == golden.horizon)
    for name in names {
      #expect(try FileSystem.read(place("a/\(name)")) == FileSystem.read(place("b/\(name)")))
    }
  }

  @Test func anyHorizonAndAnyNumberOfInputs() throws {
    let golden = try Golden("convlstm")
    let place = try Workplace()
    let input = try golden.write(to: place)
    for (inputs, horizon) in [(1, 1), (2, 13), (4, 2)] {
      let outcome = try Command.run(
        [
          "predict", input, "-m", golden.path, "-o", place("o\(inputs)"), "-n", "\(horizon)",
          "--inputs", "\(inputs)",
        ])
      #expect(outcome.status == 0, "\(outcome)")
      #expect(outcome.lines.count == horizon)
    }
  }

  @Test func fewerFramesThanTrainedWithAreUsedWithAWarning() throws {
    let golden = try Golden("convlstm")
    let place = try Workplace()
    let input = try place.frames("in", [("f0.png", golden.frames[0])])
    let outcome = try Command.run(["predict", input, "-m", golden.path, "-o", place("out")])
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.messages.contains("warning:"))
    #expect(outcome.messages.contains("only 1"))
  }

  @Test func aModelOfOneChannelPredictsColoursOneByOne() throws {
    let golden = try Golden("convlstm")
    let format = golden.frames[0].format
    let colours = golden.frames.map { frame in
      Frame(
        format: FrameFormat(width: format.width, height: format.height, colourType: .rgb),
        samples: frame.samples.flatMap { [$0, 255 - $0, 0] })
    }
    let forecaster = try golden.forecaster()
    let grey = try forecaster.forecast(golden.frames, horizon: 2)
    let found = try forecaster.forecast(colours, horizon: 2)
    for (a, b) in zip(found, grey) {
      #expect(a.format.colourType == .rgb)
      let red = stride(from: 0, to: a.samples.count, by: 3).map { a.samples[$0] }
      #expect(red == b.samples)
    }
  }

  @Test func aModelOfThreeChannelsRefusesGrey() throws {
    let golden = try Golden("peephole")
    let place = try Workplace()
    let input = try place.sequence(count: 4)
    let outcome = try Command.run(["predict", input, "-m", golden.path, "-o", place("out")])
    #expect(outcome.status == 65)
    #expect(outcome.messages.contains("3 channels"))
    #expect(!FileSystem.exists(place("out")))
  }

  @Test func anotherBitDepthIsReadByItsOwnRange() throws {
    let golden = try Golden("convlstm")
    let wide = golden.frames.map { frame in
      var format = frame.format
      format.bitDepth = 16
      return Frame(format: format, samples: frame.samples.map { $0 * 257 })
    }
    let forecaster = try golden.forecaster()
    let narrow = try forecaster.forecast(golden.frames, horizon: 1)[0]
    let found = try forecaster.forecast(wide, horizon: 1)[0]
    for (a, b) in zip(found.samples, narrow.samples) {
      #expect(abs(Int(a) - Int(b) * 257) <= 129)
    }
  }
}
