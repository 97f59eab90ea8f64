import ForeframeTraining
import Testing

@Suite struct NamePatternTests {
  @Test(arguments: [
    ("readout", "readout.weight", true), ("readout.weight", "readout.weight", true),
    ("read", "readout.weight", false), ("layers.0", "layers.0.input.weight", true),
    ("layers.0", "layers.01.weight", false), ("layers.1", "layers.0.input.weight", false),
    ("*.bias", "layers.0.bias", true), ("*.bias", "layers.0.weight", false),
    ("layers.*.weight", "layers.0.input.weight", true),
    ("layers.*.state", "layers.0.state.weight", true),
    ("*", "anything", true), ("**", "anything.at.all", true), ("", "anything", false),
    ("a*b*c", "a.b.b.c", true), ("a*b*c", "a.c.b", false), ("*ab", "aab", true),
    ("encoder.*", "encoder.0.bias", true), ("encoder.*", "encoder", false),
  ])
  func names(_ pattern: String, _ name: String, _ isMeant: Bool) {
    #expect(NamePattern(pattern).matches(name) == isMeant)
  }
}
