import ForeframeFiles
import Foundation
import Testing

/// `Scripts/gpu-check.sh`, with a stand-in for the binary that prints what a GPU might give.
@Suite struct GPUCheckTests {
  /// Its self-test finds an error after all has run, bf16 is refused, one kernel is wrong, and the
  /// training of a network dies without a word.
  private static let standIn = """
    #!/bin/bash
    case "$*" in
    --version) echo 0.0.0 ;;
    devices*--self-test*)
      echo '{"devices": [{"self_test": {"trusted": false, "cases": 300, "largest_error": 0.25}}]}'
      echo 'matmul: wrong' >&2
      exit 1 ;;
    devices*)
      cat <<'END'
    {
      "devices": [
        {
          "name": "A GPU",
          "compute_units": 7,
          "precisions": ["fp32", "tf32"],
          "refused": {
            "bf16": "no such instruction"
          }
        }
      ]
    }
    END
      ;;
    *kernels*)
      cat <<'END'
    {
      "ceiling_gflop_per_s": 1000,
      "ceiling_gb_per_s": 100,
      "kernels": [
        {
          "kernel": "convolution",
          "median_s": 0.001,
          "gflop_per_s": 600,
          "gb_per_s": 0,
          "share_of_ceiling": 0.6,
          "largest_error": 1e-6
        },
        {
          "kernel": "matmul",
          "failed": "it is wrong by 0.25"
        }
      ]
    }
    END
      exit 1 ;;
    *train*) exit 139 ;;
    *) echo '{"median_s": 0.0125, "gflop_per_s": 4321}' ;;
    esac
    """

  private func check(_ place: Workplace) throws -> (status: Int32, results: JSON, table: String) {
    let binary = place("stand-in")
    try AtomicFile.write(Self.standIn, to: binary)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: binary)
    let outcome = try Command.shell(
      "bash '\(Command.root)/Scripts/gpu-check.sh' \"$1\" \"$2\"",
      [binary, place("results")],
      environment: ["FOREFRAME_CHECK_NETWORKS": "openstl:1 openstl:16"])
    let text = try FileSystem.readText(place("results/results.json"))
    return (
      outcome.status, try JSON(parsing: text), try FileSystem.readText(place("results/results.md"))
    )
  }

  @Test func whatFailsIsNamedAndKeepsItsDocument() throws {
    let (status, results, table) = try check(Workplace())
    #expect(status == 1)
    let selfTest = results["self-test"]?["devices"]?[0]?["self_test"]
    #expect(selfTest?["cases"]?.int == 300, "a document is kept whatever the exit status")
    #expect(results["openstl-16-train-fp32"]?["failed"]?.int == 139)
    #expect(results["openstl-16-infer-tf32"]?["median_s"]?.double == 0.0125)
    #expect(results["kernels-bf16"] == nil, "not offered")
    let failed = results["failed_steps"]?.array?.compactMap(\.string) ?? []
    #expect(failed.contains("self-test") && failed.contains("openstl-1-train-tf32"))
    #expect(!failed.contains("device") && !failed.contains("openstl-1-infer-fp32"))
    for line in [
      "# A GPU", "self-test: trusted false, 300 cases", "no such instruction",
      "| convolution | fp32 | 1.000 | 600 | 0 | 60 % |",
      "| matmul | tf32 | it is wrong by 0.25 | | | |",
      "| openstl-1-infer | tf32 | 12.50 | 4321 | - | - | - |",
      "| openstl-1-train | fp32 | - | - | - | - | - |", "PyTorch was not measured",
    ] { #expect(table.contains(line), "\(line) in\n\(table)") }
  }

  /// Whatever an earlier check left in the folder.
  @Test func onlyThisRunCounts() throws {
    let place = try Workplace()
    try FileSystem.makeDirectories(place("results"))
    for name in ["torch-openstl-1-infer", "openstl-1-infer-bf16", "broken"] {
      try AtomicFile.write(#"{"median_s": 99"#, to: place("results/\(name).json"))
    }
    let (_, results, table) = try check(place)
    #expect(results["broken"] == nil && results["openstl-1-infer-bf16"] == nil)
    #expect(!table.contains("99000"))
  }
}
