import ForeframeCPUBackend
import Foreframe
import ForeframeFrames
import Testing

/// The demo's forecast on the processor and on an OpenCL device.
@Suite struct BundledModelTests {
  @Test func deviceAndProcessorPredictTheSame() throws {
    let here = "/Tests/OpenCLTests/BundledModelTests.swift"
    let root = String(#filePath.prefix(#filePath.count - here.count))
    let path = root + "/Models/moving-digits.safetensors"
    let onProcessor = try NetworkForecaster(path, on: try CPUBackend())
    let onDevice = try NetworkForecaster(path, on: try TestDevices.backend())
    let sequences = try Dataset.open(root + "/Datasets/moving-digits").test
    let source = try BatchSource(
      sequences: sequences, index: try WindowIndex(sequences, length: 10, stride: 10),
      encoding: onProcessor.encoding(for: try sequences[0].format(of: 0)),
      geometry: FrameGeometry(),
      batchSize: 4, order: .once)
    let batch = try source.batch(0)
    let processor = try onProcessor.forecast(batch, horizon: 10)
    let device = try onDevice.forecast(batch, horizon: 10)
    #expect(processor.values.count == 10 * 4 * 64 * 64)
    #expect(device.values.count == processor.values.count)
    let areClose = zip(processor.values, device.values).allSatisfy { abs($0 - $1) <= 1e-5 }
    #expect(areClose)

    var reports: [Int] = []
    let followed = try onDevice.forecast(
      batch, horizon: 10,
      progress: ForecastProgress { done, total in reports.append(done * 100 / total) })
    #expect(followed == device)
    #expect(reports == (1...20).map { $0 * 5 })
    #expect(throws: ForecastError.cancelled) {
      try onDevice.forecast(
        batch, horizon: 10, progress: ForecastProgress(isCancelled: { true }))
    }
  }
}
