/// Where a sequence is cut for hindcasts: forecasts of frames that are known, from those before them.
struct HindcastPlan: Hashable {
  struct Cut: Hashable {
    /// What is read.
    var known: Range<Int>
    /// Frames that are forecast and compared.
    var leads: Int
  }

  /// In the order in which they are worth most: if time runs out, the last ones are left out.
  let cuts: [Cut]

  /// - Parameters:
  ///   - count: frames that are known.
  ///   - inputs: frames that a forecast reads at most.
  ///   - horizon: frames that are wanted.
  init(count: Int, inputs: Int, horizon: Int) {
    // Motion needs two frames, and the truth one.
    let distances = count < 3 ? [] : Array(1...count - 2)
    let chosen = distances.count < 6 ? distances.reversed() : [4, 8, 2, 6, 1, 10]
    cuts = chosen.filter { $0 <= count - 2 }.map { distance in
      let end = count - distance
      return Cut(known: max(0, end - inputs)..<end, leads: min(distance, horizon))
    }
  }
}
