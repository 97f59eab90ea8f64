"""The LSTM variants, attentions and parts of networks for text; sequences of different lengths."""
import torch
import torch.nn.functional as F
from torch import nn

from .case import Case
from .recurrent import BATCH, HIDDEN, INPUTS, STEPS


def cases():
    yield multiplicative_lstm()
    yield layer_norm_lstm()
    for kind in (nn.LSTM, nn.GRU):
        yield lengths(kind, bidirectional=False)
        yield lengths(kind, bidirectional=True)
    for kind in ("dot", "general", "additive"):
        yield encoder_attention(kind)
    yield embedding()
    for name, function in ACTIVATIONS.items():
        yield dense(name, function)
    yield cross_entropy("loss-cross-entropy")
    yield cross_entropy("loss-cross-entropy-smoothed", smoothing=0.1, ignored=True)
    yield self_attention()
    yield transformer_block()


ACTIVATIONS = {
    "relu": F.relu,
    "gelu": F.gelu,
    "gelu-tanh": lambda x: F.gelu(x, approximate="tanh"),
    "silu": F.silu,
}


def lstm_update(gates, c):
    i, f, g, o = gates.chunk(4, 1)
    c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    return torch.sigmoid(o), c


def multiplicative_lstm():
    case = Case("multiplicative-lstm", gates="i, f, g, o; m first")
    x = case.input("x", (STEPS, BATCH, INPUTS))
    w = {
        "mx": case.weight("weight_mx", (HIDDEN, INPUTS), scale=0.8),
        "mh": case.weight("weight_mh", (HIDDEN, HIDDEN), scale=0.8),
        "x": case.weight("weight_x", (4 * HIDDEN, INPUTS), scale=0.4),
        "m": case.weight("weight_m", (4 * HIDDEN, HIDDEN), scale=0.8),
        "b": case.weight("bias", (4 * HIDDEN,), scale=0.4),
    }
    h = x.new_zeros(BATCH, HIDDEN) + case.input("h_0", (BATCH, HIDDEN), scale=0.7)
    c = case.input("c_0", (BATCH, HIDDEN), scale=0.9)
    outputs = []
    for frame in x:
        m = (frame @ w["mx"].T) * (h @ w["mh"].T)
        o, c = lstm_update(frame @ w["x"].T + m @ w["m"].T + w["b"], c)
        h = o * torch.tanh(c)
        outputs.append(h)
    case.weighted_sum(output=torch.stack(outputs), h_n=h, c_n=c)
    return case


def layer_norm_lstm():
    case = Case("layer-norm-lstm", gates="i, f, g, o", epsilon=1e-5)
    x = case.input("x", (STEPS, BATCH, INPUTS))
    w = {
        "x": case.weight("weight_x", (4 * HIDDEN, INPUTS), scale=0.4),
        "h": case.weight("weight_h", (4 * HIDDEN, HIDDEN), scale=0.4),
        "b": case.weight("bias", (4 * HIDDEN,), scale=0.4),
        "ax": case.weight("scale_x", (4 * HIDDEN,), scale=0.4, shift=1.0),
        "ah": case.weight("scale_h", (4 * HIDDEN,), scale=0.4, shift=1.0),
        "ac": case.weight("scale_c", (HIDDEN,), scale=0.4, shift=1.0),
        "bc": case.weight("shift_c", (HIDDEN,), scale=0.4),
    }
    h = case.input("h_0", (BATCH, HIDDEN), scale=0.7)
    c = case.input("c_0", (BATCH, HIDDEN), scale=0.9)
    outputs = []
    for frame in x:
        gates = (
            F.layer_norm(frame @ w["x"].T, (4 * HIDDEN,), w["ax"])
            + F.layer_norm(h @ w["h"].T, (4 * HIDDEN,), w["ah"]) + w["b"])
        o, c = lstm_update(gates, c)
        h = o * torch.tanh(F.layer_norm(c, (HIDDEN,), w["ac"], w["bc"]))
        outputs.append(h)
    case.weighted_sum(output=torch.stack(outputs), h_n=h, c_n=c)
    return case


