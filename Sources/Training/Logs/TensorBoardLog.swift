import ForeframeFiles

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Writes a TensorBoard event file: scalars and images by step.
///
/// A run that goes on writes a further file; TensorBoard joins the files of a folder, and drops
/// what an earlier one says about the steps that are done again.
public final class TensorBoardLog {
  private let file: AppendFile
  private let clock: () -> Double

  /// Opens a new event file in a folder, which is made.
  ///
  /// - Parameters:
  ///   - resumingAfter: the last step of the checkpoint that training goes on from; nil at the
  ///     start.
  ///   - clock: seconds since 1970.
  public init(
    folder: String, resumingAfter: Int? = nil, clock: @escaping () -> Double = wallClock
  ) throws(FileError) {
    try FileSystem.makeDirectories(folder)
    self.clock = clock
    // TensorBoard reads the files of a folder in the order of their names.
    let second = Int(clock())
    var number = 0
    var path: String
    repeat {
      path = FileSystem.join(folder, "events.out.tfevents.\(second).foreframe.\(number)")
      number += 1
    } while FileSystem.exists(path)
    file = try AppendFile(path: path)

    var version = event(step: nil)
    version.add(3, string: "brain.Event:2")
    try write(version)
    if let resumingAfter {
      var session = ProtobufMessage()
      session.add(1, integer: 1)
      var start = event(step: resumingAfter + 1)
      start.add(7, message: session)
      try write(start)
    }
  }

  /// Where the events go.
  public var path: String { file.path }

  /// Adds values of one step; tags with a common part before a `/` are shown together.
  public func add(_ scalars: [(tag: String, value: Double)], step: Int) throws(FileError) {
    var summary = ProtobufMessage()
    for (tag, scalar) in scalars {
      var value = ProtobufMessage()
      value.add(1, string: tag)
      value.add(2, float: Float(scalar))
      summary.add(1, message: value)
    }
    try write(summary, step: step)
  }

  /// Adds a PNG file as an image of `channels` (1 grey, 2 grey + alpha, 3 RGB, 4 RGBA).
  public func add(
    image png: [UInt8], tag: String, width: Int, height: Int, channels: Int, step: Int
  ) throws(FileError) {
    var image = ProtobufMessage()
    image.add(1, integer: Int64(height))
    image.add(2, integer: Int64(width))
    image.add(3, integer: Int64(channels))
    image.add(4, bytes: png)
    var value = ProtobufMessage()
    value.add(1, string: tag)
    value.add(4, message: image)
    var summary = ProtobufMessage()
    summary.add(1, message: value)
    try write(summary, step: step)
  }

  /// Waits until everything is on the disk.
  public func synchronize() throws(FileError) {
    try file.synchronize()
  }

  private func event(step: Int?) -> ProtobufMessage {
    var event = ProtobufMessage()
    event.add(1, double: clock())
    if let step { event.add(2, integer: Int64(step)) }
    return event
  }

  private func write(_ summary: ProtobufMessage, step: Int) throws(FileError) {
    var event = event(step: step)
    event.add(5, message: summary)
    try write(event)
  }

  /// One record: length, its checksum, content, its checksum.
  private func write(_ event: ProtobufMessage) throws(FileError) {
    let length = littleEndian(UInt64(event.bytes.count))
    var record = length
    record += littleEndian(CRC32C.masked(length))
    record += event.bytes
    record += littleEndian(CRC32C.masked(event.bytes))
    try file.append(record)
  }
}

/// Seconds since 1970.
public func wallClock() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_REALTIME, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}
