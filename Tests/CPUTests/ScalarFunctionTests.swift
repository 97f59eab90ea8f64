import CForeframeKernels
import ForeframeTensorGraph
import Testing

/// The functions of the graph and those of the interpreter are two lists in one order.
@Suite struct ScalarFunctionTests {
  @Test(arguments: ScalarFunction.allCases)
  func theInterpreterKnowsItByItsCode(function: ScalarFunction) throws {
    let name = try #require(ff_function_name(Int32(function.rawValue)))
    #expect(String(cString: name) == "\(function)")
  }

  @Test func theInterpreterKnowsNoOther() {
    #expect(ff_function_name(Int32(ScalarFunction.allCases.count)) == nil)
  }
}
