/// How the samples of one kind of PNG become the channels of a network, and predictions become
/// samples again.
///
/// Grey is one channel, colour three. A palette is predicted as colours and written as its nearest
/// entries. Alpha is not predicted: it is copied from the last input. Pixels are missing where
/// alpha is 0, where the PNG's transparent sample (tRNS) is, and where `noData` is.
public struct FrameEncoding: Sendable, Hashable {
  public let colourType: FrameFormat.ColourType
  public let scaling: SampleScaling
  /// The sample (of a palette: the index; of colours: all three) that marks missing pixels.
  public let noData: UInt16?

  /// The encoding of a format. By default 0 is 0 and the largest sample is 1; for a palette the
  /// largest part of a colour, 255.
  public init(format: FrameFormat, scaling: SampleScaling? = nil, noData: Int? = nil) {
    colourType = format.colourType
    let depth = format.colourType == .palette ? 8 : format.bitDepth
    self.scaling = scaling ?? SampleScaling(bitDepth: depth)
    self.noData = noData.flatMap(UInt16.init(exactly:))
  }

  /// Channels of the network: 1 or 3.
  public var channels: Int {
    switch colourType {
    case .grey, .greyAlpha: 1
    case .rgb, .rgba, .palette: 3
    }
  }

  /// The frame as a network sees it. Its colour type must be the encoding's.
  public func encode(_ frame: Frame) -> FrameImage {
    precondition(frame.format.colourType == colourType, "\(frame.format) is not \(colourType)")
    let format = frame.format
    let values =
      colourType == .palette ? paletteValues(frame) : plainValues(frame, stride: format.channels)
    var image = FrameImage(
      height: format.height, width: format.width, channels: channels, values: values)
    guard let missing = missing(in: frame) else { return image }
    // What a mask calls unobserved has a sample all the same, which stays.
    let marks = MissingMarks(format: format, noData: noData)
    for pixel in missing.indices where missing[pixel] {
      if frame.unobserved != nil, !marks.contains(frame.samples, at: pixel * format.channels) {
        continue
      }
      for c in 0..<channels { image.values[pixel * channels + c] = scaling.fill }
    }
    image.mask = missing.map { $0 ? 0 : 1 }
    return image
  }

  /// Which pixels of a frame are missing, `[height, width]`; nil if none.
  public func missing(in frame: Frame) -> [Bool]? {
    let marks = MissingMarks(format: frame.format, noData: noData)
    guard !marks.isEmpty else {
      return frame.unobserved.flatMap { $0.contains(true) ? $0 : nil }
    }
    let stride = frame.format.channels
    var any = false
    let flags = (0..<frame.format.pixelCount).map { pixel in
      let isMissing =
        marks.contains(frame.samples, at: pixel * stride) || frame.unobserved?[pixel] ?? false
      any = any || isMissing
      return isMissing
    }
    return any ? flags : nil
  }

  private func plainValues(_ frame: Frame, stride: Int) -> [Float] {
    if stride == channels { return frame.samples.map { scaling.value($0) } }
    return [Float](unsafeUninitializedCapacity: frame.format.pixelCount * channels) {
      values, count in
      for pixel in 0..<frame.format.pixelCount {
        for c in 0..<channels {
          values[pixel * channels + c] = scaling.value(frame.samples[pixel * stride + c])
        }
      }
      count = frame.format.pixelCount * channels
    }
  }

  private func paletteValues(_ frame: Frame) -> [Float] {
    let colours = frame.format.palette.map { entry in
      [entry.red, entry.green, entry.blue].map { scaling.value(UInt16($0)) }
    }
    return frame.samples.flatMap { colours[Int($0)] }
  }
}

/// How a format marks missing pixels.
struct MissingMarks {
  private let alphaChannel: Int?
  private let colourChannels: Int
  private let samples: [[UInt16]]

  init(format: FrameFormat, noData: UInt16?) {
    alphaChannel = format.colourType.hasAlpha ? format.channels - 1 : nil
    let colours = format.colourType.hasAlpha ? format.channels - 1 : format.channels
    colourChannels = colours
    var samples = noData.map { [[UInt16](repeating: $0, count: colours)] } ?? []
    switch format.transparency {
    case .none: break
    case .sample(let values): samples.append(values)
    case .palette(let alpha):
      samples += alpha.indices.filter { alpha[$0] == 0 }.map { [UInt16($0)] }
    }
    self.samples = samples
  }

  var isEmpty: Bool { alphaChannel == nil && samples.isEmpty }

  /// Whether the pixel whose samples begin at `start` is missing.
  func contains(_ frame: [UInt16], at start: Int) -> Bool {
    if let alphaChannel, frame[start + alphaChannel] == 0 { return true }
    return isMark(frame, at: start)
  }

  /// Whether the colour (without alpha) marks a missing pixel.
  func isMark(_ frame: [UInt16], at start: Int) -> Bool {
    samples.contains { mark in
      (0..<colourChannels).allSatisfy { frame[start + $0] == mark[$0] }
    }
  }

  /// Marks a pixel as missing, if the format can.
  func mark(_ frame: inout [UInt16], at start: Int) {
    if let alphaChannel {
      frame[start + alphaChannel] = 0
    } else if let mark = samples.first {
      for channel in 0..<colourChannels { frame[start + channel] = mark[channel] }
    }
  }

  /// Gives a pixel of alpha 0 the largest.
  func makeOpaque(_ frame: inout [UInt16], at start: Int, maximum: Int) {
    guard let alphaChannel, frame[start + alphaChannel] == 0 else { return }
    frame[start + alphaChannel] = UInt16(maximum)
  }
}
