import ForeframeTensorGraph

/// Where a tensor lies: a strided window into one slot. Offsets and strides count floats.
package struct Location: Hashable {
  package var slot: Int
  package var offset: Int
  package var shape: Shape
  package var strides: [Int]

  /// A contiguous tensor at the start of a slot.
  init(slot: Int, shape: Shape) {
    self.init(slot: slot, offset: 0, shape: shape, strides: shape.contiguousStrides)
  }

  package init(slot: Int, offset: Int, shape: Shape, strides: [Int]) {
    self.slot = slot
    self.offset = offset
    self.shape = shape
    self.strides = strides
  }

  var isContiguous: Bool {
    let dense = shape.contiguousStrides
    return shape.sizes.indices.allSatisfy { shape[$0] == 1 || strides[$0] == dense[$0] }
  }

  /// Whether the last axis is contiguous, as the kernels want channels.
  var hasContiguousChannels: Bool { shape[shape.rank - 1] == 1 || strides[shape.rank - 1] == 1 }

  func sliced(axis: Int, start: Int, count: Int) -> Location {
    var result = self
    result.offset += start * strides[axis]
    result.shape[axis] = count
    return result
  }

  func permuted(_ axes: [Int]) -> Location {
    Location(
      slot: slot, offset: offset, shape: Shape(axes.map { shape[$0] }),
      strides: axes.map { strides[$0] })
  }

  func broadcast(to target: Shape) -> Location {
    var result = self
    for axis in 0..<shape.rank where shape[axis] != target[axis] { result.strides[axis] = 0 }
    result.shape = target
    return result
  }

  /// The same memory under another shape, if strides allow it.
  package func reshaped(_ target: Shape) -> Location? {
    if target.count == 0 {
      return Location(
        slot: slot, offset: offset, shape: target, strides: target.contiguousStrides)
    }
    // Runs of axes that are walked without a jump, outermost first.
    var runs: [(size: Int, stride: Int)] = []
    for axis in 0..<shape.rank where shape[axis] != 1 {
      if let last = runs.last, last.stride == strides[axis] * shape[axis] {
        runs[runs.count - 1] = (last.size * shape[axis], strides[axis])
      } else {
        runs.append((shape[axis], strides[axis]))
      }
    }
    // Every target axis must lie within one run.
    var result = [Int](repeating: 0, count: target.rank)
    var run = runs.count - 1
    var taken = 1
    for axis in stride(from: target.rank - 1, through: 0, by: -1) where target[axis] != 1 {
      guard run >= 0, (runs[run].size / taken) % target[axis] == 0 else { return nil }
      result[axis] = runs[run].stride * taken
      taken *= target[axis]
      if taken == runs[run].size {
        run -= 1
        taken = 1
      }
    }
    guard run < 0 else { return nil }
    return Location(slot: slot, offset: offset, shape: target, strides: result)
  }
}
