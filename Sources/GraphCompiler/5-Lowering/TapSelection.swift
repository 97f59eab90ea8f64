/// The taps of one axis that reach output positions of one remainder modulo `up`.
///
/// Position f + up * i reads, for its tap number j, input i + j - pad; the tap is first + up * j of
/// the filter. So a transposed convolution is an ordinary one for each remainder.
package struct TapSelection: Equatable {
  package let first: Int
  package let count: Int
  package let pad: Int

  package init(kernel: Int, up: Int, remainder: Int) {
    let reach = kernel / 2 - remainder
    first = (reach % up + up) % up
    count = first < kernel ? (kernel - first + up - 1) / up : 0
    pad = (reach - first) / up
  }
}
