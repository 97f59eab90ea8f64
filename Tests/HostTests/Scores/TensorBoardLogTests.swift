import ForeframeFiles
import TestSupport
import Testing
import ForeframeTraining

@Suite struct TensorBoardLogTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Byte for byte what TensorFlow's own writer puts: version, a scalar, an image of one byte.
  @Test func writesRecords() throws {
    let log = try TensorBoardLog(folder: folder("tb"), clock: { 1_700_000_000.5 })
    try log.add([("loss", 0.25)], step: 300)
    try log.add(image: [7], tag: "x", width: 1, height: 2, channels: 3, step: 0)
    try log.synchronize()
    let bytes = try FileSystem.read(log.path)
    let time: [UInt8] = [0x09, 0x00, 0x00, 0x20, 0x40, 0xFC, 0x54, 0xD9, 0x41]
    let version = time + [0x1A, 13] + Array("brain.Event:2".utf8)
    let scalar =
      time + [0x10, 0xAC, 0x02, 0x2A, 13, 0x0A, 11, 0x0A, 4] + Array("loss".utf8)
      + [0x15, 0, 0, 0x80, 0x3E]
    let image =
      time + [0x10, 0, 0x2A, 16, 0x0A, 14, 0x0A, 1] + Array("x".utf8)
      + [0x22, 9, 0x08, 2, 0x10, 1, 0x18, 3, 0x22, 1, 7]
    // Length and its checksum, as every event file of TensorFlow begins.
    #expect(bytes.starts(with: [24, 0, 0, 0, 0, 0, 0, 0, 0xA3, 0x7F, 0x4B, 0x22]))
    var position = 0
    for content in [version, scalar, image] {
      #expect(bytes[position] == UInt8(content.count))
      #expect(bytes[(position + 1)..<(position + 8)].allSatisfy { $0 == 0 })
      #expect(bytes[(position + 12)..<(position + 12 + content.count)].elementsEqual(content))
      position += content.count + 16
    }
    #expect(position == bytes.count)
    #expect(log.path.hasSuffix("events.out.tfevents.1700000000.foreframe.0"))
  }

  @Test func resumesInAnotherFile() throws {
    let first = try TensorBoardLog(folder: folder("tb"), clock: { 1 })
    let second = try TensorBoardLog(folder: folder("tb"), resumingAfter: 9, clock: { 1 })
    #expect(first.path != second.path)
    let tail = try FileSystem.read(second.path).suffix(10)
    // Session log (field 7) with status START at step 10, then the checksum.
    #expect(tail.prefix(6).elementsEqual([0x10, 10, 0x3A, 2, 0x08, 1]))
  }
}

@Suite struct MetricsLogTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  func read(_ name: String) throws -> String { try FileSystem.readText(folder("run/" + name)) }

  @Test func writesBothFiles() throws {
    let log = try MetricsLog(folder: folder("run"), columns: ["loss", "note"])
    try log.append(step: 1, [("loss", 0.5), ("extra", [1, 2])])
    try log.append(step: 2, [("note", "a \"b\", c"), ("loss", .number(.nan))])
    try log.synchronize()
    #expect(
      try read("metrics.jsonl") == """
        {"step":1,"loss":0.5,"extra":[1,2]}
        {"step":2,"note":"a \\"b\\", c","loss":null}

        """)
    #expect(try read("metrics.csv") == "step,loss,note\n1,0.5,\n2,nan,\"a \"\"b\"\", c\"\n")
  }

  @Test func resumesAfterAStep() throws {
    for step in [1, 2, 10, 11] {
      let log = try MetricsLog(
        folder: folder("run"), columns: ["loss"], resumingAfter: step == 1 ? nil : step)
      try log.append(step: step, [("loss", 1)])
    }
    // A kill in the middle of a line.
    let torn = try read("metrics.jsonl") + "{\"step\":12,\"lo"
    try AtomicFile.write(torn, to: folder("run/metrics.jsonl"))
    try AtomicFile.write(try read("metrics.csv") + "12,", to: folder("run/metrics.csv"))
    let log = try MetricsLog(
      folder: folder("run"), columns: ["rate", "loss"], resumingAfter: 10)
    #expect(log.columns == ["loss", "rate"])
    try log.append(step: 11, [("loss", 2), ("rate", 0.5)])
    #expect(try read("metrics.csv") == "step,loss,rate\n1,1,\n2,1,\n10,1,\n11,2,0.5\n")
    #expect(
      try read("metrics.jsonl") == """
        {"step":1,"loss":1}
        {"step":2,"loss":1}
        {"step":10,"loss":1}
        {"step":11,"loss":2,"rate":0.5}

        """)
  }

  @Test func resumesWithoutFiles() throws {
    let log = try MetricsLog(folder: folder("run"), columns: ["loss"], resumingAfter: 10)
    try log.append(step: 11, [("loss", 2)])
    #expect(try read("metrics.csv") == "step,loss\n11,2\n")
  }

  @Test func startsAfresh() throws {
    try MetricsLog(folder: folder("run"), columns: ["loss"]).append(step: 1, [("loss", 1)])
    _ = try MetricsLog(folder: folder("run"), columns: ["mse"])
    #expect(try read("metrics.csv") == "step,mse\n")
    #expect(try read("metrics.jsonl") == "")
  }
}
