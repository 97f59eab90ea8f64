import CForeframeOpenCL

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The OpenCL library of this machine, opened at run time.
///
/// A machine without one is normal: ``shared()`` throws ``OpenCLError/libraryMissing(tried:)``
/// and the caller works on the processor.
public final class OpenCLLibrary: Sendable {
  /// The file that was opened; empty if the functions were in the process already.
  public let path: String
  // Filled once, never changed or freed.
  nonisolated(unsafe) let functions: UnsafePointer<ff_opencl>

  private init(path: String, functions: UnsafePointer<ff_opencl>) {
    self.path = path
    self.functions = functions
  }

  /// The environment variable that names the library to open instead of the usual ones.
  public static let environmentName = "FOREFRAME_OPENCL_LIBRARY"

  private static let opened = Result { () throws(OpenCLError) in
    if let path = getenv(environmentName).map({ String(cString: $0) }) {
      return try open([path])
    }
    // Tools such as Oclgrind preload their own functions.
    if let preloaded = try? open([""]) { return preloaded }
    return try open(usualPaths)
  }

  static let usualPaths = [
    "libOpenCL.so.1", "libOpenCL.so", "/System/Library/Frameworks/OpenCL.framework/OpenCL",
  ]

  /// The library for this process; opened on the first call.
  public static func shared() throws(OpenCLError) -> OpenCLLibrary { try opened.get() }

  /// Opens the first library of a list that is there and complete.
  public static func open(_ paths: [String]) throws(OpenCLError) -> OpenCLLibrary {
    var tried: [String] = []
    for path in paths {
      var reason = [CChar](repeating: 0, count: 256)
      if let functions = ff_opencl_open(path, &reason, reason.count) {
        return OpenCLLibrary(path: path, functions: functions)
      }
      tried.append("\(path): \(text(reason))")
    }
    throw .libraryMissing(tried: tried)
  }

  var cl: ff_opencl { functions.pointee }
}

/// The text of a C string in an array, up to its final zero.
func text(_ bytes: [CChar]) -> String {
  String(decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

/// Says on standard error what a `deinit` cannot throw.
func report(_ code: Int32, _ function: StaticString) {
  guard code != CL_SUCCESS else { return }
  let message = "foreframe: \(function) failed: \(OpenCLError.name(ofCode: code))\n"
  message.withCString { _ = write(STDERR_FILENO, $0, strlen($0)) }
}
