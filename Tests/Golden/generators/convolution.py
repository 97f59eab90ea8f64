"""nn.Conv2d and nn.ConvTranspose2d."""
import torch.nn.functional as F

from .case import Case

#         kernel, stride, in, out, height, width
FORWARD = [
    (1, 1, 3, 17, 5, 7),
    (3, 1, 1, 3, 6, 5),
    (3, 1, 17, 17, 5, 6),
    (5, 1, 3, 17, 7, 6),
    (5, 1, 1, 1, 1, 4),
    (1, 2, 5, 3, 6, 5),
    (3, 2, 3, 5, 8, 6),
    (3, 2, 17, 3, 7, 5),
    (5, 2, 1, 17, 8, 7),
]
TRANSPOSED = [
    (3, 2, 5, 3, 4, 3),
    (5, 2, 17, 4, 3, 4),
    (3, 2, 1, 1, 1, 3),
]
BATCH = 2


def cases():
    for sizes in FORWARD:
        yield convolution(*sizes)
    for sizes in TRANSPOSED:
        yield transposed(*sizes)


def convolution(kernel, stride, inputs, outputs, height, width):
    case = Case(
        f"conv2d-k{kernel}-s{stride}-c{inputs}-{outputs}",
        kernel=kernel, stride=stride, padding=kernel // 2)
    x = case.input("x", (BATCH, inputs, height, width))
    weight = case.weight("weight", (outputs, inputs, kernel, kernel), scale=0.3)
    bias = case.weight("bias", (outputs,))
    case.weighted_sum(output=F.conv2d(x, weight, bias, stride=stride, padding=kernel // 2))
    return case


def transposed(kernel, stride, inputs, outputs, height, width):
    case = Case(
        f"conv-transpose2d-k{kernel}-s{stride}-c{inputs}-{outputs}",
        kernel=kernel, stride=stride, padding=kernel // 2, output_padding=stride - 1)
    x = case.input("x", (BATCH, inputs, height, width))
    weight = case.weight("weight", (inputs, outputs, kernel, kernel), scale=0.3)
    bias = case.weight("bias", (outputs,))
    case.weighted_sum(output=F.conv_transpose2d(
        x, weight, bias, stride=stride, padding=kernel // 2, output_padding=stride - 1))
    return case
