import CForeframeKernelTexts

/// A kernel text with gaps: the functions that all its kernels share, and after a mark the skeleton of
/// one kernel, whose `$NAME`s are filled in (``PointwiseSource``).
package struct KernelSkeleton: Sendable {
  package let functions: String
  package let skeleton: String

  init(_ name: ff_kernel_text_name) {
    let mark = "//$MARK\n"
    let whole = String(kernelText: name)
    var start = whole.startIndex
    while start < whole.endIndex, !whole[start...].hasPrefix(mark) {
      start = whole[start...].firstIndex(of: "\n").map { whole.index(after: $0) } ?? whole.endIndex
    }
    functions = String(whole[..<start])
    skeleton = String(whole[start...].dropFirst(mark.count))
  }
}

extension String {
  /// A text of the folder `Kernels`, or a header that kernels share.
  init(kernelText name: ff_kernel_text_name) { self.init(cString: ff_kernel_text(name)) }
}
