import CForeframeOpenCL

/// An in-order command queue.
package final class Queue {
  package let context: Context
  let id: cl_command_queue
  private var unwaited = 0

  /// - Parameter profiling: whether ``time(_:global:local:)`` may be asked.
  package init(context: Context, profiling: Bool = false) throws(OpenCLError) {
    var code: Int32 = 0
    let properties = profiling ? cl_command_queue_properties(CL_QUEUE_PROFILING_ENABLE) : 0
    let made = context.cl.clCreateCommandQueue(context.id, context.device.id, properties, &code)
    id = try context.made(made, code, "clCreateCommandQueue")
    self.context = context
  }

  /// Enqueues a kernel over `global` work-items in groups of `local`, which divides it.
  package func run(_ kernel: KernelHandle, global: Int, local: Int) throws(OpenCLError) {
    try enqueue(kernel, global: global, local: local, event: nil)
    unwaited += 1
    // Hand over work early, and never let an unread loop fill the driver's memory.
    if unwaited % Queue.flushInterval == 0 { try flush() }
    if unwaited >= Queue.waitInterval { try finish() }
  }

  private static let flushInterval = 64
  private static let waitInterval = 16384

  private func enqueue(
    _ kernel: KernelHandle, global: Int, local: Int, event: UnsafeMutablePointer<cl_event?>?
  ) throws(OpenCLError) {
    var global = global
    var local = local
    try context.check(
      context.cl.clEnqueueNDRangeKernel(id, kernel.id, 1, nil, &global, &local, 0, nil, event),
      "clEnqueueNDRangeKernel")
  }

  /// Runs a kernel alone and returns the seconds that the device took, by its own clock.
  package func time(
    _ kernel: KernelHandle, global: Int, local: Int
  ) throws(OpenCLError) -> Double {
    var event: cl_event?
    try enqueue(kernel, global: global, local: local, event: &event)
    defer { report(context.cl.clReleaseEvent(event), "clReleaseEvent") }
    try finish()
    func nanoseconds(_ key: Int32) throws(OpenCLError) -> cl_ulong {
      var value: cl_ulong = 0
      try context.check(
        context.cl.clGetEventProfilingInfo(event, cl_profiling_info(key), 8, &value, nil),
        "clGetEventProfilingInfo")
      return value
    }
    let start = try nanoseconds(CL_PROFILING_COMMAND_START)
    let end = try nanoseconds(CL_PROFILING_COMMAND_END)
    return end > start ? Double(end - start) * 1e-9 : 0
  }

  /// Copies floats into a buffer, after everything enqueued before.
  package func write(
    _ values: UnsafeBufferPointer<Float>, to buffer: borrowing Buffer, at offset: Int
  ) throws(OpenCLError) {
    try requireInside(buffer, offset, values.count)
    guard let start = values.baseAddress, !values.isEmpty else { return }
    unwaited = 0
    try context.check(
      context.cl.clEnqueueWriteBuffer(
        id, buffer.id, cl_bool(CL_TRUE), offset * 4, values.count * 4, start, 0, nil, nil),
      "clEnqueueWriteBuffer")
  }

  /// Copies floats out of a buffer, after everything enqueued before.
  package func read(
    _ buffer: borrowing Buffer, at offset: Int, into values: UnsafeMutableBufferPointer<Float>
  ) throws(OpenCLError) {
    try requireInside(buffer, offset, values.count)
    guard let start = values.baseAddress, !values.isEmpty else { return }
    unwaited = 0
    try context.check(
      context.cl.clEnqueueReadBuffer(
        id, buffer.id, cl_bool(CL_TRUE), offset * 4, values.count * 4, start, 0, nil, nil),
      "clEnqueueReadBuffer")
  }

  /// Copies an array into a buffer.
  package func write(
    _ values: [Float], to buffer: borrowing Buffer, at offset: Int
  ) throws(OpenCLError) {
    let copied = values.withUnsafeBufferPointer { values in
      Result { () throws(OpenCLError) in try write(values, to: buffer, at: offset) }
    }
    try copied.get()
  }

  /// All of a buffer.
  package func floats(_ buffer: borrowing Buffer) throws(OpenCLError) -> [Float] {
    var values = [Float](repeating: 0, count: buffer.count)
    let copied = values.withUnsafeMutableBufferPointer { values in
      Result { () throws(OpenCLError) in try read(buffer, at: 0, into: values) }
    }
    try copied.get()
    return values
  }

  private func requireInside(
    _ buffer: borrowing Buffer, _ offset: Int, _ count: Int
  ) throws(OpenCLError) {
    guard offset >= 0, count <= buffer.count, offset <= buffer.count - count else {
      throw .outside(offset: offset, count: count, arenaCount: buffer.count)
    }
  }

  /// Lets the device start on what was enqueued.
  package func flush() throws(OpenCLError) { try context.check(context.cl.clFlush(id), "clFlush") }

  /// Waits for everything enqueued.
  package func finish() throws(OpenCLError) {
    unwaited = 0
    try context.check(context.cl.clFinish(id), "clFinish")
  }

  deinit { report(context.cl.clReleaseCommandQueue(id), "clReleaseCommandQueue") }
}
