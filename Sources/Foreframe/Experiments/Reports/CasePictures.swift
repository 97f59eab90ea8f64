import ForeframeFrames

/// The frames of a case, small enough for a page.
struct CasePictures {
  let choice: CaseChoice
  let name: String
  /// Numbers of the shown inputs (from 1) and of the shown lead times.
  let inputNumbers: [Int]
  let leads: [Int]
  private let frames: [FrameImage]
  private let forecast: [FrameImage]
  private let references: [[FrameImage]]
  private let inputCount: Int

  static let mostColumns = 10
  static let largestSide = 160
  private static let gap = 3

  init(_ choice: CaseChoice, name: String, _ evaluation: Evaluation) throws {
    self.choice = choice
    self.name = name
    let images = try evaluation.pictures(ofCase: choice.index)
    let block = images.frames.first.map {
      max($0.height, $0.width) / Self.largestSide
    }
    let side = max(1, block ?? 1)
    frames = images.frames.map { $0.blockMeans(side) }
    // Nothing is missing in a forecast; what counts is where there is a truth.
    func reduced(_ image: FrameImage) -> FrameImage {
      FrameImage(
        height: image.height, width: image.width, channels: image.channels, values: image.values
      ).blockMeans(side)
    }
    forecast = images.forecast.map(reduced)
    references = images.references.map { $0.map(reduced) }
    inputCount = evaluation.inputs
    inputNumbers = Array((1...inputCount).suffix(Self.mostColumns))
    leads = Self.spread(evaluation.horizon)
  }

  /// At most ``mostColumns`` lead times, the first and the last among them.
  static func spread(_ horizon: Int) -> [Int] {
    if horizon <= mostColumns { return Array(1...horizon) }
    return (0..<mostColumns).map {
      1 + ($0 * (horizon - 1) + (mostColumns - 1) / 2) / (mostColumns - 1)
    }
  }

  /// What is on the scale of values: inputs and truth.
  var values: [FrameImage] { frames }

  /// Prediction minus truth where there is a truth.
  var differences: [Float] {
    zip(forecast, frames[inputCount...]).flatMap { prediction, truth in
      truth.values.indices.compactMap { index in
        if let mask = truth.mask, mask[index / truth.channels] == 0 { return nil }
        return prediction.values[index] - truth.values[index]
      }
    }
  }

  var cellWidth: Int { frames[0].width }
  private var hasColours: Bool { frames[0].channels > 1 }

  func inputs(_ scale: ColourScale) -> Picture {
    strip(inputNumbers.count) { picture, column, x in
      picture.draw(frames[inputNumbers[column] - 1], scale, x: x, y: 0)
    }
  }

  func truth(_ scale: ColourScale) -> Picture {
    strip(leads.count) { picture, column, x in
      picture.draw(frames[inputCount + leads[column] - 1], scale, x: x, y: 0)
    }
  }

  func prediction(_ scale: ColourScale) -> Picture {
    strip(leads.count) { picture, column, x in
      picture.draw(shown(forecast, leads[column]), scale, x: x, y: 0)
    }
  }

  /// What a reference predicts, by its place; the first is the one asked for.
  func reference(_ place: Int, _ scale: ColourScale) -> Picture {
    strip(leads.count) { picture, column, x in
      picture.draw(shown(references[place], leads[column]), scale, x: x, y: 0)
    }
  }

  /// Missing where the truth is: there nothing is scored.
  private func shown(_ forecast: [FrameImage], _ lead: Int) -> FrameImage {
    var image = forecast[lead - 1]
    image.mask = frames[inputCount + lead - 1].mask
    return image
  }

  func difference(_ scale: ColourScale) -> Picture {
    strip(leads.count) { picture, column, x in
      let lead = leads[column] - 1
      picture.draw(forecast[lead], minus: frames[inputCount + lead], scale, x: x, y: 0)
    }
  }

  /// Truth, prediction and difference side by side, time step by time step; the inputs come first.
  /// What is forecast has a dashed border.
  ///
  /// - Parameter frameTime: milliseconds for which a time step is shown.
  func animation(_ scale: ColourScale, frameTime: Int) throws(PNGError) -> String {
    let step = frames[0].width + Self.gap
    let steps = frames.indices.map { timeStep in
      var picture = Picture(
        width: 3 * step - Self.gap, height: frames[0].height, hasColours: hasColours)
      picture.draw(frames[timeStep], scale, x: 0, y: 0)
      if timeStep < inputCount {
        picture.draw(frames[timeStep], scale, x: step, y: 0)
      } else {
        let prediction = shown(forecast, timeStep - inputCount + 1)
        picture.draw(prediction, scale, x: step, y: 0)
        picture.draw(prediction, minus: frames[timeStep], scale, x: 2 * step, y: 0)
      }
      return timeStep < inputCount ? picture.frame : ForecastMark.drawn(on: picture.frame)
    }
    let bytes = try AnimatedPNG.encode(
      steps, delayMilliseconds: frameTime, options: PNGCodec.Options(compression: 9))
    return "data:image/apng;base64," + Base64.encode(bytes)
  }

  private func strip(
    _ count: Int, _ draw: (inout Picture, _ column: Int, _ x: Int) -> Void
  ) -> Picture {
    let step = frames[0].width + Self.gap
    var picture = Picture(
      width: count * step - Self.gap, height: frames[0].height, hasColours: hasColours)
    for column in 0..<count { draw(&picture, column, column * step) }
    return picture
  }
}
