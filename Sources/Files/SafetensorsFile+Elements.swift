extension SafetensorsFile.Tensor {
  /// The elements as 32-bit floats, row by row; `F64` is rounded, other floats are exact.
  /// Integers are refused: their meaning is not that of a weight.
  public func floats() throws(SafetensorsError) -> [Float] {
    switch elementType {
    case .f32:
      return decode(UInt32.self) { Float(bitPattern: $0) }
    case .f64:
      return decode(UInt64.self) { Float(Double(bitPattern: $0)) }
    case .bf16:
      return decode(UInt16.self) { Float(bitPattern: UInt32($0) << 16) }
    case .f16:
      return decode(UInt16.self) { floatFromHalf($0) }
    case .i64, .i32, .i16, .i8, .u64, .u32, .u16, .u8, .bool:
      throw .wrongType(path: path, tensor: name, type: elementType.rawValue)
    }
  }

  /// The elements as whole numbers, row by row; floats are refused.
  public func integers() throws(SafetensorsError) -> [Int64] {
    switch elementType {
    case .i64: return decode(Int64.self) { $0 }
    case .i32: return decode(Int32.self) { Int64($0) }
    case .i16: return decode(Int16.self) { Int64($0) }
    case .i8: return decode(Int8.self) { Int64($0) }
    case .u64: return decode(UInt64.self) { Int64(bitPattern: $0) }
    case .u32: return decode(UInt32.self) { Int64($0) }
    case .u16: return decode(UInt16.self) { Int64($0) }
    case .u8, .bool: return decode(UInt8.self) { Int64($0) }
    case .f64, .f32, .f16, .bf16:
      throw .wrongType(path: path, tensor: name, type: elementType.rawValue)
    }
  }

  /// The elements as stored.
  public func rawBytes() -> [UInt8] { Array(bytes) }

  private func decode<Stored: FixedWidthInteger, Element>(
    _ type: Stored.Type, _ convert: (Stored) -> Element
  ) -> [Element] {
    bytes.withUnsafeBytes { buffer in
      [Element](unsafeUninitializedCapacity: count) { elements, initialized in
        for index in 0..<count {
          let stored = buffer.loadUnaligned(
            fromByteOffset: index * MemoryLayout<Stored>.size, as: Stored.self)
          elements.initializeElement(at: index, to: convert(Stored(littleEndian: stored)))
        }
        initialized = count
      }
    }
  }
}

/// IEEE half precision; written out because `Float16` is not there on every platform.
private func floatFromHalf(_ half: UInt16) -> Float {
  let sign = UInt32(half & 0x8000) << 16
  let exponent = UInt32(half >> 10) & 0x1F
  let fraction = UInt32(half & 0x3FF)
  switch exponent {
  case 0:
    // Subnormal: fraction * 2^-24, exact in 32 bits.
    let magnitude = Float(fraction) * 0x1p-24
    return Float(bitPattern: magnitude.bitPattern | sign)
  case 31:
    return Float(bitPattern: sign | 0x7F80_0000 | fraction << 13)
  default:
    return Float(bitPattern: sign | (exponent + 112) << 23 | fraction << 13)
  }
}
