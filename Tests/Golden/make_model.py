"""Writes small model files by hand, as docs/model-format.md says, and what PyTorch forecasts with them.

    python3 -m venv venv && venv/bin/pip install numpy safetensors torch==2.13.0
    venv/bin/python Tests/Golden/make_model.py

For each model NAME:
    model-NAME.safetensors     what `foreframe predict -m` reads
    forecast-NAME.safetensors  frames [T, H, W, C] (samples), forecast [K, H, W, C] (0...1)

Nothing is random: element i of a tensor is scale * sin(i * (i + 7) * 0.37 + phase). PyTorch works in
float64 on the float32 values of the files. Nothing of Foreframe is used.
"""

import json
import pathlib

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.numpy import save_file

FOLDER = pathlib.Path(__file__).parent


def formula(shape, scale, phase):
    i = np.arange(int(np.prod(shape)), dtype=np.float64)
    return (scale * np.sin(i * (i + 7) * 0.37 + phase)).astype(np.float32).reshape(shape)


class Weights:
    """Hands out tensors in the file's layout, and remembers them under their names."""

    def __init__(self):
        self.tensors = {}

    def __call__(self, name, *shape, scale=0.3, around=0.0):
        values = formula(shape, scale, len(self.tensors) * 0.61) + np.float32(around)
        self.tensors[name] = values
        return torch.from_numpy(values.astype(np.float64))

    def convolution(self, name, inputs, outputs, kernel, gain=1.5):
        """In the file [kh, kw, inputs, outputs]; for PyTorch [outputs, inputs, kh, kw]."""
        scale = gain / np.sqrt(inputs * kernel * kernel)
        weight = self(name + ".weight", kernel, kernel, inputs, outputs, scale=scale).permute(3, 2, 0, 1)
        return lambda x: F.conv2d(x, weight, padding=kernel // 2)


def column(x):
    return x.reshape(1, -1, 1, 1)


class ConvLSTM:
    """Gates in the order i, f, g, o; with peepholes p [3, hidden] for i, f, o."""

    def __init__(self, w, name, inputs, hidden, input_kernel, kernel, peepholes=False):
        self.hidden = hidden
        self.x = w.convolution(name + ".input", inputs, 4 * hidden, input_kernel) if inputs else None
        self.h = w.convolution(name + ".hidden", hidden, 4 * hidden, kernel)
        self.bias = column(w(name + ".bias", 4 * hidden))
        self.p = w(name + ".peephole", 3, hidden) if peepholes else torch.zeros(3, hidden).double()

    def zero(self, like):
        zeros = torch.zeros(like.shape[0], self.hidden, *like.shape[2:], dtype=torch.float64)
        return zeros, zeros

    def __call__(self, x, state):
        h, c = state
        a = self.h(h) + self.bias + (self.x(x) if self.x else 0)
        i, f, g, o = a.chunk(4, dim=1)
        i = torch.sigmoid(i + column(self.p[0]) * c)
        f = torch.sigmoid(f + column(self.p[1]) * c)
        c = f * c + i * torch.tanh(g)
        o = torch.sigmoid(o + column(self.p[2]) * c)
        return o * torch.tanh(c), c


class ConvGRU:
    """Gates in the order r, z, n; the reset gate acts after the hidden convolution."""

    def __init__(self, w, name, inputs, hidden, input_kernel, kernel):
        self.hidden = hidden
        self.x = w.convolution(name + ".input", inputs, 3 * hidden, input_kernel)
        self.h = w.convolution(name + ".hidden", hidden, 3 * hidden, kernel)
        self.bias = column(w(name + ".bias", 3 * hidden))
        self.new_bias = column(w(name + ".hidden.new_bias", hidden))

    def zero(self, like):
        return (torch.zeros(like.shape[0], self.hidden, *like.shape[2:], dtype=torch.float64),)

    def __call__(self, x, state):
        (h,) = state
        xr, xz, xn = (self.x(x) + self.bias).chunk(3, dim=1)
        hr, hz, hn = self.h(h).chunk(3, dim=1)
        r, z = torch.sigmoid(xr + hr), torch.sigmoid(xz + hz)
        n = torch.tanh(xn + r * (hn + self.new_bias))
        return ((1 - z) * n + z * h,)


def group_norm(w, name, channels, groups):
    scale = w(name + ".scale", channels, around=1.0)
    shift = w(name + ".shift", channels)
    return lambda x: F.group_norm(x, groups, scale, shift, eps=1e-5)


def layer_norm(w, name, channels):
    scale = w(name + ".scale", channels, around=1.0)
    shift = w(name + ".shift", channels)
    return lambda x: F.layer_norm(x.permute(0, 2, 3, 1), (channels,), scale, shift).permute(0, 3, 1, 2)


def readout(w, inputs, outputs, gain=1.5, around=None):
    convolution = w.convolution("readout", inputs, outputs, 1, gain)
    added = 0 if around is None else column(w("readout.bias", outputs, scale=0.1, around=around))
    return lambda x: convolution(x) + added


def to_patches(x, p):
    """[N, C, H, W] -> [N, p * p * C, H / p, W / p]: row in the patch, column in the patch, channel."""
    n, c, h, w = x.shape
    return x.reshape(n, c, h // p, p, w // p, p).permute(0, 3, 5, 1, 2, 4).reshape(n, p * p * c, h // p, w // p)


def from_patches(x, p):
    n, c, h, w = x.shape
    return x.reshape(n, p, p, c // (p * p), h, w).permute(0, 3, 4, 1, 5, 2).reshape(n, c // (p * p), h * p, w * p)


def autoregressive(frames, horizon, cells, norms, read, residual):
    states = [cell.zero(frames[0]) for cell in cells]
    predictions = []
    for step in range(len(frames) + horizon - 1):
        frame = frames[step] if step < len(frames) else predictions[-1]
        x = frame
        for index, cell in enumerate(cells):
            states[index] = cell(x, states[index])
            x = norms[index](states[index][0])
        predictions.append(read(x) + (frame if residual else 0))
    return predictions[-horizon:]


def encoder_forecaster(frames, horizon, encoder, forecaster, read):
    states = [cell.zero(frames[0]) for cell in encoder]
    for frame in frames:
        x = frame
        for index, cell in enumerate(encoder):
            states[index] = cell(x, states[index])
            x = states[index][0]
    predictions = []
    for _ in range(horizon):
        x = None
        for index, cell in enumerate(forecaster):
            states[index] = cell(x, states[index])
            x = states[index][0]
        predictions.append(read(torch.cat([state[0] for state in states], dim=1)))
    return predictions


def make(name, architecture, build, *, inputs, horizon, height, width, maximum=255):
    channels = architecture["channels"]
    patch = architecture["patch"]
    w = Weights()
    network = build(w)

    # A wave that travels.
    t, y, x, c = np.meshgrid(
        np.arange(inputs), np.arange(height), np.arange(width), np.arange(channels), indexing="ij")
    wave = 0.5 + 0.4 * np.sin(0.9 * x - 0.7 * t + c) * np.cos(0.5 * y + 0.3 * t)
    samples = np.floor(wave * maximum + 0.5).astype(np.float32)

    frames = torch.from_numpy(samples.astype(np.float64) / maximum).permute(0, 3, 1, 2)
    # To multiples of the patch with the last row and column; cropped again afterwards.
    padded = F.pad(frames, (0, -width % patch, 0, -height % patch), mode="replicate")
    seen = [to_patches(frame[None], patch) for frame in padded]
    out = [from_patches(raw, patch)[:, :, :height, :width] for raw in network(seen, horizon)]
    forecast = torch.cat(out).permute(0, 2, 3, 1)
    if architecture["output"] == "logits":
        forecast = torch.sigmoid(forecast)

    save_file(
        w.tensors, FOLDER / f"model-{name}.safetensors",
        metadata={
            "foreframe": "1",
            "architecture": json.dumps(architecture),
            "normalisation": json.dumps({"minimum": 0, "maximum": maximum}),
            "inputs": str(inputs),
            "horizon": str(horizon),
        })
    save_file(
        {"frames": samples, "forecast": np.ascontiguousarray(forecast.numpy().astype(np.float32))},
        FOLDER / f"forecast-{name}.safetensors")
    print(f"{name}: {sum(v.size for v in w.tensors.values())} parameters, "
          f"forecast {forecast.min():.3f} to {forecast.max():.3f}")


def convlstm(w):
    cells = [ConvLSTM(w, "layers.0", 4, 5, 5, 3), ConvLSTM(w, "layers.1", 5, 4, 3, 3)]
    read = readout(w, 4, 4, around=0.5)
    same = [lambda x: x] * 2
    return lambda frames, horizon: autoregressive(frames, horizon, cells, same, read, residual=False)


make(
    "convlstm",
    {"architecture": "autoregressive", "cell": "ConvLSTM", "channels": 1, "patch": 2,
     "layers": [{"channels": 5, "kernel": 3, "input_kernel": 5}, {"channels": 4, "kernel": 3}],
     "bias": True, "readout_bias": True, "residual": False, "output": "linear"},
    convlstm, inputs=4, horizon=5, height=11, width=9)


def peephole(w):
    encoder = [ConvLSTM(w, "encoder.0", 3, 4, 3, 3, True), ConvLSTM(w, "encoder.1", 4, 3, 3, 5, True)]
    forecaster = [ConvLSTM(w, "forecaster.0", 0, 4, 3, 3, True), ConvLSTM(w, "forecaster.1", 4, 3, 3, 5, True)]
    read = readout(w, 7, 3, gain=8)
    return lambda frames, horizon: encoder_forecaster(frames, horizon, encoder, forecaster, read)


make(
    "peephole",
    {"architecture": "encoder-forecaster", "cell": "PeepholeConvLSTM", "channels": 3, "patch": 1,
     "layers": [{"channels": 4, "kernel": 3}, {"channels": 3, "kernel": 5, "input_kernel": 3}],
     "readout_bias": False, "output": "logits"},
    peephole, inputs=3, horizon=4, height=6, width=7)


def convgru(w):
    # A layer's tensors stand together: the cell, then its normalisation.
    first = ConvGRU(w, "layers.0", 1, 4, 3, 3)
    norms = [group_norm(w, "layers.0.norm", 4, 2)]
    cells = [first, ConvGRU(w, "layers.1", 4, 6, 3, 3)]
    norms.append(group_norm(w, "layers.1.norm", 6, 2))
    read = readout(w, 6, 1, gain=0.1, around=0)
    return lambda frames, horizon: autoregressive(frames, horizon, cells, norms, read, residual=True)


make(
    "convgru",
    {"architecture": "autoregressive", "cell": "ConvGRU", "channels": 1, "patch": 1,
     "layers": [{"channels": 4, "kernel": 3}, {"channels": 6, "kernel": 3}],
     "residual": True, "output": "linear", "normalisation": "group:2"},
    convgru, inputs=5, horizon=3, height=5, width=8, maximum=65535)


def layered(w):
    cell = ConvLSTM(w, "layers.0", 1, 5, 1, 1)
    norms = [layer_norm(w, "layers.0.norm", 5)]
    read = readout(w, 5, 1, gain=0.3, around=0.5)
    return lambda frames, horizon: autoregressive(frames, horizon, [cell], norms, read, residual=False)


make(
    "layer-norm",
    {"architecture": "autoregressive", "cell": "ConvLSTM", "channels": 1, "patch": 1,
     "layers": [{"channels": 5, "kernel": 1}], "output": "linear", "normalisation": "layer"},
    layered, inputs=1, horizon=2, height=4, width=3)
