import ForeframeFrames

/// The frames of a forecast side by side, small enough for a page, all on one scale of values.
struct ForecastStrips {
  struct Strip {
    var name: String
    /// Of each picture; 0 is the last known frame.
    var leads: [Int]
    var picture: Picture
  }

  struct Section {
    var title: String
    var explanation: String
    var strips: [Strip]
  }

  let sections: [Section]
  let scale: ColourScale
  /// The last known frame, and the same in more pixels.
  let last: FrameImage
  let background: FrameImage
  /// The samples drawn black and white.
  let low: Float
  let high: Float
  /// How many times as large as its pixels a small picture is shown.
  var zoom: Int { max(1, 80 / max(1, cellWidth)) }
  var cellWidth: Int { last.width }

  /// Ten pictures fit side by side on a page.
  private static let largestSide = 100
  private static let backgroundSide = 400
  private static let mostHindcast = 10

  init(
    _ forecaster: any Forecaster, read: [Frame], inputs: Int, horizon: Int, noData: Int?
  ) throws {
    guard let newest = read.last else { throw ForecastError.noFrames }
    let encoding = FrameEncoding(format: newest.format, noData: noData)
    let side = max(
      1,
      (max(newest.format.height, newest.format.width) + Self.largestSide - 1)
        / Self.largestSide)
    func small(_ frames: [Frame]) -> [FrameImage] {
      frames.map { encoding.encode($0).blockMeans(side) }
    }
    let leads = CasePictures.spread(horizon)
    let observed = try ObservedFrames(Array(read.suffix(inputs)), noData: noData).frames
    func forecast(_ forecaster: any Forecaster, _ frames: [Frame], _ leads: [Int]) throws
      -> [FrameImage]
    {
      var shown: [FrameImage] = []
      var lead = 0
      try forecaster.forecast(frames, horizon: leads.last ?? 1, noData: noData) { frame in
        lead += 1
        guard leads.contains(lead) else { return }
        var frame = frame
        // What is never observed is not forecast, either.
        frame.unobserved = newest.unobserved
        shown += small([frame])
      }
      return shown
    }
    let past = small(Array(observed.suffix(CasePictures.mostColumns)))
    let ahead = try forecast(forecaster, observed, leads)
    let sharpened = forecaster.sharpened
    let sharp =
      sharpened.name == forecaster.name ? nil : try forecast(sharpened, observed, leads)
    // The last frames from those before them, as far as there are enough.
    let count = min(
      Hindcast.count(available: read.count, inputs: min(inputs, read.count - 1), horizon: horizon),
      Self.mostHindcast)
    let known = Array(read.dropLast(count))
    let numbers = Array(1...max(1, count))
    let truth = small(Array(read.suffix(count)))
    let hindcast =
      count > 0 && !known.isEmpty
      ? try forecast(
        forecaster, ObservedFrames(Array(known.suffix(inputs)), noData: noData).frames, numbers)
      : []
    let scale = ColourScale(values: past + truth, differences: [])
    self.scale = scale
    last = past[past.count - 1]
    let largest = max(newest.format.height, newest.format.width)
    background = encoding.encode(newest).blockMeans(
      max(1, (largest + Self.backgroundSide - 1) / Self.backgroundSide))
    let range = encoding.scaling.maximum - encoding.scaling.minimum
    low = encoding.scaling.minimum + scale.low * range
    high = encoding.scaling.minimum + scale.high * range

    func strip(_ name: String, _ images: [FrameImage], _ leads: [Int]) -> Strip {
      Strip(name: name, leads: leads, picture: Self.picture(images, scale))
    }
    var sections = [
      Section(
        title: "Forecast",
        explanation: "The last frames that were read, and what is expected after them.",
        strips: [
          strip("input", past, Array((1 - past.count)...0)), strip("forecast", ahead, leads),
        ] + (sharp.map { [strip("sharp", $0, leads)] } ?? []))
    ]
    if !hindcast.isEmpty, let before = known.last {
      let still = [FrameImage](repeating: small([before])[0], count: count)
      sections.append(
        Section(
          title: "The same for frames that are known",
          explanation: "The last frames, forecast from those before them.",
          strips: [
            strip("truth", truth, numbers), strip("persistence", still, numbers),
            strip("forecast", hindcast, numbers),
          ]))
    }
    self.sections = sections
  }

  private static let gap = 3

  private static func picture(_ images: [FrameImage], _ scale: ColourScale) -> Picture {
    let step = images[0].width + gap
    var picture = Picture(
      width: images.count * step - gap, height: images[0].height,
      hasColours: images[0].channels > 1)
    for (column, image) in images.enumerated() {
      picture.draw(image, scale, x: column * step, y: 0)
    }
    return picture
  }
}
