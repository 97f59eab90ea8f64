extension String {
  /// With a capital at the beginning, as a sentence has it.
  public var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
