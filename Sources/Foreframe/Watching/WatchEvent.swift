import ForeframeFiles
import ForeframeFrames

/// What happens while a folder is watched.
public enum WatchEvent: Hashable, Sendable {
  /// How the names are understood, when there are some for the first time.
  case understood(String)
  /// A forecast was written; what it says of itself.
  case forecast(JSON)
  /// Another forecaster than before was chosen; why.
  case chosen(String)
  /// The newest frame was forecast from before this process began.
  case isThere(from: String)
  /// Frames are missing before this one: it begins a new sequence.
  case gap(name: String, missing: Int)
  /// A frame came after later ones.
  case late(name: String)
  /// A frame came that stands before all that are remembered.
  case tooLate(name: String)
  /// A frame has the very pixels of the one before it.
  case doubled(name: String, of: String)
  /// Two names are one number or time; the second is left out.
  case sameTime(name: String, other: String)
  /// A frame was written again, with other pixels.
  case rewritten(name: String)
  /// A file is no PNG, and does not change any more.
  case broken(name: String, reason: String)
  /// A name does not go with the others.
  case stray(name: String, reason: String)
  /// A frame has another size, depth or colour type than those before it.
  case otherFormat(name: String, format: String, before: String)
  /// Why there is no forecast from this frame.
  case cannotForecast(from: String, reason: String)
  /// Something could not be written; the last forecast stays.
  case cannotWrite(reason: String)
  /// So many leads cannot be verified for lack of memory.
  case fewerLeads(verified: Int, horizon: Int)
  /// The folder has been removed or renamed.
  case folderGone
  /// It is there again.
  case folderBack
}

extension WatchEvent {
  /// Whether a person should look at it.
  public var isWarning: Bool {
    switch self {
    case .understood, .forecast, .chosen, .isThere, .doubled, .folderBack, .fewerLeads: false
    case .gap, .late, .tooLate, .sameTime, .rewritten, .broken, .stray, .otherFormat,
      .cannotForecast, .cannotWrite, .folderGone:
      true
    }
  }

  /// A sentence for people; nil for a forecast, which is for programs.
  public var message: String? {
    switch self {
    case .forecast: nil
    case .understood(let text): "input: \(text)"
    case .chosen(let sentence): "auto: \(sentence)"
    case .isThere(let from):
      "the forecast from \(from.shown) is there already; waiting for the next frame"
    case .gap(let name, let missing):
      "\(missing) frame\(missing == 1 ? " is" : "s are") missing before \(name.shown), which begins a new "
        + "sequence"
    case .late(let name):
      "\(name.shown) is late: later frames came first; the next forecast takes it into account"
    case .tooLate(let name):
      "\(name.shown) stands before all frames of the last time and is left out; if its numbers have "
        + "begun anew, start the watcher anew in another folder"
    case .doubled(let name, let other):
      "\(name.shown) is doubled: it has the pixels of \(other.shown)"
    case .sameTime(let name, let other):
      "\(name.shown) is doubled: it is the number or time of \(other.shown) again, and is left out"
    case .rewritten(let name): "\(name.shown) was written again, with other pixels"
    case .broken(let name, let reason):
      "\(name.shown) is left out: \(reason); if it is written again, it is read again"
    case .stray(let name, let reason): "\(name.shown) is left out: \(reason)"
    case .otherFormat(let name, let format, let before):
      "\(name.shown) is \(format), but frames before it are \(before); it begins a new sequence"
    case .cannotForecast(let from, let reason): "no forecast from \(from.shown): \(reason)"
    case .cannotWrite(let reason): "\(reason); the last forecast stays as it is"
    case .fewerLeads(let verified, let horizon):
      "of \(horizon) predicted frames, the first \(verified) are verified: for more, frames of this size "
        + "would take too much memory"
    case .folderGone: "the folder is gone; waiting until it is there again"
    case .folderBack: "the folder is there again"
    }
  }
}
