import ForeframeTensorGraph

/// A cell whose maps are convolutions, so that its states are images.
public protocol ConvolutionalCell: Cell {
  /// Registers its parameters in the scope.
  init(_ scope: ParameterScope, _ size: ConvolutionalSize)
}

/// The convolutional cells that a description can name; its raw value is the name.
public enum ConvolutionalCellKind: String, Hashable, Sendable, CaseIterable {
  case convLSTM = "ConvLSTM"
  case peepholeConvLSTM = "PeepholeConvLSTM"
  case convGRU = "ConvGRU"

  /// The cell's type.
  public var type: any ConvolutionalCell.Type {
    switch self {
    case .convLSTM: ConvLSTM.self
    case .peepholeConvLSTM: PeepholeConvLSTM.self
    case .convGRU: ConvGRU.self
    }
  }
}
