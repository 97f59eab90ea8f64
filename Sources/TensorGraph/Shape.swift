/// Sizes of a tensor's axes, outermost first. Frames are [N, H, W, C].
public struct Shape: Hashable, Sendable, ExpressibleByArrayLiteral, CustomStringConvertible {
  public var sizes: [Int]

  public init(_ sizes: [Int]) {
    precondition(sizes.allSatisfy { $0 >= 0 }, "negative size in \(sizes)")
    self.sizes = sizes
  }

  public init(arrayLiteral elements: Int...) { self.init(elements) }

  public var rank: Int { sizes.count }
  /// The number of elements; the largest `Int` where there would be more.
  public var count: Int { Self.product(sizes) }

  public subscript(axis: Int) -> Int {
    get { sizes[axis] }
    set { sizes[axis] = newValue }
  }

  /// Distances, in elements, between neighbours along each axis of a contiguous tensor.
  public var contiguousStrides: [Int] {
    var strides = [Int](repeating: 1, count: rank)
    for axis in stride(from: rank - 2, through: 0, by: -1) {
      strides[axis] = Self.product([strides[axis + 1], sizes[axis + 1]])
    }
    return strides
  }

  /// The product of sizes, or the largest `Int` where it would be larger.
  static func product(_ sizes: some Sequence<Int>) -> Int {
    var product = 1
    for size in sizes {
      if size == 0 { return 0 }
      let (next, overflow) = product.multipliedReportingOverflow(by: size)
      product = overflow ? .max : next
    }
    return product
  }

  public var description: String { "[" + sizes.map(String.init).joined(separator: ", ") + "]" }
}
