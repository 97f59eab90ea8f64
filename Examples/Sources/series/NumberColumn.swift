import ArgumentParser
import Foreframe
import Foundation

/// One column of a CSV file.
enum NumberColumn {
  /// The numbers of a column, in the order of the lines; a first line of names is passed over.
  ///
  /// - Parameter column: its name, or its number from 1; nil: the last one.
  static func read(_ path: String, column: String?) throws -> [Double] {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let lines = text.split(whereSeparator: \.isNewline).map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map {
        $0.trimmingCharacters(in: CharacterSet(charactersIn: " \"\t"))
      }
    }
    guard let head = lines.first else { throw ValidationError("\(path) has no lines") }
    let index: Int
    if let column, let found = head.firstIndex(of: column) {
      index = found
    } else if let column {
      guard let number = Int(column), (1...head.count).contains(number) else {
        throw ValidationError(
          "\(path) has no column '\(column)'; it has \(head.joined(separator: ", "))")
      }
      index = number - 1
    } else {
      index = head.count - 1
    }
    var values: [Double] = []
    for (number, fields) in lines.enumerated() where number > 0 || Double(head[index]) != nil {
      guard index < fields.count, let value = Double(fields[index]), value.isFinite else {
        throw ValidationError(
          "\(path), line \(number + 1): column \(index + 1) is no number; remove the line, or fill it"
        )
      }
      values.append(value)
    }
    return values
  }

  /// Twelve years of months with a trend, a season and noise.
  static func made() -> [Double] {
    var random = SeededRandom(seed: 5)
    return (0..<144).map { month in
      let trend = 110 * exp(0.01 * Double(month))
      let season = 1 + 0.2 * sin(2 * .pi * Double(month) / 12)
      return trend * season * (1 + 0.03 * (random.uniform() - 0.5))
    }
  }
}
