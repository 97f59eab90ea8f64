/// A channel of a forecast, one lead after the other.
package protocol PlaneStream {
  /// The next lead.
  mutating func next() -> Plane
}
