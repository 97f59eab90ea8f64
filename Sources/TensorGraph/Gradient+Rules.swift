extension Tensor {
  /// What this node passes on to its operands, by their positions, given the gradient of the node
  /// itself.
  func operandGradients(
    _ dy: Tensor, wanted: [Bool]
  ) -> [(position: Int, GradientAccumulator.Contribution)] {
    let operands = node.operands.map { Tensor(builder: builder, id: $0) }
    var result: [(position: Int, GradientAccumulator.Contribution)] = []
    func pass(_ index: Int, _ gradient: @autoclosure () -> Tensor) {
      if wanted[index] { result.append((index, .whole(gradient()))) }
    }

    switch op {
    case .parameter, .input, .constant, .literal, .random:
      break
    case .pointwise(let function):
      for index in operands.indices where wanted[index] {
        if let gradient = scalarGradient(function, operands, index, dy) {
          pass(index, gradient.summed(to: operands[index].shape))
        }
      }
    case .reduce(.sum, _):
      pass(0, dy.broadcast(to: operands[0].shape))
    case .reduce(.maximum, let axes):
      // Shared equally among the places that reach the maximum.
      let mask = 1 - less(operands[0], self.broadcast(to: operands[0].shape))
      pass(0, mask * (dy / mask.sum(axes)))
    case .matmul(let transposeLeft, let transposeRight):
      let (a, b) = (operands[0], operands[1])
      pass(
        0,
        transposeLeft
          ? b.matmul(dy, transposeLeft: transposeRight, transposeRight: true)
          : dy.matmul(b, transposeRight: !transposeRight))
      pass(
        1,
        transposeRight
          ? dy.matmul(a, transposeLeft: true, transposeRight: transposeLeft)
          : a.matmul(dy, transposeLeft: !transposeLeft))
    case .convolution(let stride):
      let (x, w) = (operands[0], operands[1])
      pass(
        0, dy.transposeConvolved(w, stride: stride, height: x.shape[1], width: x.shape[2]))
      pass(1, x.filterGradient(dy, stride: stride, height: w.shape[0], width: w.shape[1]))
    case .transposedConvolution(let stride, _, _):
      let (x, w) = (operands[0], operands[1])
      pass(0, dy.convolved(w, stride: stride))
      pass(1, dy.filterGradient(x, stride: stride, height: w.shape[0], width: w.shape[1]))
    case .filterGradient(let stride, _, _):
      let (x, output) = (operands[0], operands[1])
      pass(
        0, output.transposeConvolved(dy, stride: stride, height: x.shape[1], width: x.shape[2]))
      pass(1, x.convolved(dy, stride: stride))
    case .reshape:
      pass(0, dy.reshaped(operands[0].shape))
    case .barrier:
      pass(0, dy)
    case .permute(let axes):
      var inverse = axes
      for (to, from) in axes.enumerated() { inverse[from] = to }
      pass(0, dy.permuted(inverse))
    case .broadcast:
      pass(0, dy.summed(to: operands[0].shape))
    case .slice(let axis, let start, _):
      if wanted[0] { result.append((0, .part(axis: axis, start: start, dy))) }
    case .concat(let axis):
      var start = 0
      for index in operands.indices {
        let count = operands[index].shape[axis]
        pass(index, dy.slice(axis: axis, start: start, count: count))
        start += count
      }
    case .gather:
      pass(0, dy.scatterAdded(operands[1], rows: operands[0].shape[0]))
    case .scatterAdd:
      pass(0, dy.gather(operands[1]))
    case .warp(let border, let weights):
      let (x, by) = (operands[0], operands[1])
      pass(0, dy.transposeWarped(by: by, border: border, weights: weights))
      pass(1, x.displacementGradient(dy, by: by, border: border, weights: weights))
    case .transposedWarp(let border, let weights):
      // dy weighs what y gives, as an image would: <Wt y, dy> = <y, W dy>.
      let (y, by) = (operands[0], operands[1])
      pass(0, dy.warped(by: by, border: border, weights: weights))
      pass(1, dy.displacementGradient(y, by: by, border: border, weights: weights))
    case .displacementGradient(let border, let weights):
      let (x, by, y) = (operands[0], operands[1], operands[2])
      for part in x.gradientsOfDisplacementGradient(
        y, by: by, border: border, weights: weights, dy)
      {
        pass(0, part.images)
        pass(1, part.displacement)
        pass(2, part.y)
      }
    }
    return result
  }

  /// Sums over the axes along which `shape` was broadcast.
  func summed(to target: Shape) -> Tensor {
    sum((0..<shape.rank).filter { target[$0] == 1 && shape[$0] != 1 })
  }

  /// The derivative by one operand times dy; nil where it is zero everywhere.
  private func scalarGradient(
    _ function: ScalarFunction, _ operands: [Tensor], _ index: Int, _ dy: Tensor
  ) -> Tensor? {
    let x = operands[0]
    switch function {
    case .negate: return -dy
    case .reciprocal: return -(dy * self * self)
    case .exp: return dy * self
    case .log: return dy / x
    case .sqrt: return dy * 0.5 / self
    case .tanh: return dy * (1 - self * self)
    case .sigmoid: return dy * (self * (1 - self))
    case .abs: return dy * ForeframeTensorGraph.sign(x)
    case .sign, .floor, .less: return nil
    case .sin: return dy * ForeframeTensorGraph.cos(x)
    case .cos: return -(dy * ForeframeTensorGraph.sin(x))
    case .add: return dy
    case .subtract: return index == 0 ? dy : -dy
    case .multiply: return dy * operands[1 - index]
    case .divide:
      return index == 0 ? dy / operands[1] : -(dy * self / operands[1])
    case .minimum, .maximum:
      // At a tie the gradient goes to the second operand.
      let (a, b) = (operands[0], operands[1])
      let first =
        function == .minimum ? ForeframeTensorGraph.less(a, b) : ForeframeTensorGraph.less(b, a)
      return index == 0 ? dy * first : dy * (1 - first)
    case .select:
      // The condition only chooses.
      if index == 0 { return nil }
      let zero = dy.splat(0)
      return index == 1
        ? ForeframeTensorGraph.select(x, dy, zero) : ForeframeTensorGraph.select(x, zero, dy)
    }
  }
}
