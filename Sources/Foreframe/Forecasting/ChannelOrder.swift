/// Takes the channels of images apart, for a network of one channel, and puts them together again.
struct ChannelOrder {
  /// Pixels in an image, and channels in a pixel.
  var pixels: Int
  var channels: Int

  /// [F, P, C] -> [F, C, P]: an image for each channel.
  func imagesOfChannels(_ x: [Float]) -> [Float] { swapped(x, rows: pixels, columns: channels) }

  /// [F, C, P] -> [F, P, C]
  func channelsOfImages(_ x: [Float]) -> [Float] { swapped(x, rows: channels, columns: pixels) }

  private func swapped(_ x: [Float], rows: Int, columns: Int) -> [Float] {
    [Float](unsafeUninitializedCapacity: x.count) { result, count in
      for start in stride(from: 0, to: x.count, by: rows * columns) {
        for row in 0..<rows {
          for column in 0..<columns {
            result[start + column * rows + row] = x[start + row * columns + column]
          }
        }
      }
      count = x.count
    }
  }
}
