import ForeframeTensorGraph

extension OperationTable {
  /// Tapes over one to four slices of a convolution's channels, as the update of a cell is: with what is
  /// broadcast, and with a slice that others read, too.
  static let gates: [OperationCase] = (1...4).map { gates($0, images: [2, 3, 4, 5], channels: 5) }

  /// - Parameters:
  ///   - images: the shape that the convolution reads.
  ///   - channels: of one of the `count` slices.
  public static func gates(_ count: Int, images: Shape, channels: Int) -> OperationCase {
    OperationCase("convolution of \(images) to \(count) gates", range: -0.5...0.5) { b in
      let (n, h, w) = (images[0], images[1], images[2])
      let x = b.variable(images)
      let sums =
        x.convolved(b.variable([3, 3, images[3], channels * count]))
        + b.variable([1, 1, 1, channels * count])
        + b.variable([n, h, w, channels * count])
      let gate = sums.chunks(count, axis: -1)
      let scale =
        b.variable([1, 1, 1, channels], in: 0.3...0.8) + b.variable([n, 1, 1, 1], in: 0.3...0.8)
      let mixed = gate.reduce(b.variable([1, h, w, channels])) { $0 + scale * sigmoid($1) }
      return [mixed, tanh(gate[0]), gate[count - 1].sum([1, 2])]
    }
  }
}
