#!/usr/bin/env python3
"""PyTorch on the work of `foreframe bench model --shape lstm|gru`, on the same machine.

    python3 Scripts/peers/recurrent_torch.py --shape lstm --hidden 512 --layers 3 --length 128 --batch 32
    python3 Scripts/peers/recurrent_torch.py --all

Needs torch (the CPU build is enough). Prints one JSON document a line, with the fields of the command: the median and the
least of the seconds, sequences and billions of operations a second. Inference is `nn.LSTM(H, H, L)` on known sequences
without gradients; training adds the mean square of the difference to a target, the gradients and a step of Adam, and
counts as three forward passes. `--all` runs the four sizes of the project's table, both cells, both tasks.
"""
import argparse
import json
import statistics
import sys
import time

import torch
from torch import nn

CELLS = {"lstm": (nn.LSTM, 4), "gru": (nn.GRU, 3)}
# hidden, layers, length, batch
SIZES = [(128, 2, 50, 50), (512, 3, 128, 32), (1024, 2, 100, 64), (256, 1, 1000, 1)]


def measure(shape, hidden, layers, length, batch, task, runs):
    torch.manual_seed(0)
    kind, gates = CELLS[shape]
    network = kind(hidden, hidden, layers)
    x = torch.rand(length, batch, hidden)
    target = torch.rand(length, batch, hidden)
    optimiser = torch.optim.Adam(network.parameters(), 1e-3)

    def infer():
        with torch.no_grad():
            network(x)

    def train():
        optimiser.zero_grad()
        ((network(x)[0] - target) ** 2).mean().backward()
        optimiser.step()

    action = {"infer": infer, "train": train}[task]
    action()
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        action()
        seconds.append(time.perf_counter() - start)
    median = statistics.median(seconds)
    operations = 2 * 2 * gates * hidden**2 * layers * length * batch * (3 if task == "train" else 1)
    return {
        "peer": "torch " + torch.__version__, "threads": torch.get_num_threads(), "shape": shape,
        "hidden": hidden, "layers": layers, "length": length, "batch": batch, "task": task,
        "precision": "fp32", "median_s": median, "min_s": min(seconds),
        "sequences_per_s": batch / median, "gflop_per_s": operations / median / 1e9}


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shape", choices=CELLS, default="lstm")
    parser.add_argument("--hidden", type=int, default=128)
    parser.add_argument("--layers", type=int, default=2)
    parser.add_argument("--length", type=int, default=50)
    parser.add_argument("--batch", type=int, default=1)
    parser.add_argument("--task", choices=["infer", "train"], default="infer")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--threads", type=int, default=0, help="0: as many as PyTorch chooses")
    parser.add_argument("--all", action="store_true")
    a = parser.parse_args()
    if a.threads:
        torch.set_num_threads(a.threads)
    rows = [(a.shape, a.hidden, a.layers, a.length, a.batch, a.task)]
    if a.all:
        rows = [
            (shape, *size, task) for size in SIZES for shape in CELLS for task in ("infer", "train")]
    for row in rows:
        print(json.dumps(measure(*row, a.runs)), flush=True)


if __name__ == "__main__":
    sys.exit(main())
