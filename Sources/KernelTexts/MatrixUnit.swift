/// A kind of matrix unit: hardware whose instructions multiply small matrices of rounded operands.
///
/// The unit of another vendor is one more case and one more text with the functions that
/// gpu_instruction_matrix.cl asks for. A unit with another layout replaces gpu_instruction_matrix.cl too, and has
/// the functions that gpu_tile.cl asks for.
public enum MatrixUnit: String, Hashable, Sendable, CaseIterable {
  /// NVIDIA's tensor cores, by PTX instructions.
  case ptx
  /// The same arithmetic in plain kernel code, on any device: for tests.
  case software
}
