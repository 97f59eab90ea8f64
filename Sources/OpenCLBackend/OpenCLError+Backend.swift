import ForeframeGraphCompiler

extension OpenCLError: BackendError {
  public var message: String { description }

  public var isUnavailable: Bool {
    switch self {
    case .libraryMissing, .noDevice, .unsuitable, .tooLarge, .outOfMemory, .build: true
    case .call, .outside: false
    }
  }
}
