import ForeframeOperationTable
import Testing

/// Backpropagation through time for every cell and combination of layers.
@Suite struct CellGradientTests {
  @Test(arguments: CellTable.cases)
  func gradientsAgreeWithCentralDifferences(row: OperationCase) {
    let deviation = row.gradientDeviation()
    #expect(deviation.largest <= 1e-6, "\(deviation)")
  }
}
