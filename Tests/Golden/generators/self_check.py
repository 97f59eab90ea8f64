"""The cells written by hand agree with PyTorch's own where both exist."""
import torch
from torch import nn

from .convolutional_cells import gru_step, lstm_step
from .recurrent import peephole_step


def run():
    torch.manual_seed(0)
    x, h, c = (torch.randn(3, n, dtype=torch.float64) for n in (5, 6, 6))
    image = lambda t: t[..., None, None]

    lstm = nn.LSTMCell(5, 6).double()
    expected = lstm(x, (h, c))
    gates = x @ lstm.weight_ih.T + lstm.bias_ih + h @ lstm.weight_hh.T + lstm.bias_hh
    near(peephole_step(gates, c, [torch.zeros(6, dtype=torch.float64)] * 3), expected)
    joint = image(torch.cat([lstm.weight_ih, lstm.weight_hh], 1))
    got = lstm_step(image(x), image(h), image(c), joint, lstm.bias_ih + lstm.bias_hh)
    near([t[..., 0, 0] for t in got], expected)

    gru = nn.GRUCell(5, 6).double()
    weights = {
        "conv_x.weight": image(gru.weight_ih), "bias_x": gru.bias_ih,
        "conv_h.weight": image(gru.weight_hh), "bias_h": gru.bias_hh}
    near([gru_step(image(x), image(h), weights)[..., 0, 0]], [gru(x, h)])


def near(got, expected):
    for a, b in zip(got, expected, strict=True):
        torch.testing.assert_close(a, b, rtol=1e-12, atol=1e-12)
