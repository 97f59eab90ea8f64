import CForeframeKernels
import ForeframeGraphCompiler
import ForeframeOpenCLBackend
import ForeframeTensorGraph
import Testing

/// Every kernel kind, launched by hand on the device, against plain loops in double precision.
/// The whole arena is compared, so a store outside the result shows.
@Suite struct LaunchTests {
  struct Filter: Sendable {
    var size = 8
    var cin = 3
    var cout = 5
    var kernel = 3
    var stride = 1
    var up = 1
  }

  /// Packs weights, convolves, and adds one to the result.
  @Test(arguments: [
    Filter(cin: 1, cout: 1), Filter(cin: 17, cout: 16), Filter(cin: 16, cout: 17),
    Filter(size: 7, cin: 33, cout: 130, kernel: 5), Filter(size: 9, cin: 4, cout: 64, stride: 2),
    Filter(size: 5, cin: 6, cout: 7, up: 2), Filter(size: 1, cin: 40, cout: 65, kernel: 1),
  ]) func packedConvolution(filter f: Filter) throws {
    let backend = try TestDevices.backend()
    var trial = LaunchCase(seed: f.cin * f.cout)
    let out = f.up > 1 ? f.size * f.up : (f.size + f.stride - 1) / f.stride
    let (size, cin, cout, kernel) = (Int64(f.size), Int64(f.cin), Int64(f.cout), Int64(f.kernel))
    let block = Int64(backend.compileTarget.block(for: f.cout))
    let source = trial.floats(f.kernel * f.kernel * f.cin * f.cout)
    let blocks = (cout + block - 1) / block
    let packed = trial.floats(Int(blocks * kernel * kernel * cin * block))
    let zero = trial.append([Float](repeating: 0, count: f.cin + 16))
    let x = trial.floats(2 * f.size * f.size * f.cin)
    let bias = trial.floats(f.cout)
    let y = trial.floats(2 * out * out * f.cout)
    trial.launch(
      .pack(
        ff_pack(
          source: source, packed: packed, kernel_height: kernel, kernel_width: kernel, cin: cin,
          cout: cout, block: block, stride_ky: kernel * cin * cout, stride_kx: cin * cout,
          stride_ci: cout, stride_co: 1, batches: 1, source_batch: 0)))
    let o = Int64(out)
    var p = ff_convolution()
    (p.x, p.w, p.bias, p.addend, p.y, p.zero) = (x, packed, bias, -1, y, zero)
    (p.images, p.in_height, p.in_width, p.cin) = (2, size, size, cin)
    (p.out_height, p.out_width, p.cout) = (o, o, cout)
    (p.kernel_height, p.kernel_width) = (kernel, kernel)
    (p.stride, p.up) = (Int64(f.stride), Int64(f.up))
    (p.pad_y, p.pad_x) = (kernel / 2, kernel / 2)
    (p.x_image, p.x_row, p.x_pixel) = (size * size * cin, size * cin, cin)
    (p.y_image, p.y_row, p.y_pixel) = (o * o * cout, o * cout, cout)
    (p.batches, p.block, p.pixels_per_item) = (1, block, 12)
    let isNarrow = f.cout <= backend.compileTarget.narrowBlock
    trial.launch(isNarrow ? .narrowConvolution(p) : .convolution(p))
    let whole = PointwiseKernel.View(offset: Int(y), strides: [1])
    trial.launch(
      .pointwise(
        PointwiseKernel(
          extents: [2 * out * out * f.cout], leaves: [whole], results: [whole],
          expression: ScalarExpression(
            leafCount: 1, instructions: [.init(.add, [.leaf(0), .constant(1)])],
            results: [.instruction(0)]))))

    let found = try trial.run(backend)
    let a = trial.arena.map(Double.init)
    var wanted = a
    for position in Int(packed)..<Int(packed + blocks * kernel * kernel * cin * block) {
      wanted[position] = Double(found[position])
    }
    let reach = f.kernel / 2
    for point in 0..<2 * out * out * f.cout {
      let (pixel, co) = (point / f.cout, point % f.cout)
      let (n, oy, ox) = (pixel / (out * out), pixel / out % out, pixel % out)
      var sum = a[Int(bias) + co] + 1
      for tap in 0..<f.kernel * f.kernel {
        let ty = oy * f.stride + tap / f.kernel - reach
        let tx = ox * f.stride + tap % f.kernel - reach
        guard ty >= 0, tx >= 0, ty % f.up == 0, tx % f.up == 0, ty / f.up < f.size,
          tx / f.up < f.size
        else { continue }
        let from = ((n * f.size + ty / f.up) * f.size + tx / f.up) * f.cin
        for ci in 0..<f.cin {
          sum += a[Int(x) + from + ci] * a[Int(source) + (tap * f.cin + ci) * f.cout + co]
        }
      }
      wanted[Int(y) + point] = sum
    }
    #expect(largestError(found, wanted) < 1e-4)
  }

