import CForeframeKernels
import ForeframeGraphCompiler
import ForeframeOpenCLBackend
import ForeframeTensorGraph
import TestSupport
import Testing

/// Products for GPUs in every tile, cut and precision, launched by hand, against plain loops in
/// double precision over operands that are rounded alike. The whole arena is compared, so a store
/// outside the result shows.
@Suite struct GPULaunchTests {
  struct Product: Sendable, CustomStringConvertible {
    var tile: GPUTile
    var parts: Int
    var images = 2
    var height = 7
    var width = 9
    var cin: Int
    var cout: Int
    var kernel = 3
    var stride = 1
    var precision = Precision.fp32

    var pad: Int { kernel / 2 }
    var outHeight: Int { (height + stride - 1) / stride }
    var outWidth: Int { (width + stride - 1) / stride }
    var pixels: Int { images * outHeight * outWidth }
    var rows: Int { kernel * kernel * cin }
    var quads: Int64 { cin % 4 == 0 && cout % 4 == 0 ? 1 : 0 }
    var description: String {
      "tile \(tile.rawValue), \(parts) parts, \(cin) -> \(cout), \(kernel)x\(kernel)/\(stride), "
        + precision.rawValue
    }

    /// Whether operands are words, and numbers in a chunk of them.
    var usesWords: Bool { precision != .fp32 }
    var chunk: Int { 4 * precision.numbersInWord }
    func chunks(_ channels: Int) -> Int { (channels + chunk - 1) / chunk }
    /// Words of a filter for each column: whole K tiles.
    var filterWords: Int {
      let depth = Int(GPU_DEPTH)
      return (kernel * kernel * chunks(cin) * 4 + depth - 1) / depth * depth
    }

    /// An operand as it is multiplied.
    func rounded(_ x: Double) -> Double { Double(precision.rounded(Float(x))) }

    /// Input and output pixel of every tap that is inside, by row of the filter.
    func forEachTap(_ body: (_ tap: Int, _ from: Int, _ to: Int) -> Void) {
      for to in 0..<pixels {
        let (n, oy, ox) = (
          to / (outHeight * outWidth), to / outWidth % outHeight, to % outWidth
        )
        for tap in 0..<kernel * kernel {
          let iy = oy * stride + tap / kernel - pad
          let ix = ox * stride + tap % kernel - pad
          guard (0..<height).contains(iy), (0..<width).contains(ix) else { continue }
          body(tap, (n * height + iy) * width + ix, to)
        }
      }
    }
  }

  /// In `make test` rounded operands have the smallest tile alone.
  static let products: [Product] = TestExtent.rows(
    Precision.allCases.flatMap { precision in
      unrounded.map {
        var product = $0
        product.precision = precision
        return product
      }
    }
  ) { $0.precision == .fp32 || $0.tile == .small }

  private static let unrounded: [Product] = GPUTile.allCases.flatMap { tile in
    [1, 3].flatMap { parts in
      [
        Product(tile: tile, parts: parts, cin: 12, cout: 36),
        Product(tile: tile, parts: parts, cin: 3, cout: 5),
        Product(tile: tile, parts: parts, cin: 17, cout: 130, kernel: 1),
        Product(tile: tile, parts: parts, cin: 4, cout: 8, kernel: 5, stride: 2),
        Product(tile: tile, parts: parts, height: 1, width: 1, cin: 64, cout: 4, kernel: 1),
        Product(tile: tile, parts: parts, height: 4, width: 5, cin: 64, cout: 20),
      ]
    }
  }

