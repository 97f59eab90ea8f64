import ForeframeFiles

/// What ``ModelDescription`` asks of the payload of each of its cases. The file that declares the
/// payload declares the network too.
protocol ArchitectureDescription: FrameNetwork {
  static var architecture: ModelDescription.Architecture { get }
  /// Keys in files and recipes besides `architecture`, in the order in which they are written.
  static var keys: [String] { get }
  var frames: FrameInterface { get set }
  /// Layers that each time step goes through.
  var layerCount: Int { get }
  /// The case that holds it.
  var model: ModelDescription { get }
  /// The values of ``keys``, in any order.
  var values: JSONObject { get }
  /// Reads what ``values`` writes; keys that are left out have their defaults.
  init(_ reader: DescriptionReader) throws(DescriptionError)
  /// What people want to know of it at a glance, besides its frames.
  var facts: [(key: String, value: JSON)] { get }
}
