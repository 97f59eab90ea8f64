import ForeframeTensorGraph

/// Which time steps belong to each sequence of a batch, where they differ in length.
public struct SequenceMask {
  /// One time step.
  public struct Step {
    /// [N]: 1 where the sequence has this time step, 0 where it has ended.
    public let isPresent: Tensor

    public init(isPresent: Tensor) { self.isPresent = isPresent }

    /// `new` where the sequence has this time step, otherwise `old`; both [N, ...].
    public func chosen(_ new: Tensor, else old: Tensor) -> Tensor {
      let sizes = [isPresent.shape[0]] + [Int](repeating: 1, count: new.shape.rank - 1)
      return select(isPresent.reshaped(Shape(sizes)), new, old)
    }

    /// The tensor where the sequence has this time step, otherwise zeros.
    public func shown(_ tensor: Tensor) -> Tensor { chosen(tensor, else: tensor.filled(0)) }
  }

  public let steps: [Step]

  public init(_ steps: [Step]) { self.steps = steps }

  /// Sequences that begin at the first time step and have so many.
  ///
  /// - Parameters:
  ///   - lengths: [N], whole numbers of 0 and more.
  ///   - steps: time steps of the batch, those of its longest sequence.
  public init(lengths: Tensor, steps: Int) {
    let times = lengths.builder.literal((0..<steps).map(Float.init), [steps, 1])
    let count = lengths.shape[0]
    let present = less(times, lengths.reshaped([1, count]))
    self.init(
      (0..<steps).map {
        Step(isPresent: present.slice(axis: 0, start: $0, count: 1).reshaped([count]))
      })
  }

  /// From the last time step to the first.
  public var reversed: SequenceMask { SequenceMask(steps.reversed()) }

  /// [T · N], time step by time step: the weights with which a loss skips the padding.
  public var weights: Tensor { concat(steps.map(\.isPresent), axis: 0) }

  /// The mean of a sequence's outputs [N, ...] over its own time steps; zeros for one that has
  /// none.
  public func mean(_ outputs: [Tensor]) -> Tensor {
    let sum = zip(outputs, steps).map { $1.shown($0) }.reduce(outputs[0].filled(0), +)
    let present = steps.map(\.isPresent)
    let count = present.dropFirst().reduce(present[0], +)
    let sizes = [count.shape[0]] + [Int](repeating: 1, count: sum.shape.rank - 1)
    return sum / ForeframeTensorGraph.maximum(count, count.filled(1)).reshaped(Shape(sizes))
  }
}
