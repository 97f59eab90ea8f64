import ForeframeTensorGraph

extension Lowering {
  /// Lifetimes, addresses, and the finished launches.
  func program() -> Program {
    let launches = prologue + step
    var slots = placement.drafts
    slots[zeroPage.slot].count = zeroCount
    if let scratch { slots[scratch.slot].count = scratch.count }
    let last = launches.count
    let follows = launches.indices.map { index in
      index > prologue.count && launches[index].follows(launches[index - 1])
        && !launches[index].writes.contains { slots[$0.slot].isPersistent }
    }
    var uses = slots.map { _ in (first: Int.max, last: -1) }
    for (index, launch) in launches.enumerated() {
      // Launches that run together need their memory together.
      let first = follows[index] ? index - 1 : index
      let last = index + 1 < follows.count && follows[index + 1] ? index + 1 : index
      for location in launch.reads + launch.writes {
        let use = uses[location.slot]
        uses[location.slot] = (min(use.first, first), max(use.last, last))
      }
    }
    for output in graph.outputs {
      if let slot = binding(output.node)?.slot {
        uses[slot] = (min(uses[slot].first, last), last)
      }
    }
    // What the prologue makes for itself alone, such as filters before they are packed.
    let made = Set(prologue.flatMap { $0.writes.map(\.slot) })
    for slot in made where uses[slot].last < prologue.count { slots[slot].isPersistent = false }
    for index in slots.indices {
      if slots[index].isPersistent { uses[index] = (0, last) }
      // Never used, such as sums that are never in memory: keeps an empty life, and no memory.
      if uses[index].last < 0 {
        uses[index] = (last, last)
        slots[index].count = 1
      }
    }
    let owner = overwritten(launches, follows, slots, &uses)

    var needs: [MemoryPlanner.Need] = []
    var needOf = [Int](repeating: -1, count: slots.count)
    for index in slots.indices where owner[index] == index {
      needOf[index] = needs.count
      needs.append(
        MemoryPlanner.Need(
          count: slots[index].count, first: uses[index].first, last: uses[index].last))
    }
    let plan = MemoryPlanner(needs)
    let at = Addresses(offsets: owner.map { plan.offsets[needOf[$0]] })
    let finished = launches.indices.map { index in
      let launch = launches[index]
      return Launch(
        kernel: launch.make(at), reads: launch.reads.map { needOf[owner[$0.slot]] },
        writes: launch.writes.map { needOf[owner[$0.slot]] }, label: launch.label,
        follows: follows[index])
    }
    var program = Program(
      slots: needs.indices.map { index in
        Program.Slot(
          offset: plan.offsets[index], count: needs[index].count, firstUse: needs[index].first,
          lastUse: needs[index].last, isPersistent: false)
      },
      arenaCount: plan.arenaCount,
      literals: literals.map { Program.Literal(offset: at.offsets[$0.slot], values: $0.values) },
      prologue: Array(finished[..<prologue.count]), step: Array(finished[prologue.count...]),
      parameters: [:], inputs: [:], outputs: [:], changesParameters: !graph.assignments.isEmpty)
    for index in slots.indices where slots[index].isPersistent {
      program.slots[needOf[index]].isPersistent = true
    }
    program.literals.append(
      Program.Literal(
        offset: at.offsets[zeroPage.slot], values: [Float](repeating: 0, count: zeroCount)))
    bind(at, &program)
    return program
  }

  private func bind(_ at: Addresses, _ program: inout Program) {
    for (id, node) in graph.nodes.enumerated() {
      guard let home = placement.home[id] else { continue }
      let binding = Program.Binding(offset: Int(at[home]), shape: node.shape)
      switch node.op {
      case .parameter(let name): program.parameters[name] = binding
      case .input(let name): program.inputs[name] = binding
      case .constant, .literal, .pointwise, .reduce, .matmul, .convolution,
        .transposedConvolution, .filterGradient, .reshape, .barrier, .permute, .broadcast, .slice,
        .concat, .gather, .scatterAdd, .warp, .transposedWarp, .displacementGradient, .random:
        break
      }
    }
    for output in graph.outputs {
      if let location = binding(output.node) {
        program.outputs[output.name] = Program.Binding(
          offset: Int(at[location]), shape: graph.nodes[output.node].shape)
      }
    }
  }

  /// Lets a pointwise launch write over a tensor that it reads for the last time: gates turn into
  /// their gradients in place. Returns, for every slot, the slot whose memory it uses.
  private func overwritten(
    _ launches: [PendingLaunch], _ follows: [Bool], _ slots: [Placement.Draft],
    _ uses: inout [(first: Int, last: Int)]
  ) -> [Int] {
    var owner = Array(slots.indices)
    func resolve(_ slot: Int) -> Int {
      var slot = slot
      while owner[slot] != slot { slot = owner[slot] }
      return slot
    }
    for (index, launch) in launches.enumerated() where launch.isPointwise {
      // What the convolution reads around a pixel must stay, and starts to live with it.
      let start = follows[index] ? index - 1 : index
      let around = launch.readsAround + (follows[index] ? launches[index - 1].reads : [])
      let kept = around.map { resolve($0.slot) }
      for written in Set(launch.writes.map(\.slot)).sorted() {
        guard !slots[written].isPersistent, resolve(written) == written,
          uses[written].first == start, !launch.reads.contains(where: { $0.slot == written })
        else { continue }
        let targets = launch.writes.filter { $0.slot == written }
        let candidate = Set(launch.reads.map(\.slot)).sorted().first { read in
          let base = resolve(read)
          guard !slots[base].isPersistent, uses[base].last == index, base != written,
            !kept.contains(base),
            slots[base].count == slots[written].count
          else { return false }
          // Everything seen of that memory in this launch must lie exactly under a result.
          let sources = launch.reads.filter { resolve($0.slot) == base }
          let others = launch.writes.contains { resolve($0.slot) == base }
          return !others
            && sources.allSatisfy { source in
              targets.contains { $0.offset == source.offset && $0.strides == source.strides }
            }
        }
        if let candidate {
          let base = resolve(candidate)
          owner[written] = base
          uses[base].last = max(uses[base].last, uses[written].last)
        }
      }
    }
    return owner.indices.map(resolve)
  }
}
