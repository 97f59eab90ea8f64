/// The version of this program and library.
public enum Version {
  /// By semantic versioning.
  public static let current = "0.1.0"
}
