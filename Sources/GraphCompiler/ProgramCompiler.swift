import CKernels
import TensorGraph

/// Turns a graph into a program: folds, fuses, orders, places, lowers to launches, plans memory.
public enum ProgramCompiler {
  /// Compiles for a device whose kernels are cut as `geometry` says.
  public static func compile(_ graph: Graph, geometry: TileGeometry) -> Program {
    let roles = NodeRoles(graph, geometry)
    let fusion = Fusion(roles)
    var schedule = Schedule(roles, fusion)
    if geometry.family == .gpu && geometry.epilogues != .never {
      schedule.moveBehindProducts(roles, fusion)
    }
    let assigning = Placement(roles, fusion, schedule).assigningUnits
    schedule.moveToEnd(assigning)
    let placement = Placement(roles, fusion, schedule)
    var lowering = Lowering(roles, fusion, schedule, placement, geometry)
    lowering.lowerAll()
    return lowering.program()
  }
}
