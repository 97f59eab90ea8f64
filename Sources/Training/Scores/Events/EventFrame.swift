/// Where the events of a frame are: `[height, width, channels]`.
struct EventFrame {
  let isEvent: [Bool]

  /// - Parameter mask: `[height, width]`; what is missing there is no event. Nil: everything counts.
  init(
    _ values: UnsafeBufferPointer<Float>, threshold: Float, rule: EventRule,
    mask: UnsafeBufferPointer<Float>?, channels: Int
  ) {
    isEvent = [Bool](unsafeUninitializedCapacity: values.count) { events, count in
      for index in values.indices {
        events[index] = rule.isEvent(values[index], threshold)
      }
      count = values.count
      guard let mask else { return }
      for pixel in mask.indices where mask[pixel] == 0 {
        for channel in 0..<channels { events[pixel * channels + channel] = false }
      }
    }
  }

  /// Counts of all values.
  ///
  /// - Parameters:
  ///   - counted: pixels that count; nil: all of them.
  ///   - compared: pixels with an event at most where this is not zero; nil: everywhere.
  static func counts(
    predicted: EventFrame, observed: EventFrame, counted: UnsafeBufferPointer<Float>?,
    compared: UnsafeBufferPointer<Float>?, channels: Int
  ) -> Contingency {
    var counts = SIMD4<Int>.zero
    predicted.isEvent.withUnsafeBufferPointer { predicted in
      observed.isEvent.withUnsafeBufferPointer { observed in
        for index in predicted.indices {
          if let counted, counted[index / channels] == 0 { continue }
          var place = (predicted[index] ? 1 : 0) + (observed[index] ? 2 : 0)
          if let compared, compared[index / channels] == 0 { place = 0 }
          counts[place] += 1
        }
      }
    }
    return Contingency(
      hits: counts[3], falseAlarms: counts[1], misses: counts[2], correctNegatives: counts[0])
  }

  /// For each channel the counts of events in windows, of pixels where `mask` is not zero.
  func windowCounts(
    height: Int, width: Int, channels: Int, mask: UnsafeBufferPointer<Float>?
  ) -> [WindowCounts] {
    isEvent.withUnsafeBufferPointer { isEvent in
      (0..<channels).map { channel in
        WindowCounts(height: height, width: width) { pixel in
          isEvent[pixel * channels + channel] && (mask.map { $0[pixel] != 0 } ?? true)
        }
      }
    }
  }
}
