import CForeframeOpenCL

/// An OpenCL implementation installed on this machine.
public struct OpenCLPlatform: @unchecked Sendable {  // A platform id is valid for ever, anywhere.
  public let name: String
  public let vendor: String
  public let version: String
  let library: OpenCLLibrary
  let id: cl_platform_id

  init(library: OpenCLLibrary, id: cl_platform_id) throws(OpenCLError) {
    func string(_ key: Int32) throws(OpenCLError) -> String {
      try infoString("clGetPlatformInfo") { size, bytes, needed in
        library.cl.clGetPlatformInfo(id, cl_uint(key), size, bytes, needed)
      }
    }
    self.library = library
    self.id = id
    name = try string(CL_PLATFORM_NAME)
    vendor = try string(CL_PLATFORM_VENDOR)
    version = try string(CL_PLATFORM_VERSION)
  }

  /// All platforms of a library; none is no error.
  static func all(_ library: OpenCLLibrary) throws(OpenCLError) -> [OpenCLPlatform] {
    var count: cl_uint = 0
    let code = library.cl.clGetPlatformIDs(0, nil, &count)
    // An ICD loader without drivers says so with this code.
    if code == noPlatform || (code == CL_SUCCESS && count == 0) { return [] }
    try OpenCLError.check(code, "clGetPlatformIDs")
    var ids = [cl_platform_id?](repeating: nil, count: Int(count))
    try OpenCLError.check(library.cl.clGetPlatformIDs(count, &ids, nil), "clGetPlatformIDs")
    var platforms: [OpenCLPlatform] = []
    for id in ids {
      if let id { platforms.append(try OpenCLPlatform(library: library, id: id)) }
    }
    return platforms
  }

  private static let noPlatform: Int32 = -1001  // CL_PLATFORM_NOT_FOUND_KHR

  /// The devices of this platform.
  func devices() throws(OpenCLError) -> [OpenCLDevice] {
    var count: cl_uint = 0
    let type = cl_device_type(CL_DEVICE_TYPE_ALL)
    let code = library.cl.clGetDeviceIDs(id, type, 0, nil, &count)
    if code == CL_DEVICE_NOT_FOUND || (code == CL_SUCCESS && count == 0) { return [] }
    try OpenCLError.check(code, "clGetDeviceIDs", device: name)
    var ids = [cl_device_id?](repeating: nil, count: Int(count))
    try OpenCLError.check(
      library.cl.clGetDeviceIDs(id, type, count, &ids, nil), "clGetDeviceIDs", device: name)
    var devices: [OpenCLDevice] = []
    for id in ids {
      if let id { devices.append(try OpenCLDevice(platform: self, id: id)) }
    }
    return devices
  }
}

/// Asks for a text whose length is asked for first.
func infoString(
  _ function: StaticString, device: String? = nil,
  _ ask: (Int, UnsafeMutableRawPointer?, UnsafeMutablePointer<Int>?) -> Int32
) throws(OpenCLError) -> String {
  var size = 0
  try OpenCLError.check(ask(0, nil, &size), function, device: device)
  var bytes = [CChar](repeating: 0, count: size + 1)
  try OpenCLError.check(ask(size, &bytes, nil), function, device: device)
  return text(bytes)
}
