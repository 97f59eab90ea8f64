"""Optimisers, learning-rate schedules, clipping."""
import numpy as np
import torch
from torch import optim

from .case import Case

STEPS = 10
SHAPES = {"a": (4, 3), "b": (5,)}


def cases():
    yield trajectory("adam", optim.Adam, lr=0.01)
    yield trajectory("adam-large-epsilon", optim.Adam, lr=0.01, betas=(0.8, 0.95), eps=0.05)
    yield trajectory("adamw", optim.AdamW, lr=0.01, weight_decay=0.1)
    yield trajectory("rmsprop", optim.RMSprop, lr=0.01, alpha=0.9, eps=1e-3)
    yield trajectory("sgd-momentum", optim.SGD, lr=0.01, momentum=0.9)
    yield trained_with_one_cycle()
    yield clipping("clip-above", max_norm=1.0)
    yield clipping("clip-below", max_norm=100.0)
    yield from schedules()


def start(case, steps):
    parameters = {name: case.weight(name, shape, scale=0.1) for name, shape in SHAPES.items()}
    gradients = {
        name: case.input("gradient_" + name, (steps, *shape), gradient=False)
        for name, shape in SHAPES.items()}
    return parameters, gradients


def trajectory(name, kind, **settings):
    case = Case(name, **settings)
    parameters, gradients = start(case, STEPS)
    optimiser = kind(parameters.values(), foreach=False, **settings)
    history = {name: [] for name in parameters}
    for step in range(STEPS):
        for name, p in parameters.items():
            p.grad = gradients[name][step].clone()
        optimiser.step()
        for name, p in parameters.items():
            history[name].append(p.detach().clone())
    for name, values in history.items():
        case.output(name, torch.stack(values))
    return case


def trained_with_one_cycle():
    """Adam, the norm clipped to 1, the learning rate from the one-cycle schedule."""
    steps, highest = 20, 0.02
    case = Case("adam-clip-one-cycle", max_lr=highest, total_steps=steps, max_norm=1.0)
    parameters, gradients = start(case, steps)
    optimiser = optim.Adam(parameters.values(), lr=highest, foreach=False)
    schedule = optim.lr_scheduler.OneCycleLR(
        optimiser, max_lr=highest, total_steps=steps, cycle_momentum=False)
    history = {name: [] for name in parameters}
    for step in range(steps):
        for name, p in parameters.items():
            p.grad = gradients[name][step].clone()
        torch.nn.utils.clip_grad_norm_(parameters.values(), 1.0)
        optimiser.step()
        if step + 1 < steps:
            schedule.step()
        for name, p in parameters.items():
            history[name].append(p.detach().clone())
    for name, values in history.items():
        case.output(name, torch.stack(values))
    return case


def clipping(name, max_norm):
    case = Case(name, max_norm=max_norm)
    _, gradients = start(case, 1)
    parameters = {name: torch.zeros(shape, dtype=torch.float64) for name, shape in SHAPES.items()}
    for name, p in parameters.items():
        p.grad = gradients[name][0].clone()
    case.output("norm", torch.nn.utils.clip_grad_norm_(parameters.values(), max_norm))
    for name, p in parameters.items():
        case.output(name, p.grad)
    return case


def schedules():
    total, warm, base = 20, 5, 0.01
    rates = optim.lr_scheduler

    def warm_up_then_cosine(optimiser):
        return rates.SequentialLR(optimiser, [
            rates.LinearLR(optimiser, start_factor=0.1, total_iters=warm),
            rates.CosineAnnealingLR(optimiser, T_max=total - warm, eta_min=1e-4),
        ], milestones=[warm])

    settings = {"base_lr": base, "total_steps": total}
    for anneal in ("cos", "linear"):
        yield schedule(
            f"schedule-one-cycle-{anneal}", total,
            lambda o: rates.OneCycleLR(o, max_lr=base, total_steps=total, anneal_strategy=anneal),
            max_lr=base, total_steps=total, pct_start=0.3, div_factor=25, final_div_factor=1e4,
            base_momentum=0.85, max_momentum=0.95, anneal=anneal)
    yield schedule(
        "schedule-cosine", total,
        lambda o: rates.CosineAnnealingLR(o, T_max=total, eta_min=1e-4), eta_min=1e-4, **settings)
    yield schedule(
        "schedule-warm-up-cosine", total, warm_up_then_cosine,
        warm_up=warm, start_factor=0.1, eta_min=1e-4, **settings)
    yield schedule(
        "schedule-step", total, lambda o: rates.StepLR(o, step_size=4, gamma=0.5),
        step_size=4, gamma=0.5, **settings)


def schedule(name, total, make, **settings):
    """The learning rate that each step uses (and Adam's first beta, where the schedule moves it)."""
    case = Case(name, **settings)
    parameter = torch.zeros(1, requires_grad=True)
    optimiser = optim.Adam([parameter], lr=0.01)
    rates, betas, plan = [], [], make(optimiser)
    for step in range(total):
        group = optimiser.param_groups[0]
        rates.append(float(group["lr"]))
        betas.append(float(group["betas"][0]))
        optimiser.step()
        if step + 1 < total:
            plan.step()
    case.output("learning_rate", np.array(rates))
    if len(set(betas)) > 1:
        case.output("beta1", np.array(betas))
    return case
