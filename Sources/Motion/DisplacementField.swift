/// A vector for each pixel, in pixels: along x and along y.
///
/// A field of motion points in the direction of motion, in pixels for each time step: what is at `p` in
/// one frame is at `p + v(p)` in the next. A displacement of a forecast is backward: the forecast at `p`
/// is the last frame at `p + D(p)`.
public struct DisplacementField: Sendable, Hashable {
  public var x: Plane
  public var y: Plane

  /// A field from two planes of one size.
  public init(x: Plane, y: Plane) {
    precondition(x.hasSize(of: y), "a field of planes of two sizes")
    self.x = x
    self.y = y
  }

  /// The same vector everywhere.
  public init(height: Int, width: Int, x: Float = 0, y: Float = 0) {
    self.x = Plane(height: height, width: width, repeating: x)
    self.y = Plane(height: height, width: width, repeating: y)
  }

  public var height: Int { x.height }
  public var width: Int { x.width }

  /// The mean of fields of one size, at least one.
  public static func mean(of fields: some Collection<DisplacementField>) -> DisplacementField {
    DisplacementField(x: .mean(of: fields.map(\.x)), y: .mean(of: fields.map(\.y)))
  }

  /// The same motion for frames of another size.
  func scaled(height newHeight: Int, width newWidth: Int) -> DisplacementField {
    if newHeight == height && newWidth == width { return self }
    func scaled(_ plane: Plane, by factor: Float) -> Plane {
      newHeight <= height && newWidth <= width
        ? plane.reduced(height: newHeight, width: newWidth).map { $0 * factor }
        : plane.resized(height: newHeight, width: newWidth, times: factor)
    }
    return DisplacementField(
      x: scaled(x, by: Float(newWidth) / Float(width)),
      y: scaled(y, by: Float(newHeight) / Float(height)))
  }

  /// The same motion for larger frames, in place of another field.
  func enlarge(to field: inout DisplacementField) {
    x.resize(to: &field.x, times: Float(field.width) / Float(width))
    y.resize(to: &field.y, times: Float(field.height) / Float(height))
  }

  /// The same motion with the opposite sign.
  public static prefix func - (field: DisplacementField) -> DisplacementField {
    DisplacementField(x: field.x.map { -$0 }, y: field.y.map { -$0 })
  }
}
