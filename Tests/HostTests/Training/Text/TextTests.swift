import ForeframeFiles
import ForeframeTraining
import Testing

/// Text as symbols and batches, and symbols drawn from logits.
@Suite struct TextTests {
  @Test func aVocabularyIsOrderedByFrequency() {
    let words = "the cat and the dog and the bird".split(separator: " ").map(String.init)
    let all = Vocabulary(of: words)
    #expect(all.symbols == ["the", "and", "bird", "cat", "dog"])
    #expect(all.decode(all.encode(words)) == words)
    #expect(all.encode(["the", "fish"]) == [0])
    let few = Vocabulary(of: words, limit: 2, unknown: "?")
    #expect(few.symbols == ["the", "and", "?"] && few.unknown == 2)
    #expect(few.encode(words) == [0, 2, 1, 0, 2, 1, 0, 2])
  }

  @Test func charactersAreWhatAPersonCounts() {
    #expect("aé👍🏽".characterSymbols.count == 3)
  }

  /// Two streams of ten symbols, three at a time.
  @Test func streamsGoOnFromBatchToBatch() throws {
    let streams = try #require(TextStreams(Array(0..<20), steps: 3, count: 2))
    #expect(streams.batches == 3)
    #expect(
      streams.stream(0)
        == LanguageTask.Batch(symbols: [0, 10, 1, 11, 2, 12, 3, 13], continues: false))
    #expect(
      streams.stream(1)
        == LanguageTask.Batch(symbols: [3, 13, 4, 14, 5, 15, 6, 16], continues: true))
    #expect(streams.stream(2).symbols.last == 19)
    #expect(streams.stream(3) == streams.stream(0))
    #expect(TextStreams([1, 2, 3], steps: 3, count: 1) == nil)
    #expect(TextStreams([1, 2, 3, 4], steps: 3, count: 1)?.batches == 1)
  }

  @Test func windowsAreWithinTheText() throws {
    let streams = try #require(TextStreams(Array(0..<20), steps: 5, count: 3))
    var seen: Set<Float> = []
    for number in 0..<50 {
      let batch = streams.windows(number, seed: 4)
      #expect(!batch.continues && batch.symbols.count == 18)
      for text in 0..<3 {
        let window = (0...5).map { batch.symbols[$0 * 3 + text] }
        #expect(window == (0...5).map { window[0] + Float($0) })
        seen.formUnion(window)
      }
    }
    #expect(seen == Set((0..<20).map(Float.init)))
    #expect(streams.windows(1, seed: 4) != streams.windows(2, seed: 4))
  }

  @Test func drawsFollowTheChances() {
    let logits: [Float] = [1, 3, 3, 2]
    func counts(_ choice: SymbolChoice) -> [Int] {
      var random = SeededRandom(seed: 7)
      var counts = [0, 0, 0, 0]
      for _ in 0..<4000 { counts[choice.draw(logits, &random)] += 1 }
      return counts
    }
    #expect(counts(SymbolChoice(temperature: 0)) == [0, 4000, 0, 0])
    #expect(counts(SymbolChoice(temperature: 5, top: 1)) == [0, 4000, 0, 0])
    let two = counts(SymbolChoice(top: 2))
    #expect(two[0] == 0 && two[3] == 0 && abs(two[1] - 2000) < 150)
    // exp 1, exp 3, exp 3 and exp 2 of their sum 50.3.
    let plain = counts(SymbolChoice())
    for (count, share) in zip(plain, [0.0541, 0.3995, 0.3995, 0.1470]) {
      #expect(abs(Double(count) - 4000 * share) < 130)
    }
    // Warmer is more even, colder less.
    #expect(counts(SymbolChoice(temperature: 3))[0] > 2 * plain[0])
    #expect(counts(SymbolChoice(temperature: 0.5))[0] < plain[0] / 2)
  }
}
