/// Gives a smooth forecast the values of a sharp frame: the smooth one says where, the sharp one how much.
public enum RankMatching {
  /// `smooth` with the values that `frame` has inside of the mask, given out in the order of the smooth
  /// values; of equal ones the first gets the smaller. Outside of the mask as before.
  public static func matched(_ smooth: Plane, to frame: Plane, mask: Plane) -> Plane {
    precondition(smooth.hasSize(of: frame) && smooth.hasSize(of: mask), "planes of two sizes")
    let places = mask.values.indices.filter { mask.values[$0] > 0 }
    let values = places.map { frame.values[$0] }.sorted()
    let order = places.sorted {
      (smooth.values[$0], $0) < (smooth.values[$1], $1)
    }
    var result = smooth
    for (place, value) in zip(order, values) { result.values[place] = value }
    return result
  }
}
