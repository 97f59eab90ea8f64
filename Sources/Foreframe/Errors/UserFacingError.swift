/// An error that knows what to tell the user and how a command ends because of it.
public protocol UserFacingError: Error {
  /// One sentence that names the file, the option or the call.
  var message: String { get }
  var exitStatus: ExitStatus { get }
}

/// Something that could not be written: the error of a file's reader, said of an output.
///
/// The same system call fails for an input that is missing and for an output that is refused; only
/// the caller knows which it was. See ``writing(_:)``.
public struct OutputError: UserFacingError {
  /// What failed below.
  public var underlying: any Error

  public init(_ underlying: any Error) { self.underlying = underlying }

  public var message: String { UserError(underlying).message }

  public var exitStatus: ExitStatus {
    guard let file = UserError.fileError(in: underlying) else {
      return UserError(underlying).exitStatus
    }
    if file.isDiskFull { return .inputOutput }
    switch file {
    case .system("open", _, _), .system("mkdir", _, _), .system("mkdtemp", _, _),
      .system("rename", _, _), .system("remove", _, _), .system("opendir", _, _), .notAFile:
      return .cannotCreate
    // What an earlier run wrote, and this one cannot go on with.
    case .tooLarge, .lineTooLong, .notText: return .badData
    default: return .inputOutput
    }
  }
}

/// Runs what writes files; its errors become ``OutputError``.
public func writing<Result>(_ body: () throws -> Result) throws(OutputError) -> Result {
  do { return try body() } catch let error as OutputError { throw error } catch {
    throw OutputError(error)
  }
}
