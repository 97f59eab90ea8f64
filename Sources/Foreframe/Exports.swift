// `import Foreframe` is enough for a user: to read frames and forecast them, and to build, train and
// save a network of one's own.
@_exported import ForeframeFiles
@_exported import ForeframeFrames
@_exported import ForeframeGraphCompiler
@_exported import ForeframeRecurrent
@_exported import ForeframeTensorGraph
@_exported import ForeframeTraining
