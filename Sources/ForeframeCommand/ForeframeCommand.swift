import ArgumentParser
import Foreframe

/// The command line: one verb for each thing to do.
struct ForeframeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "foreframe",
    abstract: "Predicts the next frames of an image sequence, and learns how to.",
    discussion: """
      Results go to stdout, everything else to stderr. Exit status: 0 done, 1 failed, 2 a quality \
      gate was missed, 64 usage, 65 bad data, 66 input missing, 69 device unavailable, 73 and 74 \
      cannot write, 75 interrupted (can be resumed), 78 bad configuration.

      Environment: FOREFRAME_DEVICE and FOREFRAME_THREADS stand for --device and --threads; \
      FOREFRAME_OPENCL_LIBRARY names the OpenCL library to open; FOREFRAME_TUNING is the file that \
      `tune` writes and every command reads, or none; FOREFRAME_CACHE is the folder of built OpenCL \
      kernels and of self-tests' results, or none; NO_COLOR, FORCE_COLOR and TERM=dumb are obeyed. \
      For tests and comparisons: FOREFRAME_ISA, FOREFRAME_KERNELS, FOREFRAME_ATOM, FOREFRAME_EPILOGUES, \
      FOREFRAME_PROGRAMS and FOREFRAME_WINOGRAD, see README.md.

      Completions for bash, zsh and fish: foreframe --generate-completion-script SHELL. Manual \
      pages: make man.

      Examples:
        foreframe predict frames/ -m model.safetensors -o next/
        foreframe evaluate data/ -m model.safetensors --report report/
        foreframe inspect data/
        foreframe devices
      """,
    version: Version.current,
    subcommands: [
      PredictCommand.self, WatchCommand.self, TrainCommand.self, RecipeCommand.self,
      EvaluateCommand.self, CompareCommand.self,
      SynthesizeCommand.self, BenchCommand.self, TuneCommand.self, DevicesCommand.self,
      InspectCommand.self,
    ])
}
