import ForeframeFiles

/// Batches of sequences that are about equally long, so that little of a batch is padding and few
/// programs are compiled: one for each bucket.
public struct LengthBuckets: Hashable, Sendable {
  /// Sequences of one batch.
  public struct Batch: Hashable, Sendable {
    /// Time steps that the batch is padded to: the largest length of its bucket.
    public var steps: Int
    /// Numbers of sequences; fewer than the batch's size only if a bucket's last batch is not full.
    public var members: [Int]
  }

  /// The largest length of each bucket, ascending.
  public let limits: [Int]
  /// Members of each bucket.
  private let members: [[Int]]

  /// Cuts sequences into buckets of about equally many, by length.
  ///
  /// - Parameters:
  ///   - lengths: of each sequence, at least one.
  ///   - count: how many buckets at most; equally long sequences are never in two of them.
  public init(lengths: [Int], count: Int) {
    precondition(!lengths.isEmpty && count > 0, "\(count) buckets for \(lengths.count) sequences")
    let sorted = lengths.sorted()
    let limits = (1...count).map { part in
      sorted[max((part * sorted.count + count - 1) / count, 1) - 1]
    }
    self.limits = Set(limits).sorted()
    var members = [[Int]](repeating: [], count: self.limits.count)
    for (number, length) in lengths.enumerated() {
      let bucket = self.limits.firstIndex { length <= $0 } ?? self.limits.count - 1
      members[bucket].append(number)
    }
    self.members = members
  }

  /// All sequences in random order, in batches of one bucket each.
  ///
  /// - Parameters:
  ///   - size: sequences in a batch.
  ///   - seed: another seed (or pass) gives another order.
  public func batches(of size: Int, seed: UInt64, pass: Int = 0) -> [Batch] {
    var random = SeededRandom(seed: seed, stream: UInt64(pass))
    var batches: [Batch] = []
    for (bucket, numbers) in members.enumerated() {
      let order = random.permutation(numbers.count).map { numbers[$0] }
      for start in stride(from: 0, to: order.count, by: size) {
        batches.append(
          Batch(
            steps: limits[bucket],
            members: Array(order[start..<min(start + size, order.count)])))
      }
    }
    return random.permutation(batches.count).map { batches[$0] }
  }
}
