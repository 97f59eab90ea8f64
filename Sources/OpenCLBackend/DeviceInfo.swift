import CForeframeOpenCL

/// Questions to one device.
struct DeviceInfo {
  let library: OpenCLLibrary
  let id: cl_device_id

  func string(_ key: Int32) throws(OpenCLError) -> String {
    try infoString("clGetDeviceInfo") { size, bytes, needed in
      library.cl.clGetDeviceInfo(id, cl_uint(key), size, bytes, needed)
    }
  }

  func value<T: FixedWidthInteger>(_ key: Int32, as type: T.Type) throws(OpenCLError) -> T {
    var value: T = 0
    try OpenCLError.check(
      library.cl.clGetDeviceInfo(id, cl_uint(key), MemoryLayout<T>.size, &value, nil),
      "clGetDeviceInfo")
    return value
  }

  /// Why programs cannot run on the device, if so.
  func obstacle(version: String) throws(OpenCLError) -> String? {
    if try value(CL_DEVICE_AVAILABLE, as: cl_bool.self) == 0 { return "it is not available" }
    if try value(CL_DEVICE_COMPILER_AVAILABLE, as: cl_bool.self) == 0 {
      return "its driver has no compiler"
    }
    if try value(CL_DEVICE_ENDIAN_LITTLE, as: cl_bool.self) == 0 { return "it is big-endian" }
    // "OpenCL <major>.<minor> ..."
    let number = version.split(separator: " ").dropFirst().first ?? ""
    let parts = number.split(separator: ".").compactMap { Int($0) }
    guard parts.count >= 2 else { return "its version '\(version)' makes no sense" }
    return (parts[0], parts[1]) < (1, 2) ? "it has OpenCL \(number); 1.2 is needed" : nil
  }
}
