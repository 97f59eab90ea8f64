"""nn.RNN, nn.LSTM, nn.GRU, and the two LSTM variants that PyTorch does not have."""
import torch
from torch import nn

from .case import Case

STEPS, BATCH, INPUTS, HIDDEN = 7, 3, 5, 6


def cases():
    for kind in (nn.RNN, nn.LSTM, nn.GRU):
        yield builtin(kind, "1-layer", layers=1)
        yield builtin(kind, "1-layer-initial-state", layers=1, initial=True)
        yield builtin(kind, "2-layers", layers=2)
        yield builtin(kind, "2-layers-bidirectional", layers=2, bidirectional=True)
    yield peephole_lstm()
    yield coupled_lstm()


def builtin(kind, suffix, layers, bidirectional=False, initial=False):
    case = Case(f"{kind.__name__.lower()}-{suffix}", layers=layers, bidirectional=bidirectional)
    x = case.input("x", (STEPS, BATCH, INPUTS))
    module = case.parameters(
        kind(INPUTS, HIDDEN, num_layers=layers, bidirectional=bidirectional))
    shape = (layers * (2 if bidirectional else 1), BATCH, HIDDEN)
    state = None
    if initial:
        state = case.input("h_0", shape, scale=0.7)
        if kind is nn.LSTM:
            state = (state, case.input("c_0", shape, scale=0.9))
    output, final = module(x, state)
    if kind is nn.LSTM:
        case.weighted_sum(output=output, h_n=final[0], c_n=final[1])
    else:
        case.weighted_sum(output=output, h_n=final)
    return case


def peephole_step(gates, c, peephole):
    """Gates i, f, g, o before the activation; i and f look at c, o at the new c. Channels in axis 1."""
    i, f, g, o = gates.chunk(4, 1)
    p = [w.reshape(1, -1, *[1] * (c.dim() - 2)) for w in peephole]
    i = torch.sigmoid(i + p[0] * c)
    f = torch.sigmoid(f + p[1] * c)
    c = f * c + i * torch.tanh(g)
    return torch.sigmoid(o + p[2] * c) * torch.tanh(c), c


def coupled_step(gates, c):
    """Gates f, g, o; the input gate is 1 - f."""
    f, g, o = gates.chunk(3, 1)
    f = torch.sigmoid(f)
    c = f * c + (1 - f) * torch.tanh(g)
    return torch.sigmoid(o) * torch.tanh(c), c


def unroll(x, w, step):
    h = c = x.new_zeros(BATCH, HIDDEN)
    outputs = []
    for frame in x:
        gates = frame @ w["ih"].T + w["bias_ih"] + h @ w["hh"].T + w["bias_hh"]
        h, c = step(gates, c)
        outputs.append(h)
    return torch.stack(outputs), h, c


def dense_weights(case, gates):
    return {
        "ih": case.weight("weight_ih_l0", (gates * HIDDEN, INPUTS), scale=0.4),
        "hh": case.weight("weight_hh_l0", (gates * HIDDEN, HIDDEN), scale=0.4),
        "bias_ih": case.weight("bias_ih_l0", (gates * HIDDEN,), scale=0.4),
        "bias_hh": case.weight("bias_hh_l0", (gates * HIDDEN,), scale=0.4),
    }


def peephole_lstm():
    case = Case("peephole-lstm", gates="i, f, g, o")
    x = case.input("x", (STEPS, BATCH, INPUTS))
    w = dense_weights(case, 4)
    peephole = [case.weight("peephole_" + g, (HIDDEN,), scale=0.8) for g in "ifo"]
    output, h, c = unroll(x, w, lambda gates, c: peephole_step(gates, c, peephole))
    case.weighted_sum(output=output, h_n=h, c_n=c)
    return case


def coupled_lstm():
    case = Case("coupled-lstm", gates="f, g, o (i = 1 - f)")
    x = case.input("x", (STEPS, BATCH, INPUTS))
    output, h, c = unroll(x, dense_weights(case, 3), coupled_step)
    case.weighted_sum(output=output, h_n=h, c_n=c)
    return case