  @Test(arguments: [(1, 1, 1), (3, 5, 3), (5, 17, 70), (3, 40, 16)])
  func filterGradient(kernel: Int, cin: Int, cout: Int) throws {
    let backend = try TestDevices.backend()
    var trial = LaunchCase(seed: kernel)
    let size = 6
    let x = trial.floats(2 * size * size * cin)
    let dy = trial.floats(2 * size * size * cout)
    let dw = trial.floats(kernel * kernel * cin * cout)
    let (s, k, i, o) = (Int64(size), Int64(kernel), Int64(cin), Int64(cout))
    var p = ff_filter_gradient()
    (p.x, p.dy, p.addend, p.dw) = (x, dy, dw, dw)
    (p.images, p.in_height, p.in_width, p.cin) = (2, s, s, i)
    (p.out_height, p.out_width, p.cout) = (s, s, o)
    (p.kernel_height, p.kernel_width, p.stride, p.pad_y, p.pad_x) = (k, k, 1, k / 2, k / 2)
    (p.x_image, p.x_row, p.x_pixel) = (s * s * i, s * i, i)
    (p.dy_image, p.dy_row, p.dy_pixel) = (s * s * o, s * o, o)
    p.batches = 1
    var compileTarget = ff_geometry(
      vector: Int64(backend.compileTarget.vector),
      tile_vectors: Int64(backend.compileTarget.tileVectors),
      tile_pixels: Int64(backend.compileTarget.tilePixels),
      block: Int64(backend.compileTarget.block))
    ff_plan_filter_gradient(&p, &compileTarget, Int64(backend.compileTarget.parallelism))
    trial.launch(.filterGradient(p))
    let found = try trial.run(backend)
    let a = trial.arena.map(Double.init)
    var wanted = a
    for point in 0..<kernel * kernel * cin * cout {
      let (tap, ci, co) = (point / cout / cin, point / cout % cin, point % cout)
      for pixel in 0..<2 * size * size {
        let iy = pixel / size % size + tap / kernel - kernel / 2
        let ix = pixel % size + tap % kernel - kernel / 2
        guard (0..<size).contains(iy), (0..<size).contains(ix) else { continue }
        let from = (pixel / (size * size) * size + iy) * size + ix
        wanted[Int(dw) + point] += a[Int(x) + from * cin + ci] * a[Int(dy) + pixel * cout + co]
      }
    }
    #expect(largestError(found, wanted) < 1e-4)
  }

  @Test(arguments: [false, true], [(1, 1, 1), (3, 1000, 1), (2, 37, 5), (2, 30, 100)])
  func reduction(maximum: Bool, sizes: (Int, Int, Int)) throws {
    let (outer, reduced, inner) = sizes
    let parts = reduced >= 30 ? 3 : 1
    var trial = LaunchCase(seed: reduced)
    let x = trial.floats(outer * reduced * inner)
    let partial = trial.floats(outer * parts * inner)
    let y = trial.floats(outer * inner)
    func reduce(_ x: Int64, _ reduced: Int, _ y: Int64, _ parts: Int) -> Kernel {
      .reduce(
        ff_reduce(
          x: x, y: y, outer: Int64(outer), reduced: Int64(reduced), inner: Int64(inner),
          parts: Int64(parts), maximum: maximum ? 1 : 0))
    }
    trial.launch(reduce(x, reduced, partial, parts))
    trial.launch(reduce(partial, parts, y, 1))
    let found = try trial.run(TestDevices.backend())
    for a in 0..<outer {
      for b in 0..<inner {
        let row = (0..<reduced).map { Double(trial.arena[Int(x) + (a * reduced + $0) * inner + b]) }
        let wanted = maximum ? row.max() ?? 0 : row.reduce(0, +)
        #expect(abs(Double(found[Int(y) + a * inner + b]) - wanted) < 1e-4)
      }
    }
  }

