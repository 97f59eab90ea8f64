import Testing

/// How the names of a folder are made, and so how they should be read: a test folder as a formula.
///
/// `format` has fields in braces: `{Y}{m}{d}` and so on as in patterns, `{n4}` for a counter of four
/// digits, `{n}` for one without padding, `{Y+600}` for a field of the time 600 seconds later.
struct FolderLayout: Sendable, CustomTestStringConvertible {
  enum Step: Sendable {
    case seconds(Int)
    case nanoseconds(Int)
    case months(Int)
  }

  var format: String
  var start = Stamp(2021, 7, 31, 23, 10)
  var step = Step.seconds(300)
  var count = 24
  /// The counter of the first name, and its step.
  var counter = (first: 1, step: 1)
  /// The pattern that is found, where it is not what the format says.
  var given: String?

  var testDescription: String { "\(format) from \(start), \(step)" }

  /// The name of a frame.
  func name(_ index: Int) -> String {
    let stamp: Stamp
    switch step {
    case .seconds(let seconds): stamp = start.adding(seconds: index * seconds)
    case .nanoseconds(let count): stamp = start.adding(nanoseconds: index * count)
    case .months(let months): stamp = start.adding(months: index * months)
    }
    return filled { field in
      let parts = field.split(separator: "+")
      let later = parts.count > 1 ? stamp.adding(seconds: Int(parts[1]) ?? 0) : stamp
      return text(String(parts[0]), later, counter.first + index * counter.step)
    }
  }

  /// The pattern that the format stands for.
  var pattern: String {
    given
      ?? filled { field in
        if field == "n" { return hasTime ? "%01d" : "%d" }
        if field.hasPrefix("n") { return "%0\(field.dropFirst())d" }
        let letters = field.prefix { $0 != "+" }, sign = field.contains("+") ? "%E" : "%"
        return sign + (letters.first == "f" ? "\(letters.dropFirst())f" : letters)
      }
  }

  private var hasTime: Bool { format.replacing("{n", with: "").contains("{") }

  private func filled(_ value: (String) -> String) -> String {
    var text = ""
    for (index, part) in format.split(separator: "{", omittingEmptySubsequences: false).enumerated()
    {
      guard index > 0, let end = part.firstIndex(of: "}") else {
        text += part
        continue
      }
      text += value(String(part[..<end])) + part[part.index(after: end)...]
    }
    return text + ".png"
  }

  private func text(_ field: String, _ stamp: Stamp, _ number: Int) -> String {
    func digits(_ value: Int, _ width: Int) -> String {
      String(repeating: "0", count: max(0, width - String(value).count)) + String(value)
    }
    let months = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September",
      "October", "November", "December",
    ]
    let month = months[stamp.month - 1]
    switch field {
    case "-m": return "\(stamp.month)"
    case "-d": return "\(stamp.day)"
    case "-H": return "\(stamp.hour)"
    case "-I": return "\((stamp.hour + 11) % 12 + 1)"
    case "G": return digits(stamp.week.year, 4)
    case "V": return digits(stamp.week.number, 2)
    case "Y": return digits(stamp.year, 4)
    case "y": return digits(stamp.year % 100, 2)
    case "m": return digits(stamp.month, 2)
    case "d": return digits(stamp.day, 2)
    case "j": return digits(stamp.dayOfYear, 3)
    case "H": return digits(stamp.hour, 2)
    case "I": return digits((stamp.hour + 11) % 12 + 1, 2)
    case "p": return stamp.hour < 12 ? "AM" : "PM"
    case "P": return stamp.hour < 12 ? "am" : "pm"
    case "M": return digits(stamp.minute, 2)
    case "S": return digits(stamp.second, 2)
    case "a": return String(stamp.weekday.prefix(3))
    case "^a": return stamp.weekday.prefix(3).uppercased()
    case "A": return stamp.weekday
    case "b": return String(month.prefix(3))
    case "^b": return month.prefix(3).uppercased()
    case "#b": return month.prefix(3).lowercased()
    case "B": return month
    case "s": return String(stamp.secondsSince1970)
    case "i": return digits(stamp.hour * 60 + stamp.minute, 4)
    case let fraction where fraction.hasPrefix("f"):
      return String(digits(stamp.nanosecond, 9).prefix(Int(fraction.dropFirst()) ?? 9))
    default: return digits(number, Int(field.dropFirst()) ?? 1)
    }
  }

  /// The names of some frames.
  func names(_ range: Range<Int>) -> [String] { range.map(name) }
}
