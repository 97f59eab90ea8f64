import ForeframeFiles

/// Numbers of a training run by step, in `metrics.jsonl` (one object a line) and `metrics.csv`.
public final class MetricsLog {
  /// The columns of the CSV file after `step`.
  public let columns: [String]
  private let lines: LineFile
  private let table: LineFile

  /// Opens the two files in a folder, which is made.
  ///
  /// - Parameters:
  ///   - columns: what the CSV file shows; other values go to the JSON lines only.
  ///   - resumingAfter: keeps what an earlier run wrote up to this step, and drops what it wrote
  ///     beyond; nil starts new files.
  public init(folder: String, columns: [String], resumingAfter: Int? = nil) throws(FileError) {
    try FileSystem.makeDirectories(folder)
    let linesPath = FileSystem.join(folder, "metrics.jsonl")
    let tablePath = FileSystem.join(folder, "metrics.csv")
    if let resumingAfter {
      try LineFile.filter(linesPath) { line in
        guard let values = try? JSON(parsing: line), let step = values["step"]?.int else {
          return false
        }
        // A run that goes on says again why it ends.
        return step <= resumingAfter && values[Self.earlyEnd] == nil
      }
      self.columns = try Self.cutTable(tablePath, columns: columns, after: resumingAfter)
    } else {
      try AtomicFile.write("", to: linesPath)
      try AtomicFile.write(Self.row("step", columns) + "\n", to: tablePath)
      self.columns = columns
    }
    lines = try LineFile(path: linesPath)
    table = try LineFile(path: tablePath)
  }

  /// Adds the values of a step. NaN and infinities become `null`, and `nan` or `inf` in the table.
  public func append(step: Int, _ values: [(name: String, value: JSON)]) throws(FileError) {
    var object = JSONObject()
    object["step"] = JSON(step)
    for (name, value) in values { object[name] = value }
    try lines.append(JSON.object(object).text())
    try table.append(Self.row(String(step), columns.map { Self.cell(object[$0]) }))
  }

  /// The note of a run that ended before its last step.
  public static let earlyEnd = "early_end"

  /// Adds a line of words, to the JSON lines only.
  public func note(step: Int, _ name: String, _ words: String) throws(FileError) {
    var object = JSONObject()
    object["step"] = JSON(step)
    object[name] = .string(words)
    try lines.append(JSON.object(object).text())
  }

  /// Waits until everything is on the disk.
  public func synchronize() throws(FileError) {
    try lines.synchronize()
    try table.synchronize()
  }

  /// Keeps the rows up to a step. New columns come after the old ones.
  private static func cutTable(
    _ path: String, columns: [String], after step: Int
  ) throws(FileError) -> [String] {
    let old = FileSystem.exists(path) ? try LineFile.lines(path) : []
    let header = old.first.map { $0.split(separator: ",").dropFirst().map(String.init) } ?? []
    let all = header + columns.filter { !header.contains($0) }
    let padding = String(repeating: ",", count: all.count - header.count)
    var text = row("step", all) + "\n"
    for line in old.dropFirst() {
      guard let first = line.split(separator: ",").first, let number = Int(first), number <= step
      else { continue }
      text += line + padding + "\n"
    }
    try AtomicFile.write(text, to: path)
    return all
  }

  private static func row(_ step: String, _ cells: [String]) -> String {
    ([step] + cells).joined(separator: ",")
  }

  private static func cell(_ value: JSON?) -> String {
    switch value {
    case nil, .null: return ""
    case .bool(let value): return value ? "true" : "false"
    case .integer(let value): return value.description
    case .number(let value): return value.description
    case .string(let text): return quoted(text)
    case .array, .object: return quoted(value?.text() ?? "")
    }
  }

  /// Quoted where a comma, a quote or a line feed would break the table (RFC 4180).
  private static func quoted(_ text: String) -> String {
    let breaks: Set<UInt8> = [0x0A, 0x0D, 0x22, 0x2C]
    guard text.utf8.contains(where: breaks.contains) else { return text }
    return "\""
      + text.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }
}