  @Test func gatherAndScatter() throws {
    var trial = LaunchCase(seed: 5)
    let (rows, width) = (7, 5)
    let picks: [Float] = [0, 6, 3, -1, 7, 3, 100, 3, 1, 0, 5, 5, 5, 2, 2, 6, 1, 0]
    let table = trial.floats(rows * width)
    let index = trial.append(picks)
    let y = trial.floats(picks.count * width)
    let sums = trial.floats(rows * width)
    func picking(_ table: Int64) -> ff_gather {
      ff_gather(
        table: table, index: index, y: y, rows: Int64(rows), width: Int64(width),
        count: Int64(picks.count))
    }
    trial.launch(.gather(picking(table)))
    let (starts, order) = (trial.floats(rows + 2), trial.floats(picks.count))
    let scatter = ff_scatter(
      table: sums, index: index, y: y, starts: starts, order: order, rows: Int64(rows),
      width: Int64(width), count: Int64(picks.count))
    trial.launch(.sortRows(scatter))
    trial.launch(.scatterAdd(scatter))
    let found = try trial.run(TestDevices.backend())
    var wanted = trial.arena.map(Double.init)
    for i in 0..<rows * width { wanted[Int(sums) + i] = 0 }
    for (n, pick) in picks.enumerated() {
      let row = pick >= 0 && pick < Float(rows) ? Int(pick) : nil
      for c in 0..<width {
        let value = row.map { Double(trial.arena[Int(table) + $0 * width + c]) } ?? 0
        wanted[Int(y) + n * width + c] = value
        if let row { wanted[Int(sums) + row * width + c] += value }
      }
    }
    // The sorted entries are whole numbers of 32 bits.
    for place in Int(starts)..<Int(starts) + rows + 2 { wanted[place] = Double(found[place]) }
    for place in Int(order)..<Int(order) + picks.count { wanted[place] = Double(found[place]) }
    #expect(largestError(found, wanted) < 1e-5)
  }

  /// The same numbers as the kernels that clang compiled: uniform ones to the bit.
  @Test(arguments: [0, 1], [1, 15, 16, 17, 5000])
  func randomNumbers(normal: Int64, count: Int) throws {
    var trial = LaunchCase(seed: 9)
    let seed = trial.append([12345, 678, 9])
    let y = trial.floats(count)
    var p = ff_random(seed: seed, y: y, count: Int64(count), node: 4, normal: normal)
    trial.launch(.random(p))
    let found = try trial.run(TestDevices.backend())
    var wanted = trial.arena
    ff_kernels_best().pointee.random(&wanted, &p, 0, ff_random_items(&p))
    #expect(largestError(found, wanted.map(Double.init)) <= (normal == 0 ? 0 : 1e-5))
    #expect(Set(found[Int(y)..<Int(y) + count]).count > count * 9 / 10)
  }

  /// With what is needed, what the device has, and how much of the work would fit.
  @Test func anArenaLargerThanTheDeviceAllowsIsRefused() throws {
    let backend = try TestDevices.backend()
    let largest = backend.device.largestAllocation
    let lasting = Program.Slot(
      offset: 0, count: largest / 16, firstUse: 0, lastUse: 0, isPersistent: true)
    let program = Program(
      slots: [lasting], arenaCount: largest / 4 + largest / 16 * 3, literals: [], prologue: [],
      step: [])
    #expect { try backend.load(program) } throws: { error in
      guard case .tooLarge(let bytes, let found, let most, _)? = error as? OpenCLError else {
        return false
      }
      let text = "\(error)"
      return bytes == 4 * program.arenaCount && found == 4 * lasting.count && most == largest
        && text.contains("about 50 % of that would fit") && text.contains(backend.device.name)
    }
    let fixed = Program(
      slots: [
        Program.Slot(
          offset: 0, count: largest / 4 + 16, firstUse: 0, lastUse: 0, isPersistent: true)
      ], arenaCount: largest / 4 + 32, literals: [], prologue: [], step: [])
    #expect { try backend.load(fixed) } throws: { "\($0)".contains("inputs alone take") }
  }

  @Test func profileHasATimeForEveryLaunch() throws {
    let kernel = PointwiseSourceTests.kernel(offset: 0)
    let empty = PointwiseSourceTests.kernel(offset: 0, extents: [0, 64])
    let program = Program(
      arenaCount: 2000,
      literals: [Program.Literal(offset: 0, values: [Float](repeating: 1, count: 2000))],
      prologue: [],
      step: [kernel, empty, kernel].map {
        Launch(kernel: .pointwise($0), reads: [], writes: [], label: "trial")
      })
    let loaded = try #require(TestDevices.backend().load(program) as? OpenCLProgram)
    let seconds = try loaded.profileStep()
    #expect(seconds.count == 3 && seconds[1] == 0)
    #expect(seconds.allSatisfy { $0 >= 0 && $0 < 1 })
  }
}
