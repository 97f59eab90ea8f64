import ForeframeFiles

/// A textured disc that crosses a scene at constant speed.
struct SceneObject {
  private var path: CameraScene.Path
  private let radius: Double
  private let shade: Double
  private let texture: GradientNoise

  /// Somewhere in the frame at first, of a tenth to a fifth of its shorter side.
  init(width: Int, height: Int, speed: Double, _ random: inout SeededRandom) {
    radius = Double(min(width, height)) * random.uniform(0.1...0.2)
    path = CameraScene.Path(speed: speed, &random)
    path.start = SIMD2(
      random.uniform(0...Double(width)), random.uniform(0...Double(height)))
    shade = random.uniform(0.2...0.8)
    texture = GradientNoise(seed: random.next())
  }

  /// The brightness at a pixel; nil where the object is not.
  func level(x: Double, y: Double, at time: Double) -> Double? {
    let offset = SIMD2(x, y) - path.place(time)
    guard (offset * offset).sum() < radius * radius else { return nil }
    return shade + 0.3 * texture.fractal(offset.x / 9, offset.y / 9, octaves: 3)
  }
}
