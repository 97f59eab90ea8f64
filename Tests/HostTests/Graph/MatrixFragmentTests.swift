import CForeframeKernels
import ForeframeGraphCompiler
import Testing

/// The index functions of MatrixFragments.h, which the kernels use, against the layout of the
/// instructions as the PTX manual gives it.
@Suite struct MatrixFragmentTests {
  /// "Matrix fragments for mma.m16n8k8" (.tf32) and "mma.m16n8k16" (.bf16): for every number of every
  /// lane, from the low half of its first register on, its row and column.
  struct Manual: Sendable, CustomTestStringConvertible {
    var depth: Int
    var a: [[(row: Int, k: Int)]]
    var b: [[(k: Int, column: Int)]]
    var c: [[(row: Int, column: Int)]]
    var testDescription: String { "m16n8k\(depth)" }

    private init(
      depth: Int, a: (Int, Int) -> [(row: Int, k: Int)], b: (Int, Int) -> [(k: Int, column: Int)]
    ) {
      self.depth = depth
      func lanes<Numbers>(_ numbers: (_ group: Int, _ place: Int) -> Numbers) -> [Numbers] {
        (0..<32).map { numbers($0 >> 2, $0 % 4) }
      }
      self.a = lanes(a)
      self.b = lanes(b)
      c = lanes { group, place in
        [
          (group, place * 2), (group, place * 2 + 1), (group + 8, place * 2),
          (group + 8, place * 2 + 1),
        ]
      }
    }

    static let tf32 = Manual(
      depth: 8,
      a: { group, place in
        [(group, place), (group + 8, place), (group, place + 4), (group + 8, place + 4)]
      },
      b: { group, place in [(place, group), (place + 4, group)] })

    static let bf16 = Manual(
      depth: 16,
      a: { group, place in
        [
          (group, place * 2), (group, place * 2 + 1),
          (group + 8, place * 2), (group + 8, place * 2 + 1),
          (group, place * 2 + 8), (group, place * 2 + 9),
          (group + 8, place * 2 + 8), (group + 8, place * 2 + 9),
        ]
      },
      b: { group, place in
        [
          (place * 2, group), (place * 2 + 1, group), (place * 2 + 8, group),
          (place * 2 + 9, group),
        ]
      })
  }

  static let instructions = [Manual.tf32, .bf16]

  /// How the sum of a product runs, and so how K tiles lie: ``MatrixFragments.h`` says where.
  enum Layout: CaseIterable { case across, along }

  /// A K tile of words in local memory: [row or column][step].
  struct KTile {
    let layout: Layout
    let depth: Int
    let side: Int
    /// The numbers of every word, by quad.
    private var quads: [[[Int]]]

    var pack: Int { depth / 8 }
    var steps: Int { 16 * pack }
    private var line: Int { side / (4 * pack) }

    init(_ numbers: [[Int]], _ layout: Layout, depth: Int) {
      (self.layout, self.depth, side) = (layout, depth, numbers.count)
      quads = [[[Int]]](repeating: [], count: side * 4)
      let pack = pack
      switch layout {
      case .across:
        for (place, row) in numbers.enumerated() {
          for quad in 0..<4 {
            quads[quadAcross(place, quad)] = (0..<4).map { word in
              (0..<pack).map { row[(4 * quad + word) * pack + $0] }
            }
          }
        }
      case .along:
        for step in 0..<steps {
          for quad in 0..<line {
            quads[quadAlong(step, quad)] = (0..<4).map { word in
              (0..<pack).map { numbers[(4 * quad + word) * pack + $0][step] }
            }
          }
        }
      }
      #expect(!quads.contains([]), "two quads share a place")
    }

    func quadAcross(_ place: Int, _ quad: Int) -> Int {
      Int(ff_quad_across(Int32(place), Int32(quad)))
    }
    func quadAlong(_ step: Int, _ quad: Int) -> Int {
      Int(ff_quad_along(Int32(depth), Int32(line), Int32(step), Int32(quad)))
    }

