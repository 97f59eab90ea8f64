import ForeframeTraining
import Testing

/// Batches of sequences by their lengths.
@Suite struct LengthBucketTests {
  private static let lengths = (0..<100).map { 1 + ($0 * 37) % 50 }

  @Test func everySequenceIsInOneBatchOfItsBucket() {
    let buckets = LengthBuckets(lengths: Self.lengths, count: 4)
    #expect(buckets.limits.count == 4 && buckets.limits.last == 50)
    let batches = buckets.batches(of: 8, seed: 1)
    #expect(batches.flatMap(\.members).sorted() == Array(0..<100))
    #expect(Set(batches.map(\.steps)).isSubset(of: buckets.limits))
    for batch in batches {
      #expect(batch.members.count <= 8)
      let below = buckets.limits.last { $0 < batch.steps } ?? 0
      #expect(batch.members.allSatisfy { (below + 1...batch.steps).contains(Self.lengths[$0]) })
    }
    // Less padding than in batches of any lengths.
    let padded = batches.reduce(0) { $0 + $1.steps * $1.members.count }
    #expect(padded < 100 * 50 * 2 / 3)
  }

  @Test func theOrderDependsOnSeedAndPass() {
    let buckets = LengthBuckets(lengths: Self.lengths, count: 3)
    let first = buckets.batches(of: 5, seed: 1)
    #expect(first == buckets.batches(of: 5, seed: 1))
    #expect(first != buckets.batches(of: 5, seed: 2))
    #expect(first != buckets.batches(of: 5, seed: 1, pass: 1))
  }

  @Test func equalLengthsAreOneBucket() {
    #expect(LengthBuckets(lengths: [7, 7, 7], count: 5).limits == [7])
    #expect(LengthBuckets(lengths: [3], count: 2).limits == [3])
    #expect(LengthBuckets(lengths: [9, 1], count: 9).limits == [1, 9])
  }
}
