import ForeframeTensorGraph

/// How a parameter starts.
public enum Initialiser: Hashable, Sendable {
  case zeros
  case ones
  /// Uniform in ±bound.
  case uniform(bound: Float)
  /// Zeros but for one of several equal parts along the last axis (a forget gate's bias).
  case part(Int, of: Int, value: Float)
}

/// A parameter's name, shape and start.
public struct ParameterSpecification: Hashable, Sendable {
  public var name: String
  public var shape: Shape
  public var initialiser: Initialiser
}

/// Hands out a network's parameters under dotted names, and remembers them in order.
public final class ParameterScope {
  /// Everything handed out, in order of construction; shared by all scopes of one network.
  public final class Registry {
    public fileprivate(set) var specifications: [ParameterSpecification] = []
  }

  public let builder: GraphBuilder
  public let registry: Registry
  let prefix: String

  /// The outermost scope of a network.
  public convenience init(_ builder: GraphBuilder) {
    self.init(builder, Registry(), prefix: "")
  }

  private init(_ builder: GraphBuilder, _ registry: Registry, prefix: String) {
    self.builder = builder
    self.registry = registry
    self.prefix = prefix
  }

  /// A scope whose names begin with `name.`.
  public func scope(_ name: String) -> ParameterScope {
    ParameterScope(builder, registry, prefix: prefix + name + ".")
  }

  /// A parameter; asked for again, the same one.
  public func parameter(_ name: String, _ shape: Shape, _ initialiser: Initialiser) -> Tensor {
    let full = prefix + name
    if !registry.specifications.contains(where: { $0.name == full }) {
      registry.specifications.append(
        ParameterSpecification(name: full, shape: shape, initialiser: initialiser))
    }
    return builder.parameter(full, shape)
  }
}