def lengths(kind, bidirectional):
    """nn.LSTM and nn.GRU on packed sequences; one is as long as the batch, one has a single time step."""
    suffix = "lengths-bidirectional" if bidirectional else "lengths"
    case = Case(f"{kind.__name__.lower()}-{suffix}", layers=2, bidirectional=bidirectional)
    x = case.input("x", (STEPS, BATCH, INPUTS))
    counts = case.input("lengths", (BATCH,), gradient=False, values=[4, STEPS, 1])
    module = case.parameters(kind(INPUTS, HIDDEN, num_layers=2, bidirectional=bidirectional))
    packed = nn.utils.rnn.pack_padded_sequence(x, counts.long(), enforce_sorted=False)
    output, final = module(packed)
    output, _ = nn.utils.rnn.pad_packed_sequence(output, total_length=STEPS)
    if kind is nn.LSTM:
        case.weighted_sum(output=output, h_n=final[0], c_n=final[1])
    else:
        case.weighted_sum(output=output, h_n=final)
    return case


def encoder_attention(kind):
    """Luong's dot and general, Bahdanau's additive; the second sequence has three states of five."""
    count, states, queries, width = 2, 5, 3, 4
    case = Case(f"encoder-attention-{kind}")
    memory = case.input("states", (states, count, width))
    query = case.input("query", (count, queries, width))
    counts = case.input("lengths", (count,), gradient=False, values=[states, 3])
    values = memory.transpose(0, 1)
    if kind == "dot":
        scores = query @ values.transpose(1, 2)
    elif kind == "general":
        scores = query @ (values @ case.weight("key", (width, width)).T).transpose(1, 2)
    else:
        q = query @ case.weight("query_map", (6, width)).T
        k = values @ case.weight("key_map", (6, width)).T + case.weight("key_bias", (6,))
        v = case.weight("score", (6,))
        scores = torch.tanh(q[:, :, None] + k[:, None]) @ v
    hidden = torch.arange(states)[None, None] >= counts[:, None, None]
    weights = torch.softmax(scores.masked_fill(hidden, -torch.inf), 2)
    case.weighted_sum(context=weights @ values, weights=weights)
    return case


def embedding():
    """Vectors of symbols, one of them twice, and the same matrix as a readout."""
    case = Case("embedding-tied")
    symbols = case.input("symbols", (6,), gradient=False, values=[4, 0, 2, 4, 1, 6])
    table = case.weight("table", (7, 5))
    bias = case.weight("bias", (7,))
    vectors = F.embedding(symbols.long(), table)
    case.weighted_sum(vectors=vectors, logits=F.linear(torch.tanh(vectors), table, bias))
    return case


def dense(name, function):
    case = Case("dense-" + name)
    x = case.input("x", (3, 4, 5))
    weight = case.weight("weight", (6, 5))
    bias = case.weight("bias", (6,))
    case.weighted_sum(output=function(F.linear(x, weight, bias)))
    return case


def cross_entropy(name, smoothing=0.0, ignored=False):
    case = Case(name, smoothing=smoothing)
    logits = case.input("logits", (6, 5), scale=3.0)
    labels = [4, 0, -1, 2, -1, 1] if ignored else [4, 0, 3, 2, 2, 1]
    labels = case.input("labels", (6,), gradient=False, values=labels)
    case.loss(F.cross_entropy(logits, labels.long(), ignore_index=-1, label_smoothing=smoothing))
    return case


def self_attention():
    case = Case("self-attention", heads=2)
    x = case.input("x", (3, 5, 6))
    module = case.parameters(nn.MultiheadAttention(6, 2, batch_first=True))
    mask = nn.Transformer.generate_square_subsequent_mask(5, dtype=torch.float64)
    output, _ = module(x, x, x, attn_mask=mask, need_weights=False)
    case.weighted_sum(output=output)
    return case


def transformer_block():
    case = Case("transformer-block", heads=2, epsilon=1e-5)
    x = case.input("x", (3, 5, 6))
    module = case.parameters(nn.TransformerEncoderLayer(
        6, 2, dim_feedforward=8, dropout=0.0, activation="gelu", batch_first=True,
        norm_first=True))
    mask = nn.Transformer.generate_square_subsequent_mask(5, dtype=torch.float64)
    case.weighted_sum(output=module(x, src_mask=mask))
    return case
