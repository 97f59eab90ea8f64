import CForeframeKernels
import ForeframeGraphCompiler
import ForeframeKernelTexts

/// The sizes that kernels are built with for one device.
package struct DeviceTuning: Hashable, Sendable {
  /// Which kernels programs are lowered to.
  package var family: KernelFamily
  /// Lanes of a vector, and the register tile of the convolution.
  package var vector: Int
  package var tileVectors: Int
  package var tilePixels: Int
  package var parallelism: Int
  package var localMemory: Int
  package var pointwise: PointwiseStyle
  /// Options for the device's compiler, besides the sizes. Never anything that relaxes arithmetic.
  package var options: String

  /// - Parameter family: nil for the kernels that the kind of device is for.
  package init(_ device: OpenCLDevice, family wanted: KernelFamily? = nil) {
    family = wanted ?? (device.kind == .gpu && device.fits(.gpu) ? .gpu : .processor)
    localMemory = device.localMemory
    parallelism = device.computeUnits
    let tile: ff_geometry
    if device.kind == .cpu {
      tile = ff_processor_geometry(Int64(device.nativeFloatWidth))
    } else {
      tile = ff_small_geometry()
      // Kernels cut for processors use one lane of a work-group: more of them run at a time.
      if family == .processor { parallelism *= 64 }
    }
    vector = Int(tile.vector)
    (tileVectors, tilePixels) = (Int(tile.tile_vectors), Int(tile.tile_pixels))
    if device.kind == .cpu && family == .processor {
      pointwise = PointwiseStyle(
        widestVector: vector, items: 8 * device.computeUnits, group: 1)
    } else {
      pointwise = PointwiseStyle(
        widestVector: 1, items: 0, group: min(Int(GPU_GROUP), max(1, device.largestGroup)))
    }
    options = "-cl-std=CL1.2"
    if device.hasExactDivision { options += " -cl-fp32-correctly-rounded-divide-sqrt" }
    if !device.hasFusedMultiplyAdd { options += " -DNO_FMA" }
  }

  /// What the compiler of programs needs to know.
  package var compileTarget: CompileTarget {
    CompileTarget(
      vector: vector, tileVectors: tileVectors, tilePixels: tilePixels, parallelism: parallelism,
      family: family, localMemory: localMemory)
  }

  /// All options for a kernel text whose vectors have `vector` lanes.
  func options(vector: Int) -> String {
    "\(options) -DVECTOR=\(vector) -DTILE_VECTORS=\(tileVectors) -DTILE_PIXELS=\(tilePixels)"
  }
}

extension OpenCLDevice {
  /// Whether a family's work-groups fit the device.
  package func fits(_ family: KernelFamily) -> Bool {
    switch family {
    case .processor: true
    case .gpu:
      largestGroup >= Int(GPU_REDUCE_GROUP) && localMemory >= GPUTile.small.localBytes
    }
  }
}
