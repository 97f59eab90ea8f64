/// Sizes of a tensor's axes, outermost first. Frames are [N, H, W, C].
public struct Shape: Hashable, Sendable, ExpressibleByArrayLiteral, CustomStringConvertible {
  public var sizes: [Int]

  public init(_ sizes: [Int]) {
    precondition(sizes.allSatisfy { $0 >= 0 }, "negative size in \(sizes)")
    self.sizes = sizes
  }

  public init(arrayLiteral elements: Int...) { self.init(elements) }

  public var rank: Int { sizes.count }
  /// The number of elements.
  public var count: Int { sizes.reduce(1, *) }

  public subscript(axis: Int) -> Int {
    get { sizes[axis] }
    set { sizes[axis] = newValue }
  }

  /// Distances, in elements, between neighbours along each axis of a contiguous tensor.
  public var contiguousStrides: [Int] {
    var strides = [Int](repeating: 1, count: rank)
    for axis in stride(from: rank - 2, through: 0, by: -1) {
      strides[axis] = strides[axis + 1] * sizes[axis + 1]
    }
    return strides
  }

  public var description: String { "[" + sizes.map(String.init).joined(separator: ", ") + "]" }
}
