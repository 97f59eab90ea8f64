import ForeframeFrames
import ForeframeMotion

/// The leads of a forecast whose channels are made one after the other.
struct PlaneLeads: LeadStream {
  let inputs: StreamedInputs
  var channels: [any PlaneStream]

  mutating func next() throws -> FrameImage {
    var planes: [Plane] = []
    for channel in channels.indices { planes.append(channels[channel].next()) }
    return inputs.image(planes)
  }
}
