import ForeframeTensorGraph

/// A cell whose products can be shown a part of the hidden state.
public protocol StateDropping: Cell {
  /// The cell whose products see `mask ∘ h` instead of h. What else is made of the state (the
  /// memory of an LSTM, what a GRU keeps) is as before.
  ///
  /// - Parameter mask: [N, hidden].
  func hiding(_ mask: Tensor) -> Self
}

extension StateDropping {
  /// Recurrent dropout: one mask for all time steps of a sequence (Gal & Ghahramani, "A
  /// theoretically grounded application of dropout in recurrent neural networks", 2016, eq. 7, with
  /// one mask for all gates, as Keras has it). PyTorch has none.
  ///
  /// - Parameters:
  ///   - rate: share of the hidden state's numbers that are dropped; 0 changes nothing.
  ///   - count: sequences in the batch.
  ///   - seed: [3], as for ``TensorGraph/GraphBuilder/random(_:_:seed:)``; nil drops nothing.
  public func droppingState(rate: Float, count: Int, seed: Tensor?) -> Self {
    guard let seed, rate > 0 else { return self }
    return hiding(dropoutMask([count, hiddenSize], rate: rate, seed: seed))
  }
}
