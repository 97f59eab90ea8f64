#!/usr/bin/env python3
"""Makes the golden numbers of Tests/HostTests/Scores/PystepsTests.swift.

    python3 -m venv venv && venv/bin/pip install numpy scipy pysteps==1.21.5
    venv/bin/python Tests/Golden/make_verification.py

Frames come from formulas, so that only the results have to be kept: those of `frame`, with a NaN where
`missing` says so. Values are float32, as the frames of the tests; pysteps computes in float64.
"""
import numpy as np
from pysteps.utils.spectral import rapsd
from pysteps.verification import detcatscores, detcontscores, probscores, spatialscores
from pysteps.verification import ensscores


def frame(height, width, number):
    """Smooth waves and a rough part, in 0...1; several values equal the threshold 0.5."""
    i = np.arange(height * width)
    y, x = i // width, i % width
    wave = np.cos(0.31 * x + 0.7 * number) * np.cos(0.23 * y - 0.4 * number)
    rough = ((i * 37 + number * 11) % 101) / 101
    value = np.clip(0.5 + 0.4 * wave + 0.3 * (rough - 0.5), 0, 1)
    value[(i * 7 + number) % 13 == 0] = 0.5
    return value.astype(np.float32).reshape(height, width)


def missing(height, width, number):
    i = np.arange(height * width)
    return ((i * 29 + number * 5) % 17 == 0).reshape(height, width)


def show(name, value):
    print(f"{name}: {', '.join(repr(float(x)) for x in np.atleast_1d(value))}")


height, width, threshold = 19, 24, 0.5
table = detcatscores.det_cat_fct_init(threshold)
errors = detcontscores.det_cont_fct_init()
fractions = {n: spatialscores.fss_init(threshold, n) for n in (1, 4, 5)}
# Two lead times of two cases; the forecast of frame k is frame k + 10.
for number in range(4):
    truth = frame(height, width, number).astype(np.float64)
    forecast = frame(height, width, number + 10).astype(np.float64)
    truth[missing(height, width, number)] = np.nan
    forecast[missing(height, width, number + 3)] = np.nan
    detcatscores.det_cat_fct_accum(table, forecast, truth)
    for fss in fractions.values():
        spatialscores.fss_accum(fss, forecast, truth)
    detcontscores.det_cont_fct_accum(errors, forecast.ravel(), truth.ravel())
show("hits, false alarms, misses, correct negatives",
     [table[k] for k in ("hits", "false_alarms", "misses", "correct_negatives")])
scores = detcatscores.det_cat_fct_compute(table)
for name in ("CSI", "POD", "FAR", "HSS", "BIAS"):
    show(name, scores[name])
for window, fss in fractions.items():
    show(f"FSS {window}", spatialscores.fss_compute(fss))
scores = detcontscores.det_cont_fct_compute(errors)
show("MSE", scores["MSE"])
show("MAE", scores["MAE"])

for height, width in [(8, 8), (15, 22), (21, 12)]:
    power, frequency = rapsd(
        frame(height, width, 3).astype(np.float64), fft_method=np.fft, return_freq=True)
    show(f"rapsd {height}x{width}", power)
    show("frequencies", frequency)

members = np.stack([frame(6, 5, number) for number in range(4)]).astype(np.float64)
observed = frame(6, 5, 9).astype(np.float64)
show("CRPS", probscores.CRPS(members, observed))
for ensemble, value in [((0, 0, 5), 0), ((0, 1, 2), 0), ((1, 2, 3), 2), ((1, 2, 3), 2.5)]:
    show(f"CRPS {ensemble} {value}", probscores.CRPS(
        np.array(ensemble, dtype=np.float64).reshape(3, 1), np.array([value], dtype=np.float64)))

# Without ties, where pysteps needs no chance.
i = np.arange(90)
members = np.stack([np.cos(0.61 * i + number) for number in range(4)])
observed = np.cos(0.83 * i + 0.5)
histogram = ensscores.rankhist_init(4)
ensscores.rankhist_accum(histogram, members.astype(np.float32), observed.astype(np.float32))
show("rank histogram", ensscores.rankhist_compute(histogram, normalize=False))

probability = np.arange(120) % 11 / 10
event = np.cos(0.7 * np.arange(120)) + 1.6 * probability
diagram = probscores.reldiag_init(0.8, n_bins=10, min_count=1)
probscores.reldiag_accum(diagram, probability.astype(np.float32), event.astype(np.float32))
x, y = probscores.reldiag_compute(diagram)
show("reliability x", x)
show("reliability y", y)
show("reliability n", diagram["num_idx"])
