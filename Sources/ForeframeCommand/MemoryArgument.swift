import ArgumentParser

/// A number of bytes: "1500000000", "1500M", "1.5G". K, M and G are 1024 times the one before.
struct MemoryArgument: ExpressibleByArgument, Hashable {
  let bytes: Int

  init?(argument: String) {
    var text = argument.uppercased()
    for ending in ["IB", "B"] where text.hasSuffix(ending) && text.count > ending.count {
      text.removeLast(ending.count)
      break
    }
    var unit = 1.0
    if let letter = text.last, let power = ["K": 10, "M": 20, "G": 30, "T": 40][letter] {
      unit = Double(1 << power)
      text.removeLast()
    }
    guard let number = Double(text), number.isFinite, text.allSatisfy({ $0.isNumber || $0 == "." })
    else { return nil }
    let bytes = number * unit
    guard bytes >= 1, bytes < Double(1 << 62) else { return nil }
    self.bytes = Int(bytes)
  }
}