  @Test(arguments: products)
  func convolution(c: Product) throws {
    var trial = LaunchCase(seed: c.cin * c.cout)
    let width = (c.cout + 3) / 4 * 4
    let weights = trial.floats(c.rows * c.cout)
    let packedCount = (c.usesWords ? c.filterWords : c.rows) * width
    let packed = trial.floats(packedCount)
    let x = trial.floats(c.images * c.height * c.width * c.cin)
    let bias = trial.floats((c.cout + 3) / 4 * 4)
    let y = trial.floats(c.pixels * c.cout)
    let partial = trial.floats(c.parts * c.pixels * width)
    let words = c.usesWords ? trial.floats(c.images * c.height * c.width * c.chunks(c.cin) * 4) : 0
    let pack = ff_gpu_pack(
      source: weights, packed: packed, kernel_height: Int64(c.kernel),
      kernel_width: Int64(c.kernel), cin: Int64(c.cin), cout: Int64(c.cout), width: Int64(width),
      stride_ky: Int64(c.kernel * c.cin * c.cout), stride_kx: Int64(c.cin * c.cout),
      stride_ci: Int64(c.cout), stride_co: 1, batches: 1, source_batch: 0, gates: 1, tile: 4)
    if c.usesWords {
      trial.launch(
        .gpu(
          .packWords(
            ff_gpu_pack_words(
              pack: pack, k_tiles: Int64(c.filterWords) / Int64(GPU_DEPTH),
              chunks: Int64(c.chunks(c.cin)), matrix_depth: c.precision.matrixDepth))))
      trial.launch(
        .gpu(.round(round(c, x, words, channels: c.cin, height: c.height, width: c.width))))
    } else {
      trial.launch(.gpu(.pack(pack)))
    }
    var p = ff_gpu_convolution()
    // The addend is the result's memory.
    p.target = target(c, y, bias: bias, addend: y)
    (p.x, p.w, p.partial, p.w_width) = (c.usesWords ? words : x, packed, partial, Int64(width))
    (p.out_height, p.out_width) = (Int64(c.outHeight), Int64(c.outWidth))
    (p.in_height, p.in_width) = (Int64(c.height), Int64(c.width))
    p.cin = Int64(c.usesWords ? c.chunks(c.cin) * 4 : c.cin)
    (p.kernel_height, p.kernel_width) = (Int64(c.kernel), Int64(c.kernel))
    (p.stride, p.pad_y, p.pad_x) = (Int64(c.stride), Int64(c.pad), Int64(c.pad))
    (p.x_pixel, p.x_row) = (p.cin, Int64(c.width) * p.cin)
    p.x_image = p.x_row * Int64(c.height)
    (p.parts, p.tile) = (Int64(c.parts), Int64(c.tile.rawValue))
    p.quads = c.usesWords ? 1 : c.quads
    p.matrix_depth = c.precision.matrixDepth
    trial.launch(.gpu(.convolution(p)))
    if c.parts > 1 {
      let sum = ff_gpu_sum(
        target: p.target, partial: partial, parts: p.parts, width: Int64(width))
      trial.launch(.gpu(.sum(sum)))
    }
    let found = try SharedBackend.with(.gpu) { try trial.run($0) }
    let a = trial.arena.map(Double.init)
    var wanted = a
    if c.usesWords {
      adopt(packed, packedCount, found, &wanted)
      adopt(words, Int(p.cin) * c.images * c.height * c.width, found, &wanted)
    }
    for row in 0..<(c.usesWords ? 0 : c.rows) {
      for co in 0..<width {
        wanted[Int(packed) + row * width + co] =
          co < c.cout ? a[Int(weights) + row * c.cout + co] : 0
      }
    }
    for point in 0..<c.pixels * c.cout { wanted[Int(y) + point] += a[Int(bias) + point % c.cout] }
    c.forEachTap { tap, from, to in
      for co in 0..<c.cout {
        for ci in 0..<c.cin {
          let weight = c.rounded(a[Int(weights) + (tap * c.cin + ci) * c.cout + co])
          wanted[Int(y) + to * c.cout + co] += c.rounded(a[Int(x) + from * c.cin + ci]) * weight
        }
      }
    }
    adopt(partial, c.parts > 1 ? c.parts * c.pixels * width : 0, found, &wanted)
    #expect(largestError(found, wanted) < 1e-4)
  }

