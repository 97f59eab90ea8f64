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
      schedule.moveAfterProducts(roles, fusion)
    }
    let assignments = InPlaceAssignments(roles, fusion, schedule)
    schedule.moveToEnd(assignments.units(in: schedule))
    let placement = Placement(roles, fusion, schedule, assignments)
    var lowering = Lowering(roles, fusion, schedule, placement, compileTarget)
    lowering.lowerAll()
    return lowering.program()
  }
}