    /// `ldmatrix` of four matrices, as the PTX manual has it: every lane names a row, and gets a word of
    /// each matrix. No bank is asked twice by the eight rows of one.
    func matrices(isTurned: Bool, _ row: (Int) -> Int) -> [[[Int]]] {
      let rows = (0..<32).map(row)
      for matrix in 0..<4 {
        #expect(Set(rows[matrix * 8..<matrix * 8 + 8].map { $0 % 8 }).count == 8)
      }
      return (0..<32).map { lane in
        (0..<4).map { matrix in
          let eight = rows[matrix * 8..<matrix * 8 + 8].map { quads[$0] }
          if !isTurned { return eight[lane / 4][lane % 4] }
          return (0..<2).map { eight[lane % 4 * 2 + $0][lane / 8][lane / 4 % 2] }
        }
      }
    }

    /// A word that is read alone.
    func word(_ step: Int, _ place: Int) -> [Int] { quads[quadAlong(step, place / 4)][place % 4] }

    /// The registers of A, by lane, for the i-th instruction of a K tile over the m-th sixteen rows.
    func rows(from first: Int, _ i: Int, _ m: Int) -> [[[Int]]] {
      let (half, side) = (Int32(i), Int32(m))
      switch (layout, depth) {
      case (.across, _):
        return matrices(isTurned: false) { lane in
          quadAcross(
            first + Int(ff_row_across(Int32(lane), side)),
            Int(ff_row_quad_across(Int32(lane), half)))
        }
      case (.along, 16):
        return matrices(isTurned: true) { lane in
          Int(ff_row_quad_along(Int32(line), Int32(first), Int32(lane), half, side))
        }
      case (.along, _):
        return (0..<32).map { lane in
          (0..<4).map { r in
            word(i * 8 + r / 2 * 4 + lane % 4, first + m * 16 + r % 2 * 8 + lane / 4)
          }
        }
      }
    }

    /// The registers of B for both instructions side by side along columns.
    func columns(from first: Int, _ i: Int) -> [[[Int]]] {
      let half = Int32(i)
      switch (layout, depth) {
      case (.across, _):
        return matrices(isTurned: false) { lane in
          quadAcross(
            first + Int(ff_column_across(Int32(lane))),
            Int(ff_column_quad_across(Int32(lane), half)))
        }
      case (.along, 16):
        return matrices(isTurned: true) { lane in
          quadAlong(
            Int(ff_column_step_along(Int32(lane), half)),
            first / 8 + Int(ff_column_along(Int32(lane))))
        }
      case (.along, _):
        return (0..<32).map { lane in
          (0..<4).map { r in
            word(i * 8 + r % 2 * 4 + lane % 4, first + r / 2 * 8 + lane / 4)
          }
        }
      }
    }

    /// Where a lane's sum is in a block, and which one an element of C is.
    func sum(_ lane: Int, _ row: Int, _ column: Int) -> (row: Int, column: Int) {
      let (lane, row, column) = (Int32(lane), Int32(row), Int32(column))
      return switch layout {
      case .across:
        (Int(ff_sum_row_across(lane, row)), Int(ff_sum_column_across(lane, column)))
      case .along: (Int(ff_sum_row_along(lane, row)), Int(ff_sum_column_along(lane, column)))
      }
    }
    func sumColumn(_ n: Int, _ element: Int) -> Int {
      let (n, element) = (Int32(n), Int32(element))
      return Int(
        layout == .across ? ff_c_sum_column_across(n, element) : ff_c_sum_column_along(n, element))
    }
  }

