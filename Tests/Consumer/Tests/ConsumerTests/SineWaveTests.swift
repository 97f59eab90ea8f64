import Files
import Foreframe
import Foundation
import Testing

/// The example of the library's documentation.
@Suite struct SineWaveTests {
  @Test func anLSTMLearnsASineWaveAndIsLoadedAgain() throws {
    func wave(_ time: Int) -> Float { Float(sin(Double(time) * .pi / 6)) }
    let task = NextValue()
    try Place.withTemporaryFolder { folder in
      let path = folder + "/sine.safetensors"
      let losses = try task.train(on: wave, steps: 80, savedAs: path)
      #expect(losses[79] < losses[0] / 10, "\(losses[0]) to \(losses[79])")

      let times = (0..<task.timeSteps).flatMap { time in (0..<task.count).map { time + 5 * $0 } }
      let next = try task.predictions(ofNetworkAt: path, after: times.map(wave))
      // The first values of a series do not say yet where in a wave they are.
      let errors = zip(next, times).dropFirst(12 * task.count).map { abs($0 - wave($1 + 1)) }
      #expect(try #require(errors.max()) < 0.3)
    }
  }
}
