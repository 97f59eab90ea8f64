"""ConvLSTM, peephole ConvLSTM, ConvGRU over time, and two forecasters made of them."""
import torch
import torch.nn.functional as F

from .case import Case
from .recurrent import peephole_step

BATCH, INPUTS, HIDDEN, HEIGHT, WIDTH, KERNEL = 2, 3, 5, 6, 4, 3


def cases():
    yield stack()
    yield peephole()
    yield gru()
    yield encoder_forecaster()


def same(x, weight, bias=None):
    return F.conv2d(x, weight, bias, padding=weight.shape[-1] // 2)


def lstm_step(x, h, c, weight, bias):
    """One convolution over [x, h]; gates i, f, g, o."""
    i, f, g, o = same(torch.cat([x, h], 1), weight, bias).chunk(4, 1)
    c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    return torch.sigmoid(o) * torch.tanh(c), c


def gru_step(x, h, w):
    """Gates r, z, n; the reset gate acts after the hidden convolution, as in nn.GRU."""
    xr, xz, xn = same(x, w["conv_x.weight"], w["bias_x"]).chunk(3, 1)
    hr, hz, hn = same(h, w["conv_h.weight"], w["bias_h"]).chunk(3, 1)
    r, z = torch.sigmoid(xr + hr), torch.sigmoid(xz + hz)
    n = torch.tanh(xn + r * hn)
    return (1 - z) * n + z * h


def stack():
    """Two ConvLSTM layers, 4 frames in, 3 predicted ahead: 6 steps, each predicting the next frame."""
    hidden, channels, given, ahead = (6, 5), 2, 4, 3
    case = Case("convlstm-stack", gates="i, f, g, o", given=given, predicted=ahead)
    frames = case.input("frames", (BATCH, given, channels, HEIGHT, WIDTH), scale=0.5, shift=0.5)
    target = case.input(
        "target", (BATCH, given + ahead - 1, channels, HEIGHT, WIDTH),
        scale=0.5, shift=0.5, gradient=False)
    cells, below = [], channels
    for l, n in enumerate(hidden):
        cells.append((
            case.weight(f"cells.{l}.conv.weight", (4 * n, below + n, KERNEL, KERNEL), scale=0.3),
            case.weight(f"cells.{l}.conv.bias", (4 * n,), scale=0.3)))
        below = n
    readout = (
        case.weight("readout.weight", (channels, below, 1, 1)),
        case.weight("readout.bias", (channels,), scale=0.3))

    states = [(frames.new_zeros(BATCH, n, HEIGHT, WIDTH),) * 2 for n in hidden]
    outputs = []
    for t in range(given + ahead - 1):
        x = frames[:, t] if t < given else outputs[-1]
        for l, cell in enumerate(cells):
            states[l] = lstm_step(x, *states[l], *cell)
            x = states[l][0]
        outputs.append(same(x, *readout))
    prediction = torch.stack(outputs, 1)
    case.output("prediction", prediction)
    for l, (h, c) in enumerate(states):
        case.output(f"h_{l}", h)
        case.output(f"c_{l}", c)
    case.loss(F.mse_loss(prediction, target))
    return case


def peephole():
    """Shi et al. 2015, equation 3, with one peephole weight per channel."""
    case = Case("peephole-convlstm", gates="i, f, g, o")
    x = case.input("x", (5, BATCH, INPUTS, HEIGHT, WIDTH))
    cell = peephole_weights(case, "", INPUTS, HIDDEN)
    h = c = x.new_zeros(BATCH, HIDDEN, HEIGHT, WIDTH)
    outputs = []
    for frame in x:
        h, c = peephole_cell(frame, h, c, cell)
        outputs.append(h)
    case.weighted_sum(output=torch.stack(outputs), h_n=h, c_n=c)
    return case


def peephole_weights(case, prefix, inputs, hidden):
    shapes = {"conv_h.weight": (4 * hidden, hidden, KERNEL, KERNEL), "bias": (4 * hidden,)}
    if inputs:
        shapes = {"conv_x.weight": (4 * hidden, inputs, KERNEL, KERNEL)} | shapes
    shapes |= {"peephole_" + gate: (hidden,) for gate in "ifo"}
    return {name: case.weight(prefix + name, s, scale=0.3) for name, s in shapes.items()}


def peephole_cell(x, h, c, w):
    gates = same(h, w["conv_h.weight"], w["bias"])
    if x is not None:
        gates = gates + same(x, w["conv_x.weight"])
    return peephole_step(gates, c, [w["peephole_" + gate] for gate in "ifo"])


def gru():
    case = Case("convgru", gates="r, z, n")
    x = case.input("x", (5, BATCH, INPUTS, HEIGHT, WIDTH))
    w = {
        "conv_x.weight": case.weight("conv_x.weight", (3 * HIDDEN, INPUTS, KERNEL, KERNEL), scale=0.3),
        "conv_h.weight": case.weight("conv_h.weight", (3 * HIDDEN, HIDDEN, KERNEL, KERNEL), scale=0.3),
        "bias_x": case.weight("bias_x", (3 * HIDDEN,), scale=0.3),
        "bias_h": case.weight("bias_h", (3 * HIDDEN,), scale=0.3),
    }
    h = x.new_zeros(BATCH, HIDDEN, HEIGHT, WIDTH)
    outputs = []
    for frame in x:
        h = gru_step(frame, h, w)
        outputs.append(h)
    case.weighted_sum(output=torch.stack(outputs), h_n=h)
    return case


def encoder_forecaster():
    """The network of Shi et al. 2015: layer l of the encoder hands its state to layer l of the
    forecaster, whose first layer has no input; all forecaster layers are read out together."""
    hidden, channels, given, ahead = (4, 3), 2, 4, 3
    case = Case("encoder-forecaster", gates="i, f, g, o", given=given, predicted=ahead)
    frames = case.input("frames", (BATCH, given, channels, HEIGHT, WIDTH), scale=0.5, shift=0.5)
    target = case.input(
        "target", (BATCH, ahead, channels, HEIGHT, WIDTH), scale=0.5, shift=0.5, gradient=False)
    encoder, forecaster, below = [], [], channels
    for l, n in enumerate(hidden):
        encoder.append(peephole_weights(case, f"encoder.{l}.", below, n))
        below = n
    for l, n in enumerate(hidden):
        forecaster.append(peephole_weights(case, f"forecaster.{l}.", hidden[l - 1] if l else 0, n))
    readout = (
        case.weight("readout.weight", (channels, sum(hidden), 1, 1)),
        case.weight("readout.bias", (channels,), scale=0.3))

    states = [(frames.new_zeros(BATCH, n, HEIGHT, WIDTH),) * 2 for n in hidden]
    for t in range(given):
        advance(encoder, frames[:, t], states)
    outputs = []
    for _ in range(ahead):
        advance(forecaster, None, states)
        outputs.append(same(torch.cat([h for h, _ in states], 1), *readout))
    logits = torch.stack(outputs, 1)
    case.output("logits", logits)
    case.loss(F.binary_cross_entropy_with_logits(logits, target))
    return case


def advance(cells, x, states):
    for l, cell in enumerate(cells):
        states[l] = peephole_cell(x, *states[l], cell)
        x = states[l][0]
