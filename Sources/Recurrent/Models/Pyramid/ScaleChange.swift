import ForeframeTensorGraph

/// Takes images from one grid to another whose sides are a power of two times as long or as short, by 3x3
/// convolutions with stride 2 or their adjoints, each followed by a leaky rectifier.
struct ScaleChange {
  private enum Step {
    case down(Convolution)
    /// [3, 3, outputs, inputs] and [outputs].
    case up(weight: Tensor, bias: Tensor)
  }

  private let steps: [Step]
  /// Channels that come out.
  let outputs: Int

  /// - Parameters:
  ///   - from, to: pixels of the finest grid for one of theirs, along a side; powers of two.
  ///   - channels: of what comes in, and of what is to come out if anything changes.
  init(_ scope: ParameterScope, from: Int, to: Int, channels: (inputs: Int, outputs: Int)) {
    var (inputs, scale) = (channels.inputs, from)
    var steps: [Step] = []
    while scale != to {
      let inner = scope.scope("\(steps.count)")
      if scale < to {
        steps.append(
          .down(
            Convolution(
              inner, inputs: inputs, outputs: channels.outputs, kernel: 3, stride: 2, bias: .zeros))
        )
        scale *= 2
      } else {
        // A pixel gets a quarter of the filter on average.
        let bound = 2 / Float(9 * inputs).squareRoot()
        steps.append(
          .up(
            weight: inner.parameter(
              "weight", [3, 3, channels.outputs, inputs], .uniform(bound: bound)),
            bias: inner.parameter("bias", [channels.outputs], .zeros)))
        scale /= 2
      }
      inputs = channels.outputs
    }
    self.steps = steps
    outputs = inputs
  }

  /// - Parameter target: rows and columns of the grid to come to; what goes down comes to it by itself.
  func callAsFunction(_ x: Tensor, to target: (height: Int, width: Int)) -> Tensor {
    var result = x
    let ups = steps.count { if case .up = $0 { true } else { false } }
    for (index, step) in steps.enumerated() {
      switch step {
      case .down(let convolution): result = bent(convolution(result))
      case .up(let weight, let bias):
        // Where several steps go up, each but the last makes half of what is left.
        let left = ups - index - 1
        let (height, width) = (halved(target.height, left), halved(target.width, left))
        let larger = result.transposeConvolved(weight, stride: 2, height: height, width: width)
        result = bent(larger + bias.reshaped([1, 1, 1, bias.shape[0]]))
      }
    }
    return result
  }
}

/// A side halved so many times, rounded up, as convolutions with stride 2 do it.
func halved(_ side: Int, _ times: Int) -> Int {
  (0..<times).reduce(side) { side, _ in (side + 1) / 2 }
}
