import ForeframeFiles

extension FrameSequence {
  /// Reads a frame.
  public func read(
    _ index: Int, limits: ImageLimits = .standard
  ) throws(FrameError) -> Frame {
    let path = path(index)
    let frame = try wrappingPNG { () throws(PNGError) in
      try PNGCodec.read(path: path, limits: limits)
    }
    return try mask?.applied(to: frame, name: names[index]) ?? frame
  }

  /// Reads some frames, all of them by default, and checks that they fit together.
  public func readAll(
    _ range: Range<Int>? = nil, limits: ImageLimits = .standard
  ) throws(FrameError) -> [Frame] {
    var frames: [Frame] = []
    let range = range ?? 0..<count
    for index in range {
      let frame = try read(index, limits: limits)
      if let first = frames.first {
        try check(frame.format, of: index, against: first.format, of: range.lowerBound)
      }
      frames.append(frame)
    }
    return frames
  }

  /// The format of a frame, from its header.
  public func format(
    of index: Int, limits: ImageLimits = .standard
  ) throws(FrameError) -> FrameFormat {
    let path = path(index)
    return try wrappingPNG { () throws(PNGError) in
      try PNGCodec.readFormat(path: path, limits: limits)
    }
  }

  /// The format of the sequence (the last frame's), after a look at the header of every frame.
  @discardableResult
  public func checkFormats(limits: ImageLimits = .standard) throws(FrameError) -> FrameFormat {
    let first = try format(of: 0, limits: limits)
    var last = first
    for index in names.indices.dropFirst() {
      last = try format(of: index, limits: limits)
      try check(last, of: index, against: first, of: 0)
    }
    return last
  }

  /// Throws unless the sequence has so many frames.
  public func require(_ needed: Int) throws(FrameError) {
    guard count >= needed else {
      throw .tooFewFrames(path: folder, found: count, needed: needed)
    }
  }

  /// Throws unless two frames of the sequence, by their formats and numbers, can follow each other.
  public func check(
    _ format: FrameFormat, of index: Int, against other: FrameFormat, of otherIndex: Int
  ) throws(FrameError) {
    guard format.isCompatible(with: other) else {
      throw .mixedFormats(
        first: path(otherIndex), format: other, other: path(index), otherFormat: format)
    }
  }
}

extension FrameFormat {
  /// Whether frames of both can follow each other: same size, depth and colour type. Palettes and
  /// transparent values may change from frame to frame.
  public func isCompatible(with other: FrameFormat) -> Bool {
    width == other.width && height == other.height && colourType == other.colourType
      && bitDepth == other.bitDepth
  }
}