  @Test(arguments: products)
  func filterGradient(c: Product) throws {
    var trial = LaunchCase(seed: c.cin + c.cout)
    let width = (c.cout + 3) / 4 * 4
    let x = trial.floats(c.images * c.height * c.width * c.cin)
    let dy = trial.floats(c.pixels * c.cout)
    let dw = trial.floats(c.rows * c.cout)
    let partial = trial.floats(c.parts * c.rows * width)
    let (rowWords, columnWords) = (4 * c.chunks(c.cin), 4 * c.chunks(c.cout))
    let inputs = c.images * c.height * c.width
    let xWords = c.usesWords ? trial.floats(inputs * rowWords) : 0
    let dyWords = c.usesWords ? trial.floats(c.pixels * columnWords) : 0
    if c.usesWords {
      trial.launch(
        .gpu(.round(round(c, x, xWords, channels: c.cin, height: c.height, width: c.width))))
      trial.launch(
        .gpu(
          .round(round(c, dy, dyWords, channels: c.cout, height: c.outHeight, width: c.outWidth))))
    }
    var p = ff_gpu_filter_gradient()
    p.target = target(c, dw, bias: -1, addend: dw)
    (p.target.width, p.target.y_pixel) = (Int64(c.rows), Int64(c.cout))
    (p.x, p.dy) = c.usesWords ? (xWords, dyWords) : (x, dy)
    (p.partial, p.width) = (partial, Int64(width))
    (p.images, p.in_height, p.in_width) = (Int64(c.images), Int64(c.height), Int64(c.width))
    (p.cin, p.out_height, p.out_width) = (Int64(c.cin), Int64(c.outHeight), Int64(c.outWidth))
    (p.kernel_height, p.kernel_width) = (Int64(c.kernel), Int64(c.kernel))
    (p.stride, p.pad_y, p.pad_x) = (Int64(c.stride), Int64(c.pad), Int64(c.pad))
    p.row_channels = Int64(c.usesWords ? c.chunks(c.cin) * c.chunk : c.cin)
    p.x_pixel = Int64(c.usesWords ? rowWords : c.cin)
    p.x_row = Int64(c.width) * p.x_pixel
    p.x_image = p.x_row * Int64(c.height)
    p.dy_pixel = Int64(c.usesWords ? columnWords : c.cout)
    p.dy_row = Int64(c.outWidth) * p.dy_pixel
    p.dy_image = p.dy_row * Int64(c.outHeight)
    (p.parts, p.tile) = (Int64(c.parts), Int64(c.tile.rawValue))
    p.quads = c.usesWords ? 1 : c.quads
    p.matrix_depth = c.precision.matrixDepth
    trial.launch(.gpu(.filterGradient(p)))
    if c.parts > 1 {
      let sum = ff_gpu_sum(
        target: p.target, partial: partial, parts: p.parts, width: Int64(width))
      trial.launch(.gpu(.sum(sum)))
    }
    let found = try SharedBackend.with(.gpu) { try trial.run($0) }
    let a = trial.arena.map(Double.init)
    var wanted = a
    c.forEachTap { tap, from, to in
      for ci in 0..<c.cin {
        for co in 0..<c.cout {
          let gradient = c.rounded(a[Int(dy) + to * c.cout + co])
          wanted[Int(dw) + (tap * c.cin + ci) * c.cout + co] +=
            c.rounded(a[Int(x) + from * c.cin + ci]) * gradient
        }
      }
    }
    if c.usesWords {
      adopt(xWords, inputs * rowWords, found, &wanted)
      adopt(dyWords, c.pixels * columnWords, found, &wanted)
    }
    adopt(partial, c.parts > 1 ? c.parts * c.rows * width : 0, found, &wanted)
    #expect(largestError(found, wanted) < 1e-4)
  }

  /// Rounds dense images to words, four channels at a time where they allow it.
  private func round(
    _ c: Product, _ x: Int64, _ words: Int64, channels: Int, height: Int, width: Int
  ) -> ff_gpu_round {
    var p = ff_gpu_round()
    p.parts.0 = ff_winograd_part(
      x: x, image: Int64(height * width * channels), row: Int64(width * channels),
      pixel: Int64(channels), channels: Int64(channels))
    (p.part_count, p.words, p.chunks) = (1, words, Int64(c.chunks(channels)))
    (p.images, p.height, p.width) = (Int64(c.images), Int64(height), Int64(width))
    p.quads = channels % c.chunk == 0 && x % 4 == 0 ? 1 : 0
    p.matrix_depth = c.precision.matrixDepth
    return p
  }

  /// Dense pixels, one batch; in quads where channels allow it.
  private func target(
    _ c: Product, _ y: Int64, bias: Int64, addend: Int64
  ) -> ff_gpu_target {
    var t = ff_gpu_target()
    (t.y, t.bias, t.addend, t.images, t.height) = (y, bias, addend, 1, 1)
    (t.width, t.channels, t.batches) = (Int64(c.pixels), Int64(c.cout), 1)
    (t.y_pixel, t.addend_pixel) = (Int64(c.cout), Int64(c.cout))
    t.quads = c.cout % 4 == 0 ? 1 : 0
    return t
  }

  /// Partial sums are the kernels' own business.
  private func adopt(_ start: Int64, _ count: Int, _ found: [Float], _ wanted: inout [Double]) {
    for position in Int(start)..<Int(start) + count { wanted[position] = Double(found[position]) }
  }

  /// Uniform numbers are those of the kernels that clang compiled, to the bit.
  @Test(arguments: [0, 1], [1, 3, 4, 5, 255, 256, 257, 5000])
  func randomNumbers(normal: Int64, count: Int) throws {
    var trial = LaunchCase(seed: 9)
    let seed = trial.append([12345, 678, 9])
    let y = trial.floats(count)
    var p = ff_random(seed: seed, y: y, count: Int64(count), node: 4, normal: normal)
    trial.launch(.gpu(.random(p)))
    let found = try SharedBackend.with(.gpu) { try trial.run($0) }
    var wanted = trial.arena
    ff_kernels_best().pointee.random(&wanted, &p, 0, ff_random_items(&p))
    #expect(largestError(found, wanted.map(Double.init)) <= (normal == 0 ? 0 : 1e-5))
  }
}
