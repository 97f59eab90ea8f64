#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Whether memory of a size can be had, asked before it is taken: an array that finds none ends the
/// program.
public enum Memory {
  /// Less than this is never asked for, in bytes.
  private static let small = 1 << 20

  /// Bytes of the machine, or of the container if that has less.
  public static let total: Int = {
    let pages = sysconf(Int32(_SC_PHYS_PAGES)), size = sysconf(Int32(_SC_PAGESIZE))
    let machine = pages > 0 && size > 0 ? Int(pages).multipliedOrLargest(Int(size)) : Int.max
    return min(machine, containerLimit ?? .max)
  }()

  /// Bytes that could be had now without taking them from other programs, as far as the system says so;
  /// otherwise half of all.
  public static var available: Int {
    var free = total / 2
    if let text = try? FileSystem.readText("/proc/meminfo", limit: 1 << 16),
      let line = text.split(separator: "\n").first(where: { $0.hasPrefix("MemAvailable:") }),
      let kibibytes = Int(line.filter(\.isNumber))
    {
      free = kibibytes.multipliedOrLargest(1024)
    }
    guard let limit = containerLimit else { return free }
    let used = number([
      "/sys/fs/cgroup/memory.current", "/sys/fs/cgroup/memory/memory.usage_in_bytes",
    ])
    return min(free, max(0, limit - (used ?? 0)))
  }

  /// Whether so many bytes can be had now. Nothing is kept, so another thread may still be faster.
  public static func canHold(_ bytes: Int) -> Bool {
    if bytes <= small { return bytes >= 0 }
    guard bytes <= total else { return false }
    // Not `malloc`, whose call an optimiser may leave out if nothing uses the memory.
    let place = mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let place, place != MAP_FAILED else { return false }
    munmap(place, bytes)
    return true
  }

  /// Whether an array of so many elements can be had now.
  public static func canHold<Element>(_ count: Int, of type: Element.Type) -> Bool {
    canHold(count.multipliedOrLargest(MemoryLayout<Element>.stride))
  }

  /// What the control group allows, on Linux.
  private static var containerLimit: Int? {
    number(["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"])
  }

  /// The first number above 0 that one of some files has.
  private static func number(_ paths: [String]) -> Int? {
    for path in paths {
      guard let text = try? FileSystem.readText(path, limit: 64) else { continue }
      if let found = Int(text.filter { !$0.isWhitespace }), found > 0 { return found }
    }
    return nil
  }
}
