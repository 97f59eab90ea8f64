import CForeframeKernels
import ForeframeTensorGraph

/// Where the sums of a product for GPUs go, before memory has addresses.
struct GPUTarget {
  let y: Location
  let bias: Location?
  let addend: Location?
  /// Sizes and strides.
  private let shape: ff_gpu_target

  /// Images [N, H, W, C].
  init(images y: Location, bias: Location?, addend: Location?) {
    var p = ff_gpu_target()
    (p.images, p.height, p.width) = (Int64(y.shape[0]), Int64(y.shape[1]), Int64(y.shape[2]))
    p.channels = Int64(y.shape[3])
    (p.y_image, p.y_row, p.y_pixel) = y.imageStrides
    if let addend { (p.addend_image, p.addend_row, p.addend_pixel) = addend.imageStrides }
    p.batches = 1
    self.init(p, y, bias, addend)
  }

  /// Matrices [..., rows, channels].
  init(
    matrices y: Location, rows: Int64, channels: Int64, batches: Int64, bias: Location? = nil,
    addend: Location?
  ) {
    let rank = y.shape.rank
    var p = ff_gpu_target()
    (p.images, p.height, p.width, p.channels) = (1, 1, rows, channels)
    p.y_pixel = Int64(y.strides[rank - 2])
    p.y_batch = Int64(y.batchStride ?? 0)
    if let addend {
      p.addend_pixel = Int64(addend.strides[rank - 2])
      p.addend_batch = Int64(addend.batchStride ?? 0)
    }
    p.batches = batches
    self.init(p, y, bias, addend)
  }

  /// A contiguous [batches, rows, channels] array, whatever its shape is called.
  init(
    rows: Int64, channels: Int64, batches: Int64, contiguous y: Location, addend: Location?
  ) {
    var p = ff_gpu_target()
    (p.images, p.height, p.width, p.channels) = (1, 1, rows, channels)
    (p.y_pixel, p.y_batch) = (channels, rows * channels)
    (p.addend_pixel, p.addend_batch) = (p.y_pixel, p.y_batch)
    p.batches = batches
    self.init(p, y, nil, addend)
  }

  private init(_ parameters: ff_gpu_target, _ y: Location, _ bias: Location?, _ addend: Location?) {
    var p = parameters
    // Pixels without gaps between them are one row: then there is nothing to divide.
    func isDense(_ image: Int64, _ row: Int64, _ pixel: Int64) -> Bool {
      (p.height == 1 || row == p.width * pixel)
        && (p.images == 1 || image == p.height * p.width * pixel)
    }
    if isDense(p.y_image, p.y_row, p.y_pixel),
      addend == nil || isDense(p.addend_image, p.addend_row, p.addend_pixel)
    {
      (p.images, p.height, p.width) = (1, 1, p.images * p.height * p.width)
      (p.y_image, p.y_row, p.addend_image, p.addend_row) = (0, 0, 0, 0)
    }
    (shape, self.y, self.bias, self.addend) = (p, y, bias, addend)
  }

  var reads: [Location] { [bias, addend].compactMap { $0 } }
  /// Rows of the product: pixels of one batch.
  var rows: Int { Int(shape.pixels) }
  var channels: Int { Int(shape.channels) }
  var batches: Int { Int(shape.batches) }
  /// Channels of partial sums: whole quads.
  var width: Int { (channels + 3) / 4 * 4 }

  /// The sizes alone, where sums go elsewhere.
  var sizes: ff_gpu_target {
    var p = shape
    (p.y, p.bias, p.addend) = (-1, -1, -1)
    return p
  }

  func parameters(_ at: Addresses) -> ff_gpu_target {
    var p = shape
    (p.y, p.bias, p.addend) = (at[y], at[bias], at[addend])
    let isWhole =
      areQuads(p.channels, p.y, p.y_image, p.y_row, p.y_pixel, p.y_batch)
      && (bias == nil || areQuads(p.bias))
      && (addend == nil
        || areQuads(p.addend, p.addend_image, p.addend_row, p.addend_pixel, p.addend_batch))
    p.quads = isWhole ? 1 : 0
    return p
  }
}

/// Whether four floats at such offsets and distances are aligned like one.
func areQuads(_ values: Int64...) -> Bool { values.allSatisfy { $0 % 4 == 0 } }
