import ForeframeGraphCompiler

extension OpenCLDevice {
  /// What a list of devices says of it.
  public var facts: [DeviceFact] {
    [
      DeviceFact("kind", .text(kind.rawValue)), DeviceFact("vendor", .text(vendor)),
      DeviceFact("version", .text(version)), DeviceFact("driver", .text(driver)),
      DeviceFact("compute_units", .number(computeUnits)),
      DeviceFact("memory", .bytes(globalMemory)),
      DeviceFact("local_memory", .bytes(localMemory)),
      DeviceFact("largest_buffer", .bytes(largestAllocation)),
      DeviceFact("float_vector_width", .number(nativeFloatWidth)),
      DeviceFact("largest_work_group", .number(largestGroup)),
      DeviceFact("double_precision", .flag(hasDouble)),
    ]
  }
}
