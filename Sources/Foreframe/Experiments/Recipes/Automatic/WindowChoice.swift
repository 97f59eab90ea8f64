/// How many frames a network reads and predicts in training.
struct WindowChoice: Hashable, Sendable {
  let inputs: Int
  let horizon: Int
  var length: Int { inputs + horizon }

  init(_ facts: FolderFacts, _ wishes: RecipeWishes) {
    let longest = SplitChoice.longestWindow(facts)
    switch (wishes.inputs, wishes.horizon) {
    case (let inputs?, let horizon?): (self.inputs, self.horizon) = (inputs, horizon)
    case (let inputs?, nil): (self.inputs, horizon) = (inputs, max(1, longest - inputs))
    case (nil, let horizon?):
      (inputs, self.horizon) = (max(1, min(longest / 2, longest - horizon)), horizon)
    case (nil, nil):
      // Two frames show motion.
      inputs = min(max(longest / 2, 2), longest - 1)
      horizon = longest - inputs
    }
  }
}
