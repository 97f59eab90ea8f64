import CForeframeOpenCL
import ForeframeGraphCompiler

/// A device that an OpenCL platform offers, with the facts that matter here.
public struct OpenCLDevice: @unchecked Sendable {  // A device id is valid for ever, anywhere.
  public let platform: OpenCLPlatform
  public let name: String
  public let vendor: String
  public let kind: DeviceKind
  /// "OpenCL 1.2 ..." as the device says it.
  public let version: String
  public let driver: String
  public let computeUnits: Int
  /// Bytes of memory, of local memory, and of the largest single buffer.
  public let globalMemory: Int
  public let localMemory: Int
  public let largestAllocation: Int
  /// Floats in the widest vector that the hardware has.
  public let nativeFloatWidth: Int
  public let largestGroup: Int
  public let extensions: [String]
  public let hasDouble: Bool
  let hasExactDivision: Bool
  let hasFusedMultiplyAdd: Bool
  /// Why this device cannot be used; nil if it can.
  public let obstacle: String?
  let id: cl_device_id

  init(platform: OpenCLPlatform, id: cl_device_id) throws(OpenCLError) {
    let info = DeviceInfo(library: platform.library, id: id)
    self.platform = platform
    self.id = id
    name = collapsed(try info.string(CL_DEVICE_NAME))
    vendor = try info.string(CL_DEVICE_VENDOR)
    version = try info.string(CL_DEVICE_VERSION)
    driver = try info.string(CL_DRIVER_VERSION)
    kind = DeviceKind(try info.value(CL_DEVICE_TYPE, as: cl_device_type.self))
    computeUnits = max(1, Int(try info.value(CL_DEVICE_MAX_COMPUTE_UNITS, as: cl_uint.self)))
    globalMemory = Int(clamping: try info.value(CL_DEVICE_GLOBAL_MEM_SIZE, as: cl_ulong.self))
    localMemory = Int(clamping: try info.value(CL_DEVICE_LOCAL_MEM_SIZE, as: cl_ulong.self))
    largestAllocation = Int(
      clamping: try info.value(CL_DEVICE_MAX_MEM_ALLOC_SIZE, as: cl_ulong.self))
    nativeFloatWidth = Int(
      try info.value(CL_DEVICE_NATIVE_VECTOR_WIDTH_FLOAT, as: cl_uint.self))
    largestGroup = try info.value(CL_DEVICE_MAX_WORK_GROUP_SIZE, as: Int.self)
    extensions = try info.string(CL_DEVICE_EXTENSIONS).split(separator: " ").map(String.init)
    hasDouble = extensions.contains("cl_khr_fp64")
    let single = try info.value(CL_DEVICE_SINGLE_FP_CONFIG, as: cl_device_fp_config.self)
    hasExactDivision = single & cl_device_fp_config(CL_FP_CORRECTLY_ROUNDED_DIVIDE_SQRT) != 0
    hasFusedMultiplyAdd = single & cl_device_fp_config(CL_FP_FMA) != 0
    obstacle = try info.obstacle(version: version)
  }

  /// "Name (Platform)".
  public var summary: String { "\(name) (\(platform.name))" }
}

extension DeviceKind {
  init(_ type: cl_device_type) {
    func has(_ bit: Int32) -> Bool { type & cl_device_type(bit) != 0 }
    if has(CL_DEVICE_TYPE_GPU) {
      self = .gpu
    } else if has(CL_DEVICE_TYPE_ACCELERATOR) {
      self = .accelerator
    } else if has(CL_DEVICE_TYPE_CPU) {
      self = .cpu
    } else {
      self = .other
    }
  }
}

/// A text without leading, trailing and doubled spaces, which some drivers put into names.
private func collapsed(_ text: String) -> String {
  text.split(separator: " ").joined(separator: " ")
}
