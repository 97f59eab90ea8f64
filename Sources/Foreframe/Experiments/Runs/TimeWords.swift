/// Times in words.
public enum TimeWords {
  /// "10 minutes", "1 minute", "0.5 minutes".
  public static func minutes(_ minutes: Double) -> String {
    "\(DecimalText.brief(minutes, 6)) minute\(minutes == 1 ? "" : "s")"
  }
}
