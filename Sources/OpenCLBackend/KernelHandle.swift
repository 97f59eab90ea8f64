import CForeframeOpenCL

/// One kernel of a built program, with its own arguments.
package final class KernelHandle {
  let program: KernelProgram
  let id: cl_kernel

  package init(program: KernelProgram, name: String) throws(OpenCLError) {
    var code: Int32 = 0
    let made = program.context.cl.clCreateKernel(program.id, name, &code)
    if code == CL_INVALID_KERNEL_NAME {
      throw .call(
        function: "clCreateKernel(\"\(name)\")", code: code, device: program.context.device.summary)
    }
    self.program = program
    id = try program.context.made(made, code, "clCreateKernel")
    program.use(name)
  }

  /// Sets an argument to a buffer.
  package func set(_ index: Int, to buffer: borrowing Buffer) throws(OpenCLError) {
    var memory: cl_mem? = buffer.id
    let size = MemoryLayout<cl_mem?>.size
    try program.context.check(
      program.context.cl.clSetKernelArg(id, cl_uint(index), size, &memory), "clSetKernelArg")
  }

  /// Sets an argument to a number or a plain structure.
  package func set<Value: BitwiseCopyable>(_ index: Int, to value: Value) throws(OpenCLError) {
    let code = withUnsafeBytes(of: value) { bytes in
      program.context.cl.clSetKernelArg(id, cl_uint(index), bytes.count, bytes.baseAddress)
    }
    try program.context.check(code, "clSetKernelArg")
  }

  /// Work-items that a group of this kernel can have on its device.
  package func largestGroup() throws(OpenCLError) -> Int {
    var size = 0
    let code = program.context.cl.clGetKernelWorkGroupInfo(
      id, program.context.device.id, cl_kernel_work_group_info(CL_KERNEL_WORK_GROUP_SIZE),
      MemoryLayout<Int>.size, &size, nil)
    try program.context.check(code, "clGetKernelWorkGroupInfo")
    return size
  }

  deinit { report(program.context.cl.clReleaseKernel(id), "clReleaseKernel") }
}
