import CForeframeKernels
import ForeframeTensorGraph

/// Operands of products by matrix instructions: numbers are rounded once, to words of one number or of two
/// neighbouring channels (gpu_words.cl), four of which are a chunk.
extension Lowering {
  /// Numbers in a chunk.
  var chunk: Int { 4 * compileTarget.precision.numbersInWord }

  /// Chunks that hold so many channels.
  func wordChunks(_ channels: Int) -> Int { (channels + chunk - 1) / chunk }

  /// The images that a product reads, as words. Those of an output's gradient are kept from the adjoint, which
  /// sums over its channels, to the filter's gradient, or the other way round.
  mutating func gpuWords(of id: Int, isPrologue: Bool) -> Location {
    if let known = gradientWords[id] { return known }
    let words = gpuWords(parts(of: id), isPrologue: isPrologue)
    let readers = roles.consumers[id].map { graph.nodes[$0].op }
    let isShared =
      readers.contains { if case .transposedConvolution = $0 { true } else { false } }
      && readers.contains { if case .filterGradient = $0 { true } else { false } }
    if isShared, !isPrologue { gradientWords[id] = words }
    return words
  }

  /// Images [N, H, W, C], whose channels are taken side by side, as words: whole chunks for each pixel.
  mutating func gpuWords(_ images: [Location], isPrologue: Bool) -> Location {
    let inputs = JoinedInputs(images)
    let (shape, chunks) = (images[0].shape, wordChunks(inputs.channels))
    let words = placement.newSlot(
      [shape[0], shape[1], shape[2], 4 * chunks], isPersistent: false)
    var p = ff_gpu_round()
    (p.part_count, p.chunks) = (Int64(images.count), Int64(chunks))
    (p.images, p.height, p.width) = (Int64(shape[0]), Int64(shape[1]), Int64(shape[2]))
    p.matrix_depth = compileTarget.precision.matrixDepth
    let planned = p
    emit(
      PendingLaunch(
        label: compileTarget.precision.label("round"), reads: images, writes: [words]
      ) { [chunk] at in
        var p = planned
        (p.parts, p.words) = (inputs.parts(at), at[words])
        let isWhole = JoinedInputs.list(p.parts, count: p.part_count).allSatisfy {
          $0.channels % Int64(chunk) == 0 && areQuads($0.x, $0.image, $0.row, $0.pixel)
        }
        p.quads = isWhole ? 1 : 0
        return .gpu(.round(p))
      }, isPrologue: isPrologue)
    return words
  }

  /// Matrices [..., rows, columns] as words of neighbouring columns.
  mutating func gpuWords(matrices: Location, isPrologue: Bool) -> Location {
    let rank = matrices.shape.rank
    let outer = matrices.shape.sizes.dropLast(2)
    let images = Location(
      slot: matrices.slot, offset: matrices.offset,
      shape: [outer.reduce(1, *), 1, matrices.shape[rank - 2], matrices.shape[rank - 1]],
      strides: [matrices.batchStride ?? 0, 0, matrices.strides[rank - 2], 1])
    let words = gpuWords([images], isPrologue: isPrologue)
    return Location(
      slot: words.slot, shape: Shape(outer + [matrices.shape[rank - 2], words.shape[3]]))
  }
}
