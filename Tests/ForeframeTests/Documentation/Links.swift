import Foreframe

/// A hidden state, read along L links that the network itself points.
struct Links {
  /// [5, 5, C, 2 L]
  let pointing: Tensor
  /// [1, 1, L C, C]
  let mixing: Tensor

  func callAsFunction(_ hidden: Tensor) -> Tensor {
    let fields = hidden.convolved(pointing)
    return hidden.warped(by: fields, border: .zeros).convolved(mixing)
  }
}
