/// The other times (`%E`) of a pattern. Another one begins where a field comes again, and where a
/// date follows a time of day.
enum OtherTimes {
  static func divide(_ fields: [TimeField]) -> [[TimeField]] {
    fields.reduce(into: []) { times, field in
      if let last = times.last, !last.contains(field),
        field.isClock || !last.contains(where: \.isClock)
      {
        times[times.count - 1].append(field)
      } else {
        times.append([field])
      }
    }
  }
}
