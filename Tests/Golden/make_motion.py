#!/usr/bin/env python3
"""Makes motion.safetensors: what OpenCV finds in two frames of blobs that turn and drift.

    pip install "numpy==2.4.6" "opencv-python-headless==5.0.0.93" safetensors
    python3 Tests/Golden/make_motion.py

Frames are whole numbers of 0...255. `older` and `newer` are [H, W]. Results:

flow            dense inverse search, preset MEDIUM, from newer to older: [2, H, W], x then y
search          the same without variational refinement
blur            Gaussian of sigma 4, 25 taps, zero outside: [H, W] of `newer`
area            reduced to 17x23 by areas
linear          enlarged to 70x101 by bilinear interpolation
corners         [N, 2], x then y: goodFeaturesToTrack(older, 1000, 0.01, 5, blockSize=5), strongest first
tracked         [N, 3], x, y and 1 where found: calcOpticalFlowPyrLK from older to newer, window 21, 4 levels
"""
import os

import cv2
import numpy as np
from safetensors.numpy import save_file

cv2.setNumThreads(1)
H, W = 59, 73
y, x = np.mgrid[0:H, 0:W].astype(np.float64)


def frame(t):
    total = np.zeros((H, W))
    for i in range(14):
        cx, cy = (i * 29) % W - W / 2, (i * 41) % H - H / 2
        turn = 0.03 * t
        px = cx * np.cos(turn) - cy * np.sin(turn) + W / 2 + 1.3 * t
        py = cx * np.sin(turn) + cy * np.cos(turn) + H / 2 - 0.7 * t
        size = 2.5 + i % 4
        total += (60 + 12 * (i % 7)) * np.exp(-((x - px) ** 2 + 1.4 * (y - py) ** 2) / (2 * size**2))
    return np.clip(np.floor(total + 6 * np.sin(x / 3 - t / 2) * np.cos(y / 4) + 20.5), 0, 255).astype(np.uint8)


older, newer = frame(0), frame(1)
results = {"older": older.astype(np.float32), "newer": newer.astype(np.float32)}
for name, refinement in (("flow", 5), ("search", 0)):
    dis = cv2.DISOpticalFlow_create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
    dis.setVariationalRefinementIterations(refinement)
    results[name] = np.ascontiguousarray(dis.calc(newer, older, None).transpose(2, 0, 1))
single = newer.astype(np.float32)
results["blur"] = cv2.GaussianBlur(single, (25, 25), 4, borderType=cv2.BORDER_CONSTANT)
results["area"] = cv2.resize(single, (23, 17), interpolation=cv2.INTER_AREA)
results["linear"] = cv2.resize(single, (101, 70), interpolation=cv2.INTER_LINEAR)
corners = cv2.goodFeaturesToTrack(older, 1000, 0.01, 5, blockSize=5)
tracked, found, _ = cv2.calcOpticalFlowPyrLK(
    older, newer, corners, None, winSize=(21, 21), maxLevel=3, criteria=(3, 10, 0.01), minEigThreshold=1e-4)
results["corners"] = np.ascontiguousarray(corners[:, 0])
results["tracked"] = np.concatenate([tracked[:, 0], found.astype(np.float32)], 1)
save_file(results, os.path.join(os.path.dirname(__file__), "motion.safetensors"), {"opencv": cv2.__version__})
print({name: value.shape for name, value in results.items()})
