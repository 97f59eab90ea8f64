import ForeframeOperationTable
import ForeframeRecurrent
import ForeframeTensorGraph

/// The convolutional cells, each over several time steps.
public enum ConvolutionalCells {
  /// - Parameters:
  ///   - images: their number, height and width; each has 3 channels.
  ///   - sizes: sides of the filters, with the hidden channels.
  /// - Returns: outputs stacked over time along an axis after the images, so that a pixel's results lie apart, and
  ///   the last state.
  public static func cases(
    images: (count: Int, height: Int, width: Int), timeSteps: Int,
    sizes: [(kernel: Int, hidden: Int)], range: ClosedRange<Float>
  ) -> [OperationCase] {
    let (n, h, w) = images
    return [
      ("ConvLSTM", ConvLSTM.init), ("PeepholeConvLSTM", PeepholeConvLSTM.init),
      ("ConvGRU", ConvGRU.init),
    ].flatMap {
      (name: String, make: @escaping @Sendable (ParameterScope, ConvolutionalSize) -> any Cell) in
      sizes.map { kernel, hidden in
        OperationCase("\(name), \(kernel)x\(kernel), \(hidden) hidden", range: range) { b in
          let size = ConvolutionalSize(
            inputChannels: 3, hidden: hidden, inputKernel: kernel, stateKernel: kernel,
            hasBias: true)
          let layer = RecurrentLayer(b.network { make($0, size) })
          let all = b.input([timeSteps, n, h, w, 3])
          let frames = (0..<timeSteps).map { all.slice(axis: 0, start: $0, count: 1).squeezed(0) }
          let state = layer.zeroState(like: frames[0]).map { b.variable($0.shape) }
          let result = layer.run(frames, state: state)
          let stacked = concat(result.outputs.map { $0.reshaped([n, 1, h, w, hidden]) }, axis: 1)
          return [stacked] + result.state
        }
      }
    }
  }
}
