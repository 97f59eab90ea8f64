import CForeframeOpenCL

/// An OpenCL context of one device. Everything made from it keeps it alive.
package final class Context {
  package let device: OpenCLDevice
  let id: cl_context
  /// What was built in it so far.
  var built = BuildCount()

  package init(device: OpenCLDevice) throws(OpenCLError) {
    var code: Int32 = 0
    var deviceID: cl_device_id? = device.id
    let made = device.platform.library.cl.clCreateContext(nil, 1, &deviceID, nil, nil, &code)
    try OpenCLError.check(code, "clCreateContext", device: device.summary)
    guard let made else {
      throw .call(function: "clCreateContext", code: CL_INVALID_CONTEXT, device: device.summary)
    }
    self.device = device
    id = made
  }

  var cl: ff_opencl { device.platform.library.cl }

  func check(_ code: Int32, _ function: StaticString) throws(OpenCLError) {
    guard code != CL_SUCCESS else { return }
    throw .call(function: "\(function)", code: code, device: device.summary)
  }

  /// The handle that a creating call returned, or its error.
  func made(
    _ handle: OpaquePointer?, _ code: Int32, _ function: StaticString
  ) throws(OpenCLError) -> OpaquePointer {
    try check(code, function)
    guard let handle else {
      throw .call(function: "\(function)", code: CL_OUT_OF_RESOURCES, device: device.summary)
    }
    return handle
  }

  deinit { report(cl.clReleaseContext(id), "clReleaseContext") }
}
