import CForeframeOpenCL

/// Floats in a device's memory.
package struct Buffer: ~Copyable {
  package let count: Int
  let context: Context
  let id: cl_mem

  /// Allocates `count` floats; the content is undefined.
  ///
  /// - Parameter lasting: how many of them hold parameters, inputs and packed weights; for the error.
  /// - Throws: ``OpenCLError/tooLarge(bytes:lasting:largest:device:)`` or
  ///   ``OpenCLError/outOfMemory(bytes:memory:device:)``.
  package init(context: Context, count: Int, lasting: Int? = nil) throws(OpenCLError) {
    let device = context.device
    let (bytes, overflow) = max(count, 1).multipliedReportingOverflow(by: 4)
    guard !overflow, bytes <= device.largestAllocation else {
      throw .tooLarge(
        bytes: overflow ? .max : bytes, lasting: lasting.map { $0 > .max / 4 ? .max : $0 * 4 },
        largest: device.largestAllocation, device: device.summary)
    }
    var code: Int32 = 0
    let made = context.cl.clCreateBuffer(
      context.id, cl_mem_flags(CL_MEM_READ_WRITE), bytes, nil, &code)
    if OpenCLError.isOutOfMemory(code) {
      throw .outOfMemory(bytes: bytes, memory: device.globalMemory, device: device.summary)
    }
    id = try context.made(made, code, "clCreateBuffer")
    self.context = context
    self.count = count
  }

  deinit { report(context.cl.clReleaseMemObject(id), "clReleaseMemObject") }
}
