import ForeframeFiles
import ForeframeFrames
import Testing

@Suite struct InspectTests {
  @Test(arguments: [
    ("shi-2015-1-layer-5x5", 13_524_496), ("shi-2015-2-layers-5x5", 10_042_896),
    ("shi-2015-3-layers-5x5", 7_585_296), ("shi-2015-2-layers-1x1", 11_550_224),
    ("shi-2015-3-layers-1x1", 8_830_480), ("openstl-convlstm-s", 11_675_648),
  ])
  func publishedParameterCounts(_ name: String, _ count: Int) throws {
    let outcome = try Command.run(
      ["inspect", "--config", "\(Command.root)/Configs/\(name).yaml", "--json"])
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.json["parameters"]?.int == count)
  }

  @Test func publishedMultiplyAdds() throws {
    let path = "\(Command.root)/Configs/openstl-convlstm-s.yaml"
    let outcome = try Command.run(["inspect", "--config", path])
    #expect(outcome.output.contains("parameters: 11,675,648"))
    #expect(outcome.output.contains("(56.79 G)"))
    let larger = try Command.run(["inspect", path, "--size", "128x64", "--json"])
    let small = try Command.run(["inspect", path, "--json"])
    let key = "multiply_adds_per_sequence"
    let single = try #require(small.json[key]?.int)
    #expect(larger.json[key]?.int == 2 * single)
  }

  @Test func aModel() throws {
    let path = "\(Command.root)/Tests/Golden/model-peephole.safetensors"
    let json = try Command.run(["inspect", path, "--json"]).json
    #expect(json["kind"]?.string == "model")
    #expect(json["cell"]?.string == "PeepholeConvLSTM")
    #expect(json["parameters"]?.int == 4367)
    #expect(json["tensors"]?.array?.count == 16)
  }

  @Test func aDataSet() throws {
    let place = try Workplace()
    try place.sequence("d/train/a", count: 3)
    try place.sequence("d/test/b", count: 2)
    let json = try Command.run(["inspect", place("d"), "--json"]).json
    #expect(json["kind"]?.string == "data set")
    #expect(json["train"]?.string == "1 sequences, 3 frames")
    #expect(json["format"]?.string == "12x10, 8-bit grey")
  }

  @Test func aFrame() throws {
    let place = try Workplace()
    let format = FrameFormat(width: 9, height: 7, bitDepth: 16, transparency: .sample([0]))
    try place.sequence(count: 1, format: format)
    let json = try Command.run(["inspect", place("in/frame_000.png"), "--json"]).json
    #expect(json["width"]?.int == 9 && json["height"]?.int == 7)
    #expect(json["bit_depth"]?.int == 16)
    #expect(json["transparent_sample"]?[0]?.int == 0)
    #expect(json["smallest_sample"]?.int == 0 && json["missing_pixels"]?.int == 1)
  }

  @Test func aRecipeWithAnUnknownKey() throws {
    let place = try Workplace()
    try AtomicFile.write("modle: {}\n", to: place("r.yaml"))
    let outcome = try Command.run(["inspect", "--config", place("r.yaml")])
    #expect(outcome.status == 78, "\(outcome)")
    #expect(outcome.messages.contains("r.yaml"))
  }
}
