"""Losses of whole frames: balanced errors, SSIM, gradient differences, Fourier amplitude and correlation.

Where `input.weight` is 0, nothing was observed, and the pixel does not count.
"""
import torch
import torch.nn.functional as F

from .case import Case

THRESHOLDS, WEIGHTS = (0.2, 0.5, 0.8), (1.0, 2.0, 5.0, 10.0)
SHAPE = (2, 2, 9, 10)


def cases():
    yield case("balanced-mse", lambda p, t, w: mean(balance(t) * (p - t) ** 2, w))
    yield case("balanced-mae", lambda p, t, w: mean(balance(t) * (p - t).abs(), w), masked=True)
    yield case("ssim", lambda p, t, w: 1 - similarity(p, t, w))
    yield case("ssim-masked", lambda p, t, w: 1 - similarity(p, t, w), masked=True)
    yield case("gradient-difference", lambda p, t, w: gradient_difference(p, t, w, 1))
    yield case(
        "gradient-difference-squared", lambda p, t, w: gradient_difference(p, t, w, 2), masked=True)
    yield case("facl", lambda p, t, w: fourier(p, t, w, 0.25), share=0.25)
    yield case("facl-odd", lambda p, t, w: fourier(p, t, w, 0.5), shape=(2, 1, 8, 7), share=0.5)
    yield case("facl-masked", lambda p, t, w: fourier(p, t, w, 0.25), masked=True, share=0.25)
    yield case(
        "mixture",
        lambda p, t, w: F.mse_loss(p, t) + 0.2 * (1 - similarity(p, t, w)) + 0.5 * F.l1_loss(p, t))
    yield pinball()


def pinball():
    """Quantiles of the levels 0.1, 0.5 and 0.97, side by side."""
    result = Case("loss-pinball", levels="0.1 0.5 0.97")
    target = result.input("target", (2, 1, 5, 4), scale=0.5, shift=0.5, gradient=False)
    quantiles = result.input("quantiles", (2, 3, 5, 4), scale=0.45, shift=0.55)
    difference = target - quantiles
    levels = torch.tensor((0.1, 0.5, 0.97), dtype=torch.float64).reshape(1, 3, 1, 1)
    result.loss(torch.maximum(levels * difference, (levels - 1) * difference).mean())
    return result


def case(name, function, shape=SHAPE, masked=False, **settings):
    result = Case("loss-" + name, **settings)
    target = result.input("target", shape, scale=0.5, shift=0.5, gradient=False)
    prediction = result.input("prediction", shape, scale=0.45, shift=0.55)
    weight = None
    if masked:
        frames, _, height, width = shape
        # A corner and a pixel of the first frame are missing, a row of the second.
        weight = torch.ones((frames, 1, height, width), dtype=torch.float64)
        weight[0, 0, :2, :3] = weight[0, 0, -1, -1] = weight[1, 0, -1] = 0
        weight = result.input("weight", weight.shape, gradient=False, values=weight.numpy())
    result.loss(function(prediction, target, weight))
    return result


def mean(values, weight):
    if weight is None:
        return values.mean()
    weight = weight.expand_as(values)
    return (values * weight).sum() / weight.sum()


def balance(target):
    """Weights by intensity: a threshold belongs to what is above it."""
    weight = torch.full_like(target, WEIGHTS[0])
    for threshold, value in zip(THRESHOLDS, WEIGHTS[1:]):
        weight[target >= threshold] = value
    return weight


def similarity(p, t, weight, side=7):
    """As scikit-image has it by default: uniform windows within the frame, sample covariances."""
    count = side * side

    def window(x):
        return F.avg_pool2d(x, side, stride=1)

    def covariance(a, b):
        return count / (count - 1) * (window(a * b) - window(a) * window(b))

    c1, c2 = 0.01**2, 0.03**2
    above = (2 * window(p) * window(t) + c1) * (2 * covariance(p, t) + c2)
    below = (window(p)**2 + window(t)**2 + c1) * (covariance(p, p) + covariance(t, t) + c2)
    whole = None if weight is None else (window(weight) > 1 - 0.5 / count).to(p.dtype)
    return mean(above / below, whole)


def gradient_difference(p, t, weight, power):
    total = 0
    for axis in (2, 3):
        error = (t.diff(dim=axis).abs() - p.diff(dim=axis).abs()).abs() ** power
        pairs = None
        if weight is not None:
            size = weight.shape[axis] - 1
            pairs = weight.narrow(axis, 0, size) * weight.narrow(axis, 1, size)
        total = total + mean(error, pairs)
    return total


def fourier(p, t, weight, share):
    """`share` of the correlation, the rest of the amplitudes."""
    count = p.numel()
    if weight is not None:
        p, t, count = p * weight, t * weight, weight.expand_as(p).sum()
    fp, ft = (torch.fft.fftn(x, dim=(-2, -1), norm="ortho") for x in (p, t))
    amplitude = ((fp.abs() - ft.abs()) ** 2).sum() / count
    below = torch.sqrt((fp.abs() ** 2).sum() * (ft.abs() ** 2).sum())
    correlation = 1 - (fp.conj() * ft).sum().real / below
    return (p.shape[-1] * p.shape[-2]) ** 0.5 * (share * correlation + (1 - share) * amplitude)
