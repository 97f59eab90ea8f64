import ArgumentParser
import ExampleSupport
import Foreframe
import Foundation

/// Learns a text character by character, and writes more of it.
@main struct CharacterText: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "character-text", abstract: "Learn a text character by character, and write.")

  @Argument(help: "A text in UTF-8. Without one, sentences are made up.")
  var file: String?
  @Flag(help: "Read capitals as small letters.") var lower = false
  @Option(help: "Cell: \(DenseCellKind.allCases.map(\.rawValue).joined(separator: ", ")).")
  var cell = DenseCellKind.lstm
  @Option(help: "Layers.") var layers = 2
  @Option(help: "Units of a layer.") var hidden = 128
  @Option(help: "Characters that are read in a step, one after the other.") var length = 50
  @Option(help: "Texts side by side.") var batch = 50
  @Option(help: "Share that is dropped of what a layer reads.") var dropout: Float = 0
  @Flag(help: "Read the text in order and carry the state from batch to batch.") var stateful =
    false
  @Option(help: "What to continue; without it, the beginning of the validation part.")
  var beginning: String?
  @Option(help: "Characters to write.") var write = 300
  @Option(help: "Below 1 what is likely becomes likelier; 0 takes the likeliest.")
  var temperature = 0.8
  @Option(help: "Draw among so many likeliest characters.") var topK: Int?
  @OptionGroup var training: TrainingOptions

  func run() throws {
    var text = try file.map { try String(contentsOfFile: $0, encoding: .utf8) } ?? MadeText.text()
    if lower { text = text.lowercased() }
    let characters = text.characterSymbols
    let part = characters.count * 9 / 10
    let vocabulary = Vocabulary(of: characters)
    let symbols = vocabulary.encode(characters)
    guard let known = TextStreams(Array(symbols[..<part]), steps: length, count: batch),
      let held = TextStreams(Array(symbols[part...]), steps: length, count: min(batch, 20))
    else { throw ValidationError("the text is too short for --length \(length) --batch \(batch)") }

    let backend = try BackendChoice.choose(training.device).backend
    let network = LanguageNetwork(
      symbols: vocabulary.count, width: hidden, hidden: .init(repeating: hidden, count: layers),
      cell: cell, dropout: dropout)
    let task = LanguageTask(
      network, steps: length, count: batch, start: stateful ? .carried : .anew)
    // The validation part is read in order, whatever training does.
    let validation = LanguageTask(network, steps: length, count: held.count, start: .carried)
    let validator = try TextValidator(validation, held, on: backend)
    let trained = try TimedTraining(
      task, training, usualSteps: 300, rate: 4e-3, on: backend,
      batch: { stateful ? known.stream($0) : known.windows($0, seed: training.seed) },
      validate: ("validation nats", { try validator.loss($0.withoutCarriedState) }))

    let weights = try trained.trainer.weights().withoutCarriedState
    let start =
      beginning?.characterSymbols ?? Array(characters[part..<min(part + 40, characters.count)])
    let numbers = vocabulary.encode(lower ? start.map { $0.lowercased() } : start)
    guard !numbers.isEmpty else {
      throw ValidationError("--beginning has no character of the text")
    }
    let written = try TextWriter(network, weights: weights, on: backend).write(
      after: numbers, count: write, SymbolChoice(temperature: temperature, top: topK),
      seed: training.seed)
    let sample = (vocabulary.decode(numbers) + vocabulary.decode(written)).joined()
    let result = trained.validations[trained.validations.count - 1].value
    print("validation: \(Page.text(result, 4)) nats per character")
    print(sample)

    var page = Page("Character by character")
    page.say(
      "After \(trained.losses.count) steps and \(Page.text(trained.seconds, 0)) s, "
        + "\(layers) x \(hidden) \(cell.rawValue): \(Page.text(result, 4)) nats per character on "
        + "the last tenth of the text.")
    page.chart(
      Chart(
        "nats per character", axis: "step",
        [
          Chart.Line(
            "training", trained.losses.enumerated().map { (Double($0 + 1), $1) }, colour: "#9ab"),
          Chart.Line(
            "validation", trained.validations.map { (Double($0.step), $0.value) },
            colour: "#c26a1b"),
        ]))
    page.quote(sample)
    let folder = training.output ?? "out/character-text"
    try CustomModelFile(name: "character text", weights: weights).write(
      to: try page.write(to: folder).replacingOccurrences(
        of: "report.html", with: "model.safetensors"))
  }
}

extension DenseCellKind: @retroactive ExpressibleByArgument {}