  /// What the kernel does, with the instructions played by the manual: quads are copied to their places,
  /// every lane names rows and gets its registers, instructions multiply them, every lane keeps its sums.
  /// The block's product must come out.
  @Test(arguments: instructions, Layout.allCases)
  func aBlockIsMultiplied(manual: Manual, layout: Layout) {
    for (side, firstRow, firstColumn) in [(128, 64, 112), (128, 32, 16), (64, 32, 48), (32, 0, 16)]
    {
      let steps = 2 * manual.depth
      // Whole numbers, so that sums are exact.
      let x = (0..<side).map { row in (0..<steps).map { (row * 31 + $0 * 17) % 23 - 11 } }
      let w = (0..<side).map { column in (0..<steps).map { (column * 13 + $0 * 29) % 19 - 9 } }
      let found = product(
        KTile(x, layout, depth: manual.depth), KTile(w, layout, depth: manual.depth), manual,
        firstRow, firstColumn)
      for (at, sum) in found {
        let wanted = (0..<steps).reduce(0) {
          $0 + x[firstRow + at[0]][$1] * w[firstColumn + at[1]][$1]
        }
        #expect(sum == wanted, "row \(at[0]), column \(at[1]) of a tile of \(side)")
      }
      #expect(found.count == Int(MATRIX_ROWS * MATRIX_COLUMNS))
    }
  }

  private func product(
    _ x: KTile, _ w: KTile, _ manual: Manual, _ firstRow: Int, _ firstColumn: Int
  ) -> [[Int]: Int] {
    var found: [[Int]: Int] = [:]
    for i in 0..<2 {
      let right = w.columns(from: firstColumn, i)
      for m in 0..<2 {
        let left = x.rows(from: firstRow, i, m)
        for n in 0..<2 {
          var a = [[Int]](repeating: [Int](repeating: .min, count: manual.depth), count: 16)
          var b = [[Int]](repeating: [Int](repeating: .min, count: 8), count: manual.depth)
          for lane in 0..<32 {
            for (element, at) in manual.a[lane].enumerated() {
              a[at.row][at.k] = left[lane][element / x.pack][element % x.pack]
            }
            for (element, at) in manual.b[lane].enumerated() {
              b[at.k][at.column] = right[lane][2 * n + element / x.pack][element % x.pack]
            }
          }
          for lane in 0..<32 {
            for (element, at) in manual.c[lane].enumerated() {
              let place = x.sum(
                lane, Int(ff_c_sum_row(Int32(m), Int32(element))), x.sumColumn(n, element))
              found[[place.row, place.column], default: 0] += (0..<manual.depth).reduce(0) {
                $0 + a[at.row][$1] * b[$1][at.column]
              }
            }
          }
        }
      }
    }
    return found
  }

  /// To the nearest: ties away from zero in tf32, to even in bf16; beyond the largest number, and
  /// what is no number.
  @Test func operandsAreRounded() {
    let one = Float(1)
    let tie = one + 0x1p-11
    let shortTie = one + 0x1p-8
    let cases: [(Precision, Float, Float)] = [
      (.tf32, tie, one + 0x1p-10), (.tf32, -tie, -one - 0x1p-10), (.tf32, tie.nextDown, one),
      (.tf32, one + 3 * 0x1p-11, one + 0x1p-9), (.tf32, .greatestFiniteMagnitude, .infinity),
      (.tf32, .infinity, .infinity), (.tf32, 0, 0),
      (.bf16, shortTie, one), (.bf16, shortTie.nextUp, one + 0x1p-7),
      (.bf16, one + 3 * 0x1p-8, one + 0x1p-6), (.bf16, .greatestFiniteMagnitude, .infinity),
      (.bf16, -.infinity, -.infinity), (.fp32, tie.nextUp, tie.nextUp),
    ]
    for (precision, given, expected) in cases {
      #expect(precision.rounded(given) == expected, "\(precision) of \(given)")
    }
    for precision in Precision.allCases {
      #expect(precision.rounded(.nan).isNaN)
      #expect(precision.rounded(Float(bitPattern: 0x7FFF_FFFF)).isNaN)
    }
  }
}
