import COpenCL

/// A kernel text built for one device.
package final class KernelProgram {
  let context: Context
  let id: cl_program

  /// Builds `sources` (joined) with compiler `options`; `name` says what it is in errors.
  ///
  /// - Throws: ``OpenCLError/build(program:log:code:device:)`` with the compiler's words.
  package init(
    context: Context, name: String, sources: [String], options: String
  ) throws(OpenCLError) {
    let cl = context.cl
    let text = Array(sources.joined(separator: "\n").utf8)
    var code: Int32 = 0
    let made = text.withUnsafeBytes { bytes in
      var start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
      var length = bytes.count
      return cl.clCreateProgramWithSource(context.id, 1, &start, &length, &code)
    }
    self.context = context
    id = try context.made(made, code, "clCreateProgramWithSource")
    var device: cl_device_id? = context.device.id
    code = cl.clBuildProgram(id, 1, &device, options, nil, nil)
    guard code != CL_SUCCESS else { return }
    let log = try? infoString("clGetProgramBuildInfo") { size, bytes, needed in
      cl.clGetProgramBuildInfo(
        id, context.device.id, cl_program_build_info(CL_PROGRAM_BUILD_LOG), size, bytes, needed)
    }
    throw .build(
      program: name, log: log ?? "(the driver gives no log)", code: code,
      device: context.device.summary)
  }

  deinit { report(context.cl.clReleaseProgram(id), "clReleaseProgram") }
}
