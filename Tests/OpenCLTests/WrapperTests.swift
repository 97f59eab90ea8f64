import ForeframeOpenCLBackend
import Testing

@Suite struct WrapperTests {
  @Test func missingLibraryIsAnErrorThatNamesWhatWasTried() throws {
    #expect {
      try OpenCLLibrary.open(["/nowhere/libOpenCL.so.1", "libNoSuchOpenCL.so"])
    } throws: { error in
      guard case .libraryMissing(let tried)? = error as? OpenCLError else { return false }
      return tried.count == 2 && "\(error)".contains("/nowhere/libOpenCL.so.1")
    }
  }

  @Test func libraryWithoutOpenCLIsRefused() throws {
    #if canImport(Darwin)
      let other = "/usr/lib/libSystem.B.dylib"
    #else
      let other = "libm.so.6"
    #endif
    #expect {
      try OpenCLLibrary.open([other])
    } throws: { "\($0)".contains("it has no function clGetPlatformIDs") }
  }

  @Test func brokenTextGivesTheBuildLog() throws {
    let context = try Context(device: try TestDevices.device())
    #expect {
      try KernelProgram(
        context: context, name: "broken", sources: ["kernel void f() { no_such_name = 1; }"],
        options: "")
    } throws: { error in
      guard case .build(let program, let log, _, let device)? = error as? OpenCLError else {
        return false
      }
      return program == "broken" && log.contains("no_such_name")
        && device == context.device.summary && "\(error)".contains("CL_BUILD_PROGRAM_FAILURE")
    }
  }

  @Test func missingKernelIsNamed() throws {
    let context = try Context(device: try TestDevices.device())
    let program = try KernelProgram(
      context: context, name: "one", sources: ["kernel void f(global float *a) { a[0] = 1; }"],
      options: "")
    #expect { try KernelHandle(program: program, name: "g") } throws: {
      "\($0)".contains("\"g\"") && "\($0)".contains("CL_INVALID_KERNEL_NAME")
    }
  }

  @Test func argumentsAndQueueWork() throws {
    let context = try Context(device: try TestDevices.device())
    let queue = try Queue(context: context, profiling: true)
    let text = "kernel void f(global float *a, const long at, const float v) { a[at] = v; }"
    let program = try KernelProgram(context: context, name: "f", sources: [text], options: "")
    let kernel = try KernelHandle(program: program, name: "f")
    let buffer = try Buffer(context: context, count: 3)
    try [Float](repeating: 1, count: 3).withUnsafeBufferPointer {
      try queue.write($0, to: buffer, at: 0)
    }
    try kernel.set(0, to: buffer)
    try kernel.set(1, to: Int64(1))
    try kernel.set(2, to: Float(2.5))
    #expect(try kernel.largestGroup() >= 1)
    #expect(try queue.time(kernel, global: 1, local: 1) >= 0)
    var values = [Float](repeating: 0, count: 3)
    try values.withUnsafeMutableBufferPointer { try queue.read(buffer, at: 0, into: $0) }
    #expect(values == [1, 2.5, 1])
    #expect { try kernel.set(7, to: Float(0)) } throws: {
      "\($0)".contains("clSetKernelArg") && "\($0)".contains("CL_INVALID_ARG_INDEX")
    }
  }

  @Test func accessOutsideABufferIsRefused() throws {
    let queue = try Queue(context: try Context(device: try TestDevices.device()))
    let buffer = try Buffer(context: queue.context, count: 4)
    for (offset, count) in [(-1, 1), (0, 5), (4, 1), (3, 2), (Int.max, 1)] {
      var values = [Float](repeating: 0, count: count)
      values.withUnsafeMutableBufferPointer { values in
        _ = #expect(throws: OpenCLError.outside(offset: offset, count: count, arenaCount: 4)) {
          try queue.read(buffer, at: offset, into: values)
        }
      }
    }
  }

  @Test func tooLargeABufferIsRefusedWithSizes() throws {
    let context = try Context(device: try TestDevices.device())
    let bytes = context.device.largestAllocation + 4
    #expect {
      _ = try Buffer(context: context, count: bytes / 4)
    } throws: { error in
      guard case .tooLarge(_, _, let largest, _)? = error as? OpenCLError else { return false }
      return largest == context.device.largestAllocation && "\(error)".contains("iB")
    }
    #expect(throws: OpenCLError.self) { _ = try Buffer(context: context, count: .max) }
  }

  /// Resources that run out when a buffer is first used are memory; later they may be anything.
  @Test func outOfMemoryIsAnErrorWithSizes() {
    func sized(_ code: Int32, isFirstUse: Bool) -> OpenCLError {
      OpenCLError.call(function: "clFinish", code: code, device: "a device").sized(
        bytes: 3 << 30, isFirstUse: isFirstUse, memory: 2 << 30, device: "a device")
    }
    let full = OpenCLError.outOfMemory(bytes: 3 << 30, memory: 2 << 30, device: "a device")
    #expect(sized(-4, isFirstUse: true) == full && sized(-4, isFirstUse: false) == full)
    #expect(sized(-5, isFirstUse: true) == full)
    for (code, isFirstUse) in [(Int32(-5), false), (-54, true), (-54, false)] {
      #expect(sized(code, isFirstUse: isFirstUse) != full)
    }
    #expect("\(full)".contains("3.0 GiB") && "\(full)".contains("2.0 GiB"))
  }

  @Test func codesHaveNames() {
    #expect(OpenCLError.name(ofCode: -5) == "CL_OUT_OF_RESOURCES (-5)")
    #expect(OpenCLError.name(ofCode: -9999) == "unknown error (-9999)")
  }
}
