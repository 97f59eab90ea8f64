"""Losses, normalisation, attention."""
import torch.nn.functional as F

from .case import Case


def cases():
    yield from losses()
    yield group_norm(groups=3)
    yield group_norm(groups=1)
    yield layer_norm()
    yield attention(causal=False)
    yield attention(causal=True)


def losses():
    """Means over all elements; the first element has no error at all."""
    functions = {
        "mse": F.mse_loss,
        "l1": F.l1_loss,
        "huber": F.huber_loss,
        "huber-delta-0.3": lambda p, t: F.huber_loss(p, t, delta=0.3),
    }
    for name, function in functions.items():
        case = Case("loss-" + name)
        target = case.input("target", (4, 7), scale=0.6, gradient=False)
        prediction = case.input(
            "prediction", (4, 7), gradient=True,
            values=prediction_with_a_tie(target))
        case.loss(function(prediction, target))
        yield case
    case = Case("loss-bce-with-logits")
    prediction = case.input("prediction", (4, 7), scale=30.0)
    target = case.input("target", (4, 7), scale=0.5, shift=0.5, gradient=False)
    case.loss(F.binary_cross_entropy_with_logits(prediction, target))
    yield case


def prediction_with_a_tie(target):
    values = [((17 * i) % 29 - 14) / 8 for i in range(28)]
    values[0] = float(target.flatten()[0])
    return values


def group_norm(groups):
    case = Case(f"group-norm-{groups}", groups=groups, epsilon=1e-5)
    x = case.input("x", (2, 6, 4, 3), scale=2.0, shift=0.5)
    weight = case.weight("weight", (6,), shift=1.0)
    bias = case.weight("bias", (6,))
    case.weighted_sum(output=F.group_norm(x, groups, weight, bias))
    return case


def layer_norm():
    case = Case("layer-norm", epsilon=1e-5)
    x = case.input("x", (3, 4, 7), scale=2.0, shift=0.5)
    weight = case.weight("weight", (7,), shift=1.0)
    bias = case.weight("bias", (7,))
    case.weighted_sum(output=F.layer_norm(x, (7,), weight, bias))
    return case


def attention(causal):
    case = Case("attention-causal" if causal else "attention")
    keys = 5 if causal else 6
    query = case.input("query", (2, 2, 5, 4))
    key = case.input("key", (2, 2, keys, 4))
    value = case.input("value", (2, 2, keys, 3))
    case.weighted_sum(output=F.scaled_dot_product_attention(query, key, value, is_causal=causal))
    return case
