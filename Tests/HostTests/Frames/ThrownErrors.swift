import ForeframeFrames

/// The frame error that `body` throws; nil if it throws none.
func frameError(_ body: () throws -> Void) -> FrameError? { thrown(body) }

/// The PNG error that `body` throws; nil if it throws none.
func pngError(_ body: () throws -> Void) -> PNGError? { thrown(body) }

private func thrown<Failure: Error>(_ body: () throws -> Void) -> Failure? {
  do {
    try body()
    return nil
  } catch {
    return error as? Failure
  }
}
