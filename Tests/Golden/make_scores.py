#!/usr/bin/env python3
"""Makes the golden numbers of Tests/HostTests/Scores/GoldenScoreTests.swift.

    pip install numpy scikit-image
    python3 Tests/Golden/make_scores.py

Frames come from formulas, so that only the results have to be kept. The settings are
scikit-image's defaults: 7x7 uniform window, sample covariance, borders cropped.
"""
import numpy as np
from skimage.metrics import peak_signal_noise_ratio, structural_similarity


def frames(height, width, channels):
    n = height * width * channels
    i = np.arange(n, dtype=np.float64)
    truth = ((i * 37) % 101 / 101 + (i // width) % 5 / 5) / 2
    prediction = truth * 0.75 + ((i * 53) % 89) / 89 * 0.375 - 0.0625
    shape = (height, width, channels)
    return truth.astype(np.float32).reshape(shape), prediction.astype(np.float32).reshape(shape)


for height, width, channels in [(7, 7, 1), (11, 13, 1), (16, 9, 3), (40, 33, 1)]:
    truth, prediction = (x.astype(np.float64) for x in frames(height, width, channels))
    mse = np.mean((truth - prediction) ** 2)
    mae = np.mean(np.abs(truth - prediction))
    t, p = np.clip(truth, 0, 1), np.clip(prediction, 0, 1)
    ssim = [structural_similarity(t, p, data_range=r, channel_axis=2) for r in (1.0, 2.0)]
    psnr = peak_signal_noise_ratio(t, p, data_range=1.0)
    row = (mse, mae, psnr, *ssim)
    print(f"    ({height}, {width}, {channels}, " + ", ".join(repr(float(x)) for x in row) + "),")
