import ForeframeOperationTable
import ForeframeGraphCompiler
import ForeframeTensorGraph

/// Runs programs in an arena that is poisoned wherever nothing should be looked at.
///
/// Poison is a NaN with a pattern of its own: a launch that reads it spreads it into the results,
/// and a launch that writes where it should not destroys it.
public struct ProgramGuard {
  /// A memory access that the plan does not know of.
  public enum Violation: Error, CustomStringConvertible {
    case wroteOutside(launch: Int, label: String, offset: Int)

    public var description: String {
      switch self {
      case .wroteOutside(let launch, let label, let offset):
        "launch \(launch) (\(label)) wrote to offset \(offset) outside its slots"
      }
    }
  }

  static let poison = Float(bitPattern: 0x7FC5_A5A5)
  /// Floats after the arena that nobody may touch.
  static let margin = 64

  private let trial: Trial
  private let program: Program

  /// Compiles a trial for a backend.
  public init(_ trial: Trial, compileTarget: CompileTarget) throws {
    self.trial = trial
    var program = ProgramCompiler.compile(trial.graph, for: compileTarget)
    try program.checkInvariants()
    program.arenaCount += Self.margin
    self.program = program
  }

  /// Runs whole programs: poison lies in all memory that is not persistent before the prologue,
  /// and again before every step; what no slot covers must still be poisoned at the end.
  public func snapshots(on backend: any Backend) throws -> [Trial.Snapshot<Float>] {
    let loaded = try backend.load(program)
    var arena = startingArena()
    let isCovered = covered { _ in true }
    let isPersistent = covered(\.isPersistent)
    var snapshots: [Trial.Snapshot<Float>] = []
    for run in 0..<trial.runs {
      for offset in arena.indices where !isPersistent[offset] { arena[offset] = Self.poison }
      putInputs(ofRun: run, &arena)
      try loaded.write(arena)
      if run == 0 || program.changesParameters { try loaded.runPrologue() }
      try loaded.runStep()
      arena = try loaded.read(count: arena.count)
      if let offset = arena.indices.first(where: { !isCovered[$0] && !arena[$0].isPoison }) {
        throw Violation.wroteOutside(launch: -1, label: "program", offset: offset)
      }
      snapshots.append(snapshot(arena))
    }
    return snapshots
  }

  /// Runs one launch after the other, each in an arena of its own that holds nothing but what the
  /// launch says it reads; it may change nothing but what it says it writes.
  public func snapshotsByLaunch(on backend: any Backend) throws -> [Trial.Snapshot<Float>] {
    var arena = startingArena()
    let pieces = try (program.prologue + program.step).map { launch in
      var piece = program
      piece.prologue = []
      piece.step = [launch]
      piece.step[0].follows = false
      return (launch, try backend.load(piece))
    }
    var snapshots: [Trial.Snapshot<Float>] = []
    for run in 0..<trial.runs {
      putInputs(ofRun: run, &arena)
      for (index, (launch, piece)) in pieces.enumerated() {
        let isPrologue = index < program.prologue.count
        if isPrologue && run > 0 && !program.changesParameters { continue }
        for slot in program.slots where slot.firstUse == index && !slot.isPersistent {
          for offset in slot.offset..<(slot.offset + slot.count) { arena[offset] = Self.poison }
        }
        try isolate(launch, index, piece, &arena)
      }
      snapshots.append(snapshot(arena))
    }
    return snapshots
  }

  private func isolate(
    _ launch: Launch, _ index: Int, _ loaded: any LoadedProgram, _ arena: inout [Float]
  ) throws {
    var before = [Float](repeating: Self.poison, count: arena.count)
    for slot in Set(launch.reads + launch.writes).map({ program.slots[$0] }) {
      let range = slot.offset..<(slot.offset + slot.count)
      before.replaceSubrange(range, with: arena[range])
    }
    try loaded.write(before)
    try loaded.runStep()
    let after = try loaded.read(count: arena.count)
    var expected = before
    for slot in launch.writes.map({ program.slots[$0] }) {
      let range = slot.offset..<(slot.offset + slot.count)
      expected.replaceSubrange(range, with: after[range])
      arena.replaceSubrange(range, with: after[range])
    }
    if let offset = zip(expected, after).enumerated()
      .first(where: { $1.0.bitPattern != $1.1.bitPattern })?.offset
    {
      throw Violation.wroteOutside(launch: index, label: launch.label, offset: offset)
    }
  }

  /// Poison everywhere but in literals and parameters.
  private func startingArena() -> [Float] {
    var arena = [Float](repeating: Self.poison, count: program.arenaCount)
    for literal in program.literals { put(literal.values, at: literal.offset, &arena) }
    for (name, binding) in program.parameters {
      put(trial.parameters[name] ?? [], at: binding.offset, &arena)
    }
    return arena
  }

  private func putInputs(ofRun run: Int, _ arena: inout [Float]) {
    let inputs = trial.inputs(ofRun: run)
    for (name, binding) in program.inputs { put(inputs[name] ?? [], at: binding.offset, &arena) }
  }

  private func put(_ values: [Float], at offset: Int, _ arena: inout [Float]) {
    arena.replaceSubrange(offset..<(offset + values.count), with: values)
  }

  /// Which floats belong to slots of a kind.
  private func covered(_ isWanted: (Program.Slot) -> Bool) -> [Bool] {
    var result = [Bool](repeating: false, count: program.arenaCount)
    for slot in program.slots where isWanted(slot) {
      for offset in slot.offset..<(slot.offset + slot.count) { result[offset] = true }
    }
    return result
  }

  private func snapshot(_ arena: [Float]) -> Trial.Snapshot<Float> {
    func values(_ binding: Program.Binding) -> [Float] {
      Array(arena[binding.offset..<(binding.offset + binding.count)])
    }
    return Trial.Snapshot(
      outputs: program.outputs.mapValues(values), parameters: program.parameters.mapValues(values))
  }
}

extension Float {
  fileprivate var isPoison: Bool { bitPattern == ProgramGuard.poison.bitPattern }
}

extension LoadedProgram {
  fileprivate func write(_ arena: [Float]) throws {
    try arena.withUnsafeBufferPointer { try write($0, at: 0) }
  }

  fileprivate func read(count: Int) throws -> [Float] {
    var arena = [Float](repeating: 0, count: count)
    try arena.withUnsafeMutableBufferPointer { try read(into: $0, at: 0) }
    return arena
  }
}
