import ForeframeTensorGraph

/// A network that learns what the damped forecast leaves over.
///
/// The observed frames are moved to the frame of the last one, so that what lives on stands still; an
/// encoder and a forecaster of recurrent layers work there, on a quarter of the grid. What the forecaster
/// says of each lead is moved to that lead by one warp. There a head that also sees the damped forecast B,
/// the last frame moved A, and the mean of the inputs M makes gates g and a residual r:
///
///     z_t = x_t(p + D_(T-t)(p))        h = forecaster(encoder(z_1 ... z_T))        q_k = h_k(p + D_k(p))
///     ŷ_k = B_k + Σ_b g_kb · band_b(A_k - B_k) + Σ_b g'_kb · band_b(B_k) + g''_k · (M - B_k) + r_k
///
/// The head's last convolution starts at zero: without training the forecast is the damped one, to the last
/// bit. Frames are read less their level and over their contrast, so that a change of brightness or contrast
/// changes the forecast alike.
///
/// Source of the idea of learning in the moving frame: Ritvanen et al., "Advection-free convolutional neural
/// network for convective rainfall nowcasting", 2023. Any frame size: sides are filled up to multiples of 4.
struct FlowResidual: SequenceModel {
  private let encode: Convolution
  private let encodeConditions: Linear
  private let encoder: Stack
  private let leads: LeadEmbedding
  private let forecaster: Stack
  private let head: FlowResidualHead
  let featureChannels: Int

  init(_ description: FlowResidualDescription, _ scope: ParameterScope) {
    let (features, channels) = (description.features, description.frames.channels)
    // Of each pixel its value, the difference from the last frame, and whether it was observed; the field.
    encode = Convolution(
      scope.scope("encode"), inputs: 16 * (2 * channels + 1) + 2, outputs: features, kernel: 3,
      bias: .zeros)
    encodeConditions = Linear(
      scope.scope("encode.conditions"), inputs: MotionCondition.told.count, outputs: features,
      bias: nil)
    leads = LeadEmbedding(scope.scope("leads"), outputs: 8)
    func stack(_ name: String, inputs: Int) -> Stack {
      var below = inputs
      return Stack(
        description.layers.enumerated().map { index, layer in
          let size = ConvolutionalSize(
            inputChannels: below, hidden: layer.channels, inputKernel: layer.inputKernel,
            stateKernel: layer.stateKernel, hasBias: true)
          below = layer.channels
          return RecurrentLayer(description.cell.type.init(scope.scope("\(name).\(index)"), size))
        })
    }
    featureChannels = description.details
    encoder = stack("encoder", inputs: features)
    forecaster = stack("forecaster", inputs: leads.outputs)
    head = FlowResidualHead(
      scope.scope("head"), hidden: description.layers.reduce(0) { $0 + $1.channels },
      leads: leads.outputs, description)
  }

  /// Nothing: a forecast begins with its inputs, since their motion is another at each frame.
  func zeroState(like frame: Tensor) -> [Tensor] { [] }

  func forecast(
    _ frames: [Tensor], horizon: Int, state: [Tensor], sampling: ScheduledSampling?,
    dropoutSeed: Tensor?, checkpointing: Checkpointing
  ) -> Forecast {
    guidedForecast(
      frames, horizon: horizon, guide: .still(after: frames[frames.count - 1], horizon: horizon),
      dropoutSeed: dropoutSeed, checkpointing: checkpointing)
  }

  func guidedForecast(
    _ frames: [Tensor], horizon: Int, guide: MotionGuide, dropoutSeed: Tensor?,
    checkpointing: Checkpointing
  ) -> Forecast {
    let scene = MovingScene(frames, horizon: horizon, guide)
    let conditions = scene.conditions
    let images = frames[0].shape[0]

    // What lives on stands still.
    let field = concat([Tensor](repeating: scene.coarseField, count: frames.count), axis: 0)
    let seen = concat([patches(scene.observed, side: 4), field], axis: -1)
    let told = encodeConditions(conditions).reshaped([images, 1, 1, encode.weight.shape[3]])
    let maps = bent(
      encode(seen) + concat([Tensor](repeating: told, count: frames.count), axis: 0)
    ).chunks(frames.count, axis: 0)
    var state = encoder.zeroState(like: maps[0])
    checkpointing.build(frames.count, in: frames[0].builder) { steps in
      state = encoder.run(Array(maps[steps]), state: state).state
    }

    // As many steps as there are leads, each told which one it is.
    let words = (1...horizon).map { leads($0, guide, conditions) }
    let grid: Shape = [images, maps[0].shape[1], maps[0].shape[2], leads.outputs]
    var hidden = [[Tensor]](repeating: [], count: forecaster.layers.count)
    checkpointing.build(horizon, in: frames[0].builder) { steps in
      let inputs = words[steps].map { $0.broadcast(to: grid) }
      let next = forecaster.runEveryLayer(.sequence(inputs), state: state)
      state = next.state
      for (layer, outputs) in next.outputs.enumerated() { hidden[layer] += outputs }
    }
    let still = concat(hidden.map { concat($0, axis: 0) }, axis: -1)
    let moved = still.warped(by: scene.coarseDisplacements, border: .nearest)
    let (correction, details) = head(moved, scene, words: concat(words, axis: 0))
    return Forecast(
      values: scene.forecast(correction).chunks(horizon, axis: 0), firstFrame: frames.count,
      observedState: [],
      features: scene.part(blocks(details, side: 2)).chunks(horizon, axis: 0))
  }
}

/// Leaky rectifier: negative numbers count for a tenth.
func bent(_ x: Tensor) -> Tensor { maximum(x, x * 0.1) }
