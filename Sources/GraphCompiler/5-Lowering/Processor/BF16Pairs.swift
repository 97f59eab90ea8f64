import ForeframeTensorGraph

/// What shares a word of two bf16 numbers: neighbours in the sum that a product runs over.
enum BF16Pairs {
  case channels, images

  /// Of the words.
  func shape(_ inputs: JoinedInputs) -> Shape {
    var shape = inputs.places[0].shape
    shape[3] = inputs.channels
    switch self {
    case .channels: shape[3] = (shape[3] + 1) / 2
    case .images: shape[0] = (shape[0] + 1) / 2
    }
    return shape
  }
}
