#if os(Linux)
  import Glibc

  /// Is told by Linux (inotify) what changes in a folder.
  ///
  /// Changes that another machine makes on a shared disk are not told, and some may be lost when there
  /// are too many; so a look at the whole folder is asked for every ten seconds as well. A folder that
  /// is removed, renamed or replaced is looked for again under its path.
  public final class NotifiedChanges: FolderChanges {
    private let folder: String
    private let queue: Int32
    private var watch: Int32 = -1
    private var identity: FileIdentity?
    private var lastLook = ContinuousClock.now
    private static let longestWithoutLook = Duration.seconds(10)

    /// Nil if the system has no such thing, or none left to give.
    public init?(_ folder: String) {
      self.folder = folder
      queue = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
      guard queue >= 0 else { return nil }
      guard begin() else {
        close(queue)
        return nil
      }
    }

    deinit { if queue >= 0 { close(queue) } }

    public func wait(atMost time: Duration) -> FolderChange {
      if watch < 0 || identity == nil || current() != identity {
        // Another folder has the path now, or none.
        end()
        if !begin() { PolledChanges.pause(min(time, .milliseconds(200))) }
        return look()
      }
      if lastLook.duration(to: .now) >= Self.longestWithoutLook { return look() }
      var request = pollfd(fd: queue, events: Int16(POLLIN), revents: 0)
      guard poll(&request, 1, PolledChanges.milliseconds(time)) > 0 else { return .nothing }
      return read()
    }

    private func look() -> FolderChange {
      lastLook = .now
      return .anything
    }

    private func current() -> FileIdentity? {
      (try? FileSystem.resolve(folder)).flatMap { FileIdentity($0) }
    }

    private func begin() -> Bool {
      let mask =
        IN_CREATE | IN_CLOSE_WRITE | IN_MOVED_TO | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF
      watch = inotify_add_watch(queue, folder, UInt32(mask) | UInt32(IN_ONLYDIR))
      identity = watch < 0 ? nil : current()
      return watch >= 0
    }

    private func end() {
      if watch >= 0 { inotify_rm_watch(queue, watch) }
      watch = -1
    }

    /// All that was told.
    private func read() -> FolderChange {
      var names: Set<String> = []
      var isAnything = false
      let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 8)
      defer { bytes.deallocate() }
      while true {
        let count = Glibc.read(queue, bytes.baseAddress, bytes.count)
        guard count > 0 else { break }
        var place = 0
        let header = MemoryLayout<inotify_event>.size
        while place + header <= count {
          let event = bytes.loadUnaligned(fromByteOffset: place, as: inotify_event.self)
          let text = bytes[(place + header)..<(place + header + Int(event.len))]
          place += header + Int(event.len)
          // What is still told of a folder that was watched before.
          if event.wd != watch, event.wd >= 0 { continue }
          let gone = UInt32(IN_IGNORED | IN_DELETE_SELF | IN_MOVE_SELF)
          if event.mask & gone != 0 {
            if event.mask & UInt32(IN_IGNORED) != 0 { watch = -1 }
            identity = nil
            isAnything = true
          } else if event.mask & UInt32(IN_Q_OVERFLOW) != 0 {
            isAnything = true
          } else if let name = String(validating: text.prefix { $0 != 0 }, as: UTF8.self),
            !name.isEmpty
          {
            names.insert(name)
          }
        }
      }
      if isAnything { return look() }
      return names.isEmpty ? .nothing : .names(names)
    }
  }
#endif
