import ForeframeTensorGraph

/// The mean of each block of side x side pixels: [N, H, W, C] -> [N, H / side, W / side, C].
func blockMeans(_ x: Tensor, side: Int = 4) -> Tensor {
  let s = x.shape
  return x.reshaped([s[0], s[1] / side, side, s[2] / side, side, s[3]]).mean([2, 4])
    .reshaped([s[0], s[1] / side, s[2] / side, s[3]])
}

/// Each pixel as a block of side x side: [N, h, w, C] -> [N, h side, w side, C].
func blocks(_ x: Tensor, side: Int) -> Tensor {
  let s = x.shape
  return x.reshaped([s[0], s[1], 1, s[2], 1, s[3]])
    .broadcast(to: [s[0], s[1], side, s[2], side, s[3]])
    .reshaped([s[0], s[1] * side, s[2] * side, s[3]])
}

/// An image as bands of detail, which sum up to it: finer than 2 pixels, finer than 4, and the rest.
struct BlockBands {
  let fine: Tensor
  let middle: Tensor
  let coarse: Tensor

  /// - Parameter x: [N, H, W, C], sides multiples of 4.
  init(_ x: Tensor) {
    let halves = blockMeans(x, side: 2)
    let quarters = blockMeans(halves, side: 2)
    fine = x - blocks(halves, side: 2)
    middle = blocks(halves - blocks(quarters, side: 2), side: 2)
    coarse = blocks(quarters, side: 4)
  }
}
