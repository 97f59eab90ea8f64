/// A backend whose device compiles its kernels from texts, while this program runs.
public protocol KernelBuilder: AnyObject {
  /// Everything that decides what the device's compiler builds from all kernel texts. The result of a
  /// self-test holds for devices with the same key.
  var kernelsKey: ProgramKey { get }
  /// Keeps what was built from one start to the next; nil if that is not for this program to do.
  var programs: (any ProgramStore)? { get }
}
