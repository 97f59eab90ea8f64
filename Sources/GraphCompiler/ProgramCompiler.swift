import CForeframeKernels
import ForeframeTensorGraph

/// Turns a graph into a program: folds, fuses, orders, places, lowers to launches, plans memory.
public enum ProgramCompiler {
  /// Compiles for a device whose kernels are cut as `compileTarget` says.
  public static func compile(_ graph: Graph, for compileTarget: CompileTarget) -> Program {
    let roles = NodeRoles(graph, compileTarget)
    let fusion = Fusion(roles)
    var schedule = Schedule(roles, fusion)
    if compileTarget.family == .gpu && compileTarget.epilogues != .never {
      schedule.moveBehindProducts(roles, fusion)
    }
    let assigning = Placement(roles, fusion, schedule).assigningUnits
    schedule.moveToEnd(assigning)
    let placement = Placement(roles, fusion, schedule)
    var lowering = Lowering(roles, fusion, schedule, placement, compileTarget)
    lowering.lowerAll()
    return lowering.program()
  }
}
