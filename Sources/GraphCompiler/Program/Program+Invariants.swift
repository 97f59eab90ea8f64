extension Program {
  /// A broken promise of a program.
  public enum InvariantViolation: Error, Equatable {
    case overlap(slot: Int, other: Int)
    case unaligned(slot: Int)
    case outsideArena(slot: Int)
    case usedOutsideLife(launch: Int, slot: Int)
    case followsNothing(launch: Int)
    case prologueWritesTemporary(launch: Int, slot: Int)
    case reachesOutside(launch: Int, label: String, first: Int, last: Int)
    case tooWide(launch: Int, views: Int, liveValues: Int)
  }

  /// Checks that no two live slots overlap, that all lie in the arena, that every launch touches only
  /// what is alive, and that pointwise launches are within their bounds.
  public func checkInvariants() throws(InvariantViolation) {
    for (index, slot) in slots.enumerated() {
      if slot.offset % MemoryPlanner.alignment != 0 { throw .unaligned(slot: index) }
      if slot.offset < 0 || slot.offset + slot.count > arenaCount {
        throw .outsideArena(slot: index)
      }
    }
    // By address: only neighbours within the largest reach need comparing.
    let order = slots.indices.sorted { slots[$0].offset < slots[$1].offset }
    var reach = 0
    for (position, index) in order.enumerated() {
      let slot = slots[index]
      if slot.offset < reach {
        for other in order[..<position] {
          let before = slots[other]
          if before.offset + before.count > slot.offset, before.firstUse <= slot.lastUse,
            slot.firstUse <= before.lastUse
          {
            throw .overlap(slot: index, other: other)
          }
        }
      }
      reach = max(reach, slot.offset + slot.count)
    }
    for (index, launch) in (prologue + step).enumerated() {
      for slot in launch.reads + launch.writes
      where index < slots[slot].firstUse || index > slots[slot].lastUse {
        throw .usedOutsideLife(launch: index, slot: slot)
      }
    }
    for (index, launch) in (prologue + step).enumerated() {
      guard case .pointwise(let kernel) = launch.kernel else { continue }
      if !PointwiseKernel.holds(kernel.expression) {
        throw .tooWide(
          launch: index, views: kernel.leaves.count + kernel.results.count,
          liveValues: kernel.expression.liveValues)
      }
    }
    for index in step.indices where step[index].follows {
      guard index > 0, case .winograd = step[index - 1].kernel,
        case .pointwise = step[index].kernel
      else { throw .followsNothing(launch: prologue.count + index) }
      for launch in step[(index - 1)...index] {
        for slot in launch.reads + launch.writes
        where prologue.count + index - 1 < slots[slot].firstUse
          || prologue.count + index > slots[slot].lastUse
        {
          throw .usedOutsideLife(launch: prologue.count + index, slot: slot)
        }
      }
    }
    for (index, launch) in (prologue + step).enumerated() {
      let parts = (launch.reads + launch.writes).map { slots[$0] }
      for range in launch.kernel.footprint
      where !parts.contains(where: {
        $0.offset <= range.lowerBound && range.upperBound <= $0.offset + $0.count
      }) {
        throw .reachesOutside(
          launch: index, label: launch.label, first: range.lowerBound, last: range.upperBound)
      }
    }
    for (index, launch) in prologue.enumerated() {
      // Scratch of the prologue itself may be reused.
      for slot in launch.writes
      where !slots[slot].isPersistent && slots[slot].lastUse >= prologue.count {
        throw .prologueWritesTemporary(launch: index, slot: slot)
      }
    }
  }
}
