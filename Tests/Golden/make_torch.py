#!/usr/bin/env python3
"""Writes the golden files beside this script, and the list of them in README.md.

    python3 -m venv venv && venv/bin/pip install numpy safetensors torch==2.13.0
    venv/bin/python Tests/Golden/make_torch.py            write
    venv/bin/python Tests/Golden/make_torch.py --check    compute again and compare with the files

The CPU build of PyTorch is enough. No random numbers are used: every input follows a formula.
"""
import argparse
import pathlib
import sys

import numpy as np
import torch

sys.dont_write_bytecode = True
from generators import (
    convolution, convolutional_cells, functions, image_losses, recurrent, self_check, sequences,
    training, warp)

FOLDER = pathlib.Path(__file__).resolve().parent
MARK = "## Files\n"


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check

    torch.set_num_threads(1)
    self_check.run()
    modules = (
        recurrent, convolution, convolutional_cells, training, functions, warp, image_losses, sequences)
    cases = [case for module in modules for case in module.cases()]
    if check:
        return compare(cases)
    for case in cases:
        (FOLDER / f"{case.name}.safetensors").write_bytes(case.bytes())
    readme = FOLDER / "README.md"
    head = readme.read_text().partition(MARK)[0] if readme.exists() else ""
    readme.write_text(head + MARK + "\n" + "\n".join(case.table() for case in cases))
    sizes = [len(case.bytes()) for case in cases]
    print(f"{len(cases)} files, {sum(sizes)} bytes, the largest {max(sizes)}")
    return 0


def compare(cases):
    """Equal to a unit or two in the last place: another processor may round a product differently."""
    from safetensors.numpy import load

    names = {f"{case.name}.safetensors" for case in cases}
    wrong = sorted({path.name for path in FOLDER.glob("*.safetensors")} ^ names)
    for case in cases:
        path = FOLDER / f"{case.name}.safetensors"
        if path.name in wrong:
            continue
        stored = load(path.read_bytes())
        same = stored.keys() == case.tensors.keys() and all(
            stored[name].shape == np.shape(value)
            and np.allclose(stored[name], value, rtol=3e-7, atol=1e-7 * np.abs(value).max())
            for name, value in case.tensors.items())
        if not same:
            wrong.append(path.name)
    print("differ or missing: " + ", ".join(wrong) if wrong else f"{len(cases)} files agree")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
