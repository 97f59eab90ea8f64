extension FrameEncoding {
  /// A prediction as a frame of the same kind as the last input, whose size it has.
  ///
  /// The image's mask says what was predicted. A pixel that it lacks is written as missing: as it
  /// is in the last input if it is missing there too, otherwise by the format's mark (alpha 0, or
  /// the sample that stands for missing pixels); a format without any keeps the last sample. The
  /// alpha of other pixels is copied from the last input, and is full where that was transparent.
  /// A predicted sample that would by chance mark a missing pixel becomes the nearest one that does
  /// not.
  public func decode(_ image: FrameImage, like last: Frame) -> Frame {
    let format = last.format
    precondition(
      image.channels == channels && image.height == format.height && image.width == format.width
        && format.colourType == colourType,
      "a prediction of \(image.size) with \(image.channels) channels for a frame of \(format)")
    let marks = MissingMarks(format: format, noData: noData)
    return colourType == .palette
      ? decodePalette(image, last, marks) : decodePlain(image, last, marks)
  }

  private func decodePlain(
    _ image: FrameImage, _ last: Frame, _ marks: MissingMarks
  ) -> Frame {
    let format = last.format
    var samples = last.samples
    for pixel in 0..<format.pixelCount {
      let start = pixel * format.channels
      if let mask = image.mask, mask[pixel] == 0 {
        if !marks.contains(last.samples, at: start) { marks.mark(&samples, at: start) }
        continue
      }
      for c in 0..<channels {
        samples[start + c] = scaling.sample(
          image.values[pixel * channels + c], maximumSample: format.maximumSample)
      }
      if marks.isEmpty { continue }
      marks.makeOpaque(&samples, at: start, maximum: format.maximumSample)
      if marks.isMark(samples, at: start) {
        let exact = image.values[pixel * channels]
        avoidMark(&samples, start, exact, marks, maximum: format.maximumSample)
      }
    }
    return Frame(format: format, samples: samples)
  }

  /// Moves the first channel to the nearest sample that is no mark.
  private func avoidMark(
    _ samples: inout [UInt16], _ start: Int, _ exact: Float, _ marks: MissingMarks, maximum: Int
  ) {
    let mark = Int(samples[start])
    let isAbove = exact > scaling.value(samples[start])
    let upwards = isAbove == (scaling.maximum > scaling.minimum)
    for distance in 1...max(maximum, 1) {
      for candidate in upwards
        ? [mark + distance, mark - distance] : [mark - distance, mark + distance]
      where (0...maximum).contains(candidate) {
        samples[start] = UInt16(candidate)
        if !marks.isMark(samples, at: start) { return }
      }
    }
    samples[start] = UInt16(mark)
  }

  private func decodePalette(
    _ image: FrameImage, _ last: Frame, _ marks: MissingMarks
  ) -> Frame {
    var nearest = PaletteSearch(palette: last.format.palette, marks: marks)
    var samples = last.samples
    for pixel in samples.indices {
      if let mask = image.mask, mask[pixel] == 0 {
        if !marks.contains(last.samples, at: pixel) { marks.mark(&samples, at: pixel) }
        continue
      }
      let colour = (0..<3).map {
        Int(scaling.sample(image.values[3 * pixel + $0], maximumSample: 255))
      }
      samples[pixel] = nearest.index(colour[0], colour[1], colour[2], preferred: samples[pixel])
    }
    return Frame(format: last.format, samples: samples)
  }
}

/// Finds the palette entry nearest to a colour (squared distance), the first of equals.
private struct PaletteSearch {
  private let palette: [FrameFormat.PaletteEntry]
  private let candidates: [Int]
  /// By colour, 8 bits a channel.
  private var known: [Int: UInt16] = [:]

  init(palette: [FrameFormat.PaletteEntry], marks: MissingMarks) {
    self.palette = palette
    let visible = palette.indices.filter { !marks.isMark([UInt16($0)], at: 0) }
    candidates = visible.isEmpty ? Array(palette.indices) : visible
  }

  /// `preferred` wins against entries as near: a palette may have a colour twice.
  mutating func index(_ red: Int, _ green: Int, _ blue: Int, preferred: UInt16) -> UInt16 {
    let key = red << 16 | green << 8 | blue
    let best = known[key] ?? search(red, green, blue)
    known[key] = best
    let isAsNear =
      distance(Int(preferred), red, green, blue) == distance(Int(best), red, green, blue)
    return isAsNear ? preferred : best
  }

  private func search(_ red: Int, _ green: Int, _ blue: Int) -> UInt16 {
    var best = (entry: 0, distance: Int.max)
    for entry in candidates {
      let distance = distance(entry, red, green, blue)
      if distance < best.distance { best = (entry, distance) }
    }
    return UInt16(best.entry)
  }

  private func distance(_ entry: Int, _ red: Int, _ green: Int, _ blue: Int) -> Int {
    let colour = palette[entry]
    let r = Int(colour.red) - red, g = Int(colour.green) - green, b = Int(colour.blue) - blue
    return r * r + g * g + b * b
  }
}
