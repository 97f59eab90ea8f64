/// Keeps built programs from one start to the next. Nothing here fails: what cannot be read or written
/// is built again.
public protocol ProgramStore: AnyObject {
  /// The binary that was kept for exactly this key.
  func binary(for key: ProgramKey) -> [UInt8]?
  func keep(_ binary: [UInt8], for key: ProgramKey)
  /// Forgets a binary that the driver refused.
  func discard(_ key: ProgramKey)
  /// The first thing that kept a program from being read or written; nil if all went well.
  var problem: String? { get }
}
