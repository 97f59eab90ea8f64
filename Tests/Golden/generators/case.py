"""One golden file: inputs and weights made from formulas, outputs and gradients computed in float64."""
import json
import struct

import numpy as np
import torch

# A plain cosine is so regular that whole rows of a sum cancel; with this, it looks like noise.
BEND = 0.0137


class Case:
    """Collects the tensors of one file. Everything given to PyTorch has float32 values in float64."""

    def __init__(self, name, **settings):
        self.name = name
        self.settings = {key: str(value) for key, value in settings.items()}
        self.tensors = {}
        self.formulas = {}
        self.leaves = {}

    def input(self, name, shape, **formula):
        return self._fill("input", name, shape, **formula)

    def weight(self, name, shape, **formula):
        return self._fill("weight", name, shape, **formula)

    def parameters(self, module, scale=0.4):
        """Fills a module's parameters and records them under PyTorch's names."""
        module.double()
        for name, parameter in module.named_parameters():
            value = self._fill("weight", name, tuple(parameter.shape), scale=scale)
            parameter.data = value.data
            self.leaves[name] = parameter
        return module

    def output(self, name, value):
        self.tensors["output." + name] = _float32(value)

    def loss(self, value):
        self.output("loss", value)
        self.backward(value)

    def backward(self, loss):
        """Records the loss's gradient for every input and weight that PyTorch gave one."""
        loss.backward()
        for name, leaf in self.leaves.items():
            if leaf.grad is not None:
                self.tensors["gradient." + name] = _float32(leaf.grad)

    def weighted_sum(self, **outputs):
        """The loss Σ output · upstream, where input.upstream_NAME comes from a formula."""
        total = 0
        for name, value in outputs.items():
            self.output(name, value)
            upstream = self.input("upstream_" + name, tuple(value.shape), gradient=False)
            total = total + (value * upstream).sum()
        self.backward(total)

    def _fill(self, kind, name, shape, scale=1.0, shift=0.0, gradient=True, values=None):
        if values is None:
            k = len(self.formulas)
            step, phase = round(0.61 + 0.17 * k, 2), round(0.3 * k, 1)
            index = np.arange(int(np.prod(shape)), dtype=np.float64)
            data = scale * np.cos(step * index + BEND * index**2 + phase) + shift
            text = f"{scale} * cos({step} * i + {BEND} * i^2 + {phase})"
            text += f" + {shift}" if shift else ""
        else:
            data, text = np.asarray(values, dtype=np.float64), "as listed in the script"
        data = data.astype(np.float32).reshape(shape)
        self.tensors[f"{kind}.{name}"] = data
        self.formulas[f"{kind}.{name}"] = text
        leaf = torch.from_numpy(data.astype(np.float64)).requires_grad_(gradient)
        if gradient:
            self.leaves[name] = leaf
        return leaf

    def bytes(self):
        """The safetensors file, written here so that the same tensors always give the same bytes."""
        header = {"__metadata__": dict(sorted(self.settings.items()))} if self.settings else {}
        body, offset = [], 0
        for name in sorted(self.tensors):
            data = np.ascontiguousarray(self.tensors[name], dtype="<f4").tobytes()
            header[name] = {
                "dtype": "F32",
                "shape": list(self.tensors[name].shape),
                "data_offsets": [offset, offset + len(data)],
            }
            offset += len(data)
            body.append(data)
        text = json.dumps(header, separators=(",", ":")).encode()
        text += b" " * (-len(text) % 8)
        return struct.pack("<Q", len(text)) + text + b"".join(body)

    def table(self):
        """The README's section on this file."""
        lines = [f"### {self.name}.safetensors", ""]
        if self.settings:
            lines += [", ".join(f"{k} = {v}" for k, v in sorted(self.settings.items())), ""]
        lines += ["| tensor | shape | formula |", "|---|---|---|"]
        for name, data in self.tensors.items():
            if not name.startswith("gradient."):
                shape = " x ".join(map(str, data.shape)) or "scalar"
                lines.append(f"| `{name}` | {shape} | {self.formulas.get(name, 'computed')} |")
        gradients = [n[len("gradient."):] for n in self.tensors if n.startswith("gradient.")]
        if gradients:
            lines += ["", "`gradient.*` for " + ", ".join(f"`{n}`" for n in gradients) + "."]
        return "\n".join(lines) + "\n"


def _float32(value):
    return value.detach().numpy().astype(np.float32) if torch.is_tensor(value) else np.float32(value)
