extension Int {
  /// The product, or the largest `Int` where it would be larger. For sizes, which are not negative.
  public func multipliedOrLargest(_ other: Int) -> Int {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? .max : product
  }

  /// The sum, or the largest `Int` where it would be larger. For sizes, which are not negative.
  public func addedOrLargest(_ other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }

  /// The product of sizes, or the largest `Int` where it would be larger.
  public static func productOrLargest(_ sizes: some Sequence<Int>) -> Int {
    var product = 1
    for size in sizes {
      if size == 0 { return 0 }
      product = product.multipliedOrLargest(size)
    }
    return product
  }
}
