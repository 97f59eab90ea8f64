import ForeframeGraphCompiler
import ForeframeTensorGraph

/// What the text of a kernel with an epilogue depends on: everything except the offsets of its views
/// and the parameters of its product.
package struct EpilogueShape: Hashable {
  package let text: EpilogueText
  let gates: Int
  /// The tape and its views. The first leaves are the product's sums, which have no view.
  let tape: PointwiseShape
  /// Output pixels of a side of a transformed tile; 0 where there is none.
  let size: Int

  package init(_ text: EpilogueText, _ epilogue: GPUEpilogue, size: Int = 0) {
    self.text = text
    gates = epilogue.gates
    tape = PointwiseShape(
      extents: epilogue.extents, leafStrides: epilogue.leaves.map(\.strides),
      resultStrides: epilogue.results.map(\.strides), expression: epilogue.expression)
    self.size = size
  }

  /// The text of this kernel, which comes after ``EpilogueText/sources(multiplyingWith:)``.
  package func kernel(name: String) -> String {
    let values = [
      ("GATES", "\(gates)"), ("CHANNELS", "\(tape.rowLength)"), ("SIZE", "\(size)"),
    ]
    return PointwiseSource.text(
      name: name, shape: tape, sums: gates, skeleton: text.skeleton.skeleton, values: values)
  }
}
