import CForeframeOpenCL
import ForeframeKernelTexts

/// A kernel text built for one device.
package final class KernelProgram {
  let context: Context
  let id: cl_program
  /// Whether it was built before, by another process or backend.
  package let isFromStore: Bool
  /// Names of its kernels that were asked for.
  private var used: Set<String> = []

  /// Builds `sources` (joined) with compiler `options`, or takes the binary that a store has for them,
  /// unless the driver refuses it. Errors call the program `name`.
  ///
  /// - Throws: ``OpenCLError/build(program:log:code:device:)`` with the compiler's words.
  package init(
    context: Context, name: String, sources: [String], options: String,
    store: (any ProgramStore)? = nil
  ) throws(OpenCLError) {
    self.context = context
    context.built.addProgram()
    let text = sources.joined(separator: "\n")
    let key = ProgramKey(device: context.device, text: text, options: options)
    if let binary = store?.binary(for: key) {
      if let loaded = Self.loaded(binary, options, context) {
        (id, isFromStore) = (loaded, true)
        return
      }
      store?.discard(key)
    }
    isFromStore = false
    id = try Self.built(text, name: name, options, context)
    if let store, let binary = Self.binary(of: id, context) { store.keep(binary, for: key) }
  }

  /// Counts a kernel when it is first asked for.
  func use(_ name: String) {
    if used.insert(name).inserted { context.built.addKernel() }
  }

  private static func built(
    _ text: String, name: String, _ options: String, _ context: Context
  ) throws(OpenCLError) -> cl_program {
    let cl = context.cl
    var code: Int32 = 0
    let made = Array(text.utf8).withUnsafeBytes { bytes in
      var start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
      var length = bytes.count
      return cl.clCreateProgramWithSource(context.id, 1, &start, &length, &code)
    }
    let id = try context.made(made, code, "clCreateProgramWithSource")
    code = build(id, options, context)
    guard code != CL_SUCCESS else { return id }
    let log = try? infoString("clGetProgramBuildInfo") { size, bytes, needed in
      cl.clGetProgramBuildInfo(
        id, context.device.id, cl_program_build_info(CL_PROGRAM_BUILD_LOG), size, bytes, needed)
    }
    release(id, context)
    throw .build(
      program: name, log: log ?? "(the driver gives no log)", code: code,
      device: context.device.summary)
  }

  /// A program from a binary; nil if the driver refuses the binary.
  private static func loaded(
    _ binary: [UInt8], _ options: String, _ context: Context
  ) -> cl_program? {
    var device: cl_device_id? = context.device.id
    var (status, code): (Int32, Int32) = (0, 0)
    let made = binary.withUnsafeBufferPointer { bytes in
      var start = bytes.baseAddress
      var length = bytes.count
      return context.cl.clCreateProgramWithBinary(
        context.id, 1, &device, &length, &start, &status, &code)
    }
    guard let made else { return nil }
    if code == CL_SUCCESS, status == CL_SUCCESS, build(made, options, context) == CL_SUCCESS {
      return made
    }
    release(made, context)
    return nil
  }

  /// The binary that the driver built from the text; nil if the driver does not hand it out.
  private static func binary(of id: cl_program, _ context: Context) -> [UInt8]? {
    let cl = context.cl
    var size = 0
    guard
      cl.clGetProgramInfo(
        id, cl_program_info(CL_PROGRAM_BINARY_SIZES), MemoryLayout<Int>.size, &size, nil)
        == CL_SUCCESS, size > 0
    else { return nil }
    var code: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      buffer.initialize(repeating: 0)
      var start = buffer.baseAddress
      code = cl.clGetProgramInfo(
        id, cl_program_info(CL_PROGRAM_BINARIES), MemoryLayout.size(ofValue: start), &start, nil)
      count = size
    }
    return code == CL_SUCCESS ? bytes : nil
  }

  private static func build(_ id: cl_program, _ options: String, _ context: Context) -> Int32 {
    var device: cl_device_id? = context.device.id
    return context.cl.clBuildProgram(id, 1, &device, options, nil, nil)
  }

  private static func release(_ id: cl_program, _ context: Context) {
    report(context.cl.clReleaseProgram(id), "clReleaseProgram")
  }

  deinit { Self.release(id, context) }
}
