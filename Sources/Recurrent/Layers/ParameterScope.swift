import ForeframeTensorGraph

/// A parameter's name, shape and start, and whether training changes it.
public struct ParameterSpecification: Hashable, Sendable {
  public var name: String
  public var shape: Shape
  public var initialiser: Initialiser
  /// Whether it stays as it starts: a frozen embedding, a reservoir. It is kept in files with the
  /// others, but has no gradient, and the optimiser keeps nothing for it.
  public var isFixed: Bool

  public init(name: String, shape: Shape, initialiser: Initialiser, isFixed: Bool = false) {
    self.name = name
    self.shape = shape
    self.initialiser = initialiser
    self.isFixed = isFixed
  }
}

/// Hands out a network's parameters under dotted names, and remembers them in order.
public final class ParameterScope {
  /// Everything handed out, in order of construction; shared by all scopes of one network.
  public final class Registry {
    public fileprivate(set) var specifications: [ParameterSpecification] = []
    fileprivate var names: Set<String> = []
  }

  public let builder: GraphBuilder
  public let registry: Registry
  let prefix: String
  private let isFixed: Bool

  /// The outermost scope of a network.
  public convenience init(_ builder: GraphBuilder) {
    self.init(builder, Registry(), prefix: "", isFixed: false)
  }

  private init(_ builder: GraphBuilder, _ registry: Registry, prefix: String, isFixed: Bool) {
    self.builder = builder
    self.registry = registry
    self.prefix = prefix
    self.isFixed = isFixed
  }

  /// A scope whose names begin with `name.`.
  public func scope(_ name: String) -> ParameterScope {
    ParameterScope(builder, registry, prefix: prefix + name + ".", isFixed: isFixed)
  }

  /// This scope for parameters that training leaves as they are. A layer or a cell that is built
  /// with it is fixed as a whole.
  public var fixed: ParameterScope {
    ParameterScope(builder, registry, prefix: prefix, isFixed: true)
  }

  /// A parameter; asked for again, the same one, trained or fixed as it was first asked for.
  public func parameter(_ name: String, _ shape: Shape, _ initialiser: Initialiser) -> Tensor {
    let full = prefix + name
    if registry.names.insert(full).inserted {
      registry.specifications.append(
        ParameterSpecification(
          name: full, shape: shape, initialiser: initialiser, isFixed: isFixed))
    }
    return builder.parameter(full, shape)
  }
}
