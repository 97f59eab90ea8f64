import CForeframeKernels
import ForeframeTensorGraph

extension Lowering {
  /// Rounds images [N, H, W, C], whose channels are taken side by side, to words of two numbers:
  /// [N, H, W, C / 2] or [N / 2, H, W, C], rounded up.
  mutating func rounded(
    _ x: [Location], _ pairs: BF16Pairs, isPrologue: Bool
  ) -> Location {
    let count = pairs.shape(JoinedInputs(x)).count
    return rounded(x, pairs, into: momentary(count, isPrologue: isPrologue), isPrologue)
  }

  /// The same for both sides of a filter gradient, which are needed at once.
  private mutating func rounded(
    _ x: [Location], _ dy: Location, isPrologue: Bool
  ) -> (x: Location, dy: Location) {
    let count = (BF16Pairs.images.shape(JoinedInputs(x)).count + 15) / 16 * 16
    let rest = BF16Pairs.images.shape(JoinedInputs([dy])).count
    let memory = momentary(count + rest, isPrologue: isPrologue)
    var second = memory
    second.offset += count
    return (
      rounded(x, .images, into: memory, isPrologue),
      rounded([dy], .images, into: second, isPrologue)
    )
  }

  private mutating func rounded(
    _ x: [Location], _ pairs: BF16Pairs, into memory: Location, _ isPrologue: Bool
  ) -> Location {
    let inputs = JoinedInputs(x)
    let from = x[0].shape
    var p = ff_bf16()
    p.part_count = Int64(x.count)
    (p.images, p.height, p.width) = (Int64(from[0]), Int64(from[1]), Int64(from[2]))
    p.channels = Int64(inputs.channels)
    let planned = p
    emit(
      PendingLaunch(label: "round to bf16", reads: x, writes: [memory]) { at in
        var p = planned
        p.parts = inputs.parts(at)
        p.words = at[memory]
        switch pairs {
        case .channels: return .roundChannels(p)
        case .images: return .roundImages(p)
        }
      }, isPrologue: isPrologue)
    let shape = pairs.shape(inputs)
    return Location(
      slot: memory.slot, offset: memory.offset, shape: shape,
      strides: shape.contiguousStrides)
  }

  /// The left side of a matrix product in words: [..., rows, inner / 2].
  mutating func roundedMatrices(_ left: Location, isPrologue: Bool) -> Location {
    let rank = left.shape.rank
    let batches = left.shape.sizes.dropLast(2).reduce(1, *)
    let images = Location(
      slot: left.slot, offset: left.offset,
      shape: [batches, 1, left.shape[rank - 2], left.shape[rank - 1]],
      strides: [left.batchStride ?? 0, 0, left.strides[rank - 2], 1])
    let words = rounded([images], .channels, isPrologue: isPrologue)
    return Location(
      slot: words.slot,
      shape: Shape(
        left.shape.sizes.dropLast(2) + [left.shape[rank - 2], words.shape[3]]))
  }

  /// Both sides of a product that sums over rows, in words of two rows: [..., rows / 2, columns].
  mutating func roundedRows(
    _ x: Location, _ dy: Location, isPrologue: Bool
  ) -> (x: Location, dy: Location) {
    let rank = x.shape.rank
    let outer = Array(x.shape.sizes.dropLast(2))
    func images(_ side: Location) -> Location {
      Location(
        slot: side.slot, offset: side.offset,
        shape: [side.shape[rank - 2], outer.reduce(1, *), 1, side.shape[rank - 1]],
        strides: [side.strides[rank - 2], side.batchStride ?? 0, 0, 1])
    }
    /// From [rows / 2, batches, 1, columns].
    func matrices(_ words: Location) -> Location {
      let batch = Shape(outer).contiguousStrides.map { $0 * words.strides[1] }
      return Location(
        slot: words.slot, offset: words.offset,
        shape: Shape(outer + [words.shape[0], words.shape[3]]),
        strides: batch + [words.strides[0], 1])
    }
    let words = rounded([images(x)], images(dy), isPrologue: isPrologue)
    return (matrices(words.x), matrices(words.dy))
  }

  /// Both sides of a filter gradient in words of two images; of two pixels where all pixels are
  /// alike.
  mutating func roundedPair(
    _ x: [Location], _ dy: Location, isMatrix: Bool, isPrologue: Bool
  ) -> (x: Location, dy: Location) {
    var (x, dy) = (x, dy)
    if isMatrix {
      func flat(_ images: Location) -> Location? {
        let shape = images.shape
        return images.reshaped([shape[0] * shape[1] * shape[2], 1, 1, shape[3]])
      }
      let parts = x.compactMap(flat)
      if let flatGradient = flat(dy), parts.count == x.count { (x, dy) = (parts, flatGradient) }
    }
    return rounded(x, dy, isPrologue: isPrologue)
  }
}
