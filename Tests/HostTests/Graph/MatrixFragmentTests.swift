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

  /// Who holds a number, for the instruction in software.
  @Test(arguments: instructions)
  func placesAreTheManuals(manual: Manual) {
    let depth = Int32(manual.depth)
    for lane in 0..<32 {
      for (element, at) in manual.a[lane].enumerated() {
        #expect(ff_a_lane(depth, Int32(at.row), Int32(at.k)) == lane)
        #expect(ff_a_element(depth, Int32(at.row), Int32(at.k)) == element)
      }
      for (element, at) in manual.b[lane].enumerated() {
        #expect(ff_b_lane(depth, Int32(at.k), Int32(at.column)) == lane)
        #expect(ff_b_element(depth, Int32(at.k)) == element)
      }
      for (element, at) in manual.c[lane].enumerated() {
        #expect(ff_c_row(Int32(lane), Int32(element)) == at.row)
        #expect(ff_c_column(Int32(lane), Int32(element)) == at.column)
      }
    }
  }

  /// What the kernel does, with the instruction played by the manual: every lane reads its numbers, four
  /// instructions multiply them, every lane keeps its sums. The block's product must come out, for
  /// every step of the K tile.
  @Test(arguments: instructions)
  func aBlockIsMultiplied(manual: Manual) {
    let depth = manual.depth
    // Numbers in a register, and in a word of a K tile: neighbouring steps.
    let pack = depth / 8
    let (rows, columns) = (Int(MATRIX_ROWS), Int(MATRIX_COLUMNS))
    // Whole numbers, so that sums are exact.
    let x = (0..<depth).map { k in (0..<rows).map { ($0 * 31 + k * 17) % 23 - 11 } }
    let w = (0..<depth).map { k in (0..<columns).map { ($0 * 13 + k * 29) % 19 - 9 } }
    var found = [[Int]](repeating: [Int](repeating: .min, count: columns), count: rows)
    for m in 0..<2 {
      for n in 0..<2 {
        var a = [[Int]](repeating: [Int](repeating: .min, count: depth), count: 16)
        var b = [[Int]](repeating: [Int](repeating: .min, count: 8), count: depth)
        for lane in 0..<32 {
          for (element, at) in manual.a[lane].enumerated() {
            let register = Int32(element / pack)
            let line = ff_read_line(Int32(depth), Int32(lane), ff_a_read(register))
            let row = ff_read_row(Int32(lane)) + ff_a_row(Int32(m), register)
            a[at.row][at.k] = x[Int(line) * pack + element % pack][Int(row)]
          }
          for (element, at) in manual.b[lane].enumerated() {
            let line = ff_read_line(Int32(depth), Int32(lane), Int32(element / pack))
            let column = Int(ff_read_column(Int32(lane))) + n
            b[at.k][at.column] = w[Int(line) * pack + element % pack][column]
          }
        }
        for lane in 0..<32 {
          for (element, at) in manual.c[lane].enumerated() {
            let row = ff_sum_row(Int32(lane)) + ff_c_sum_row(Int32(m), Int32(element))
            let column = ff_sum_column(Int32(lane)) + ff_c_sum_column(Int32(n), Int32(element))
            found[Int(row)][Int(column)] = (0..<depth).reduce(0) { sum, k in
              sum + a[at.row][k] * b[k][at.column]
            }
          }
        }
      }
    }
    for row in 0..<rows {
      for column in 0..<columns {
        let wanted = (0..<depth).reduce(0) { $0 + x[$1][row] * w[$1][column] }
        #expect(found[row][column] == wanted, "row \(row), column \(column)")
      }
    }
  }

  /// Of what a lane reads at once, 8 lanes take four rows each, 16 lanes two columns each: together
  /// all 32 banks of local memory, in every tile. Lines are a quad apart for each number in a word.
  @Test(arguments: GPUTile.allCases, [8, 16] as [Int32])
  func noBankIsAskedTwice(tile: GPUTile, depth: Int32) {
    for read in 0..<MATRIX_READS { noBankIsAskedTwice(tile, depth, read) }
  }

  private func noBankIsAskedTwice(_ tile: GPUTile, _ depth: Int32, _ read: Int32) {
    let line = tile.rawValue + Int(depth / 8) * 4
    func banks(_ lanes: Range<Int32>, _ first: (Int32) -> Int32, _ width: Int) -> Set<Int> {
      Set(
        lanes.flatMap { lane in
          (0..<width).map {
            (Int(ff_read_line(depth, lane, read)) * line + Int(first(lane)) + $0) % 32
          }
        })
    }
    for start in stride(from: Int32(0), to: 32, by: 8) {
      #expect(banks(start..<start + 8, ff_read_row, 4).count == 32)
    }
    for start in stride(from: Int32(0), to: 32, by: 16) {
      #expect(banks(start..<start + 16, ff_read_column, 2).count == 32)
    }
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
