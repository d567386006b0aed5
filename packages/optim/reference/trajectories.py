"""The trajectories that the optimizers are tested against, made with PyTorch in float64.

    python trajectories.py [--out trajectories.json]

A network of two layers is trained on fixed data for 100 steps by each optimizer; the parameters after some of the steps
are kept, as float64 in base64, in the order w1 [5, 4], b1 [4], w2 [4, 3], b2 [3]. What PyTorch has is PyTorch's; lion,
lamb, sam, lookahead, clipping and centralizing are written here by their papers. Rates and histories are such that rounding
does not grow by more than a factor of 1e5 in 100 steps. Schedules are the rates of 40 steps.
"""

import argparse
import base64
import json
import math
from pathlib import Path

import numpy
import torch
from torch.optim import lr_scheduler

STEPS = 100
KEPT = (1, 2, 5, 10, 25, 50, 100)
RATES = 40
INPUTS, HIDDEN, OUTPUTS, EXAMPLES = 5, 4, 3, 12


def waves(shape, frequency, scale):
    """Numbers that float32 holds exactly."""
    at = numpy.arange(math.prod(shape), dtype=numpy.float64)
    return (scale * numpy.sin(frequency * at + frequency)).astype(numpy.float32).reshape(shape)


PROBLEM = {
    "x": waves((EXAMPLES, INPUTS), 1.7, 1.0),
    "y": waves((EXAMPLES, OUTPUTS), 0.9, 0.8),
    "w1": waves((INPUTS, HIDDEN), 2.3, 0.6),
    "b1": waves((HIDDEN,), 1.1, 0.1),
    "w2": waves((HIDDEN, OUTPUTS), 3.1, 0.7),
    "b2": waves((OUTPUTS,), 0.7, 0.1),
}
NAMES = ("w1", "b1", "w2", "b2")


class Problem:
    """The parameters, as PyTorch keeps those of linear layers: weights are [outputs, inputs]."""

    def __init__(self):
        tensors = {name: torch.tensor(value.astype(numpy.float64)) for name, value in PROBLEM.items()}
        self.x, self.y = tensors["x"], tensors["y"]
        self.parameters = [
            (tensors[name].T.contiguous() if tensors[name].ndim == 2 else tensors[name].clone()).requires_grad_()
            for name in NAMES
        ]

    def loss(self, parameters=None):
        w1, b1, w2, b2 = self.parameters if parameters is None else parameters
        hidden = torch.tanh(torch.nn.functional.linear(self.x, w1, b1))
        return torch.mean((torch.nn.functional.linear(hidden, w2, b2) - self.y) ** 2)

    def gradients(self, parameters=None):
        parameters = self.parameters if parameters is None else parameters
        return torch.autograd.grad(self.loss(parameters), parameters)

    def backward(self):
        for parameter, gradient in zip(self.parameters, self.gradients()):
            parameter.grad = gradient

    def flat(self):
        flat = [(p.detach().T if p.ndim == 2 else p.detach()).reshape(-1) for p in self.parameters]
        return torch.cat(flat).numpy()


def run(make_step):
    """What the steps leave; `make_step` gets the problem and returns what does one step."""
    problem = Problem()
    step = make_step(problem)
    kept = []
    for count in range(1, STEPS + 1):
        step()
        if count in KEPT:
            kept.append(problem.flat())
    return base64.b64encode(numpy.concatenate(kept).astype("<f8").tobytes()).decode("ascii")


def torch_step(make, before=None, schedule=None):
    """A step of an optimizer of PyTorch. `before` may change the gradients; `schedule` makes its scheduler."""

    def make_step(problem):
        optimizer = make(problem.parameters)
        scheduler = None if schedule is None else schedule(optimizer)

        def step():
            problem.backward()
            if before is not None:
                before(problem.parameters)
            optimizer.step()
            if scheduler is not None:
                scheduler.step()

        return step

    return make_step


def lbfgs_step(**options):
    def make_step(problem):
        optimizer = torch.optim.LBFGS(problem.parameters, max_iter=1, **options)

        def closure():
            optimizer.zero_grad()
            loss = problem.loss()
            loss.backward()
            return loss

        return lambda: optimizer.step(closure)

    return make_step


def muon_step(others_rate, **options):
    """Muon for the matrices and Adam for the rest. Its products are in bfloat16; here they are left in float64."""

    def make_step(problem):
        matrices = torch.optim.Muon([p for p in problem.parameters if p.ndim == 2], **options)
        others = torch.optim.Adam([p for p in problem.parameters if p.ndim != 2], lr=others_rate)

        def step():
            problem.backward()
            convert = torch.Tensor.to

            def left_alone(tensor, *arguments, **keywords):
                if keywords.get("dtype") is torch.bfloat16:
                    return tensor.clone()
                return convert(tensor, *arguments, **keywords)

            torch.Tensor.to = left_alone
            try:
                matrices.step()
            finally:
                torch.Tensor.to = convert
            others.step()

        return step

    return make_step


def lion_step(rate, beta1=0.9, beta2=0.99, weight_decay=0.0):
    """Chen et al. 2023, algorithm 2."""

    def make_step(problem):
        moments = [torch.zeros_like(p) for p in problem.parameters]

        def step():
            with torch.no_grad():
                for p, g, m in zip(problem.parameters, gradients_of(problem), moments):
                    direction = torch.sign(beta1 * m + (1 - beta1) * g)
                    p -= rate * (direction + weight_decay * p)
                    m.copy_(beta2 * m + (1 - beta2) * g)

        return step

    return make_step


def gradients_of(problem):
    with torch.enable_grad():
        return problem.gradients()


def lamb_step(rate, beta1=0.9, beta2=0.999, epsilon=1e-6, weight_decay=0.0):
    """You et al. 2020, algorithm 2, with phi the identity."""

    def make_step(problem):
        first = [torch.zeros_like(p) for p in problem.parameters]
        second = [torch.zeros_like(p) for p in problem.parameters]
        count = 0

        def step():
            nonlocal count
            count += 1
            with torch.no_grad():
                for p, g, m, v in zip(problem.parameters, gradients_of(problem), first, second):
                    m.copy_(beta1 * m + (1 - beta1) * g)
                    v.copy_(beta2 * v + (1 - beta2) * g * g)
                    r = m / (1 - beta1**count) / (torch.sqrt(v / (1 - beta2**count)) + epsilon) + weight_decay * p
                    lengths = torch.linalg.vector_norm(p), torch.linalg.vector_norm(r)
                    ratio = lengths[0] / lengths[1] if min(lengths) > 0 else 1.0
                    p -= rate * ratio * r

        return step

    return make_step


def sam_step(rate, rho, adaptive=False):
    """Foret et al. 2021, and Kwon et al. 2021 where adaptive, around plain gradient descent with momentum 0.9."""

    def make_step(problem):
        optimizer = torch.optim.SGD(problem.parameters, lr=rate, momentum=0.9)

        def step():
            gradients = problem.gradients()
            scales = [torch.abs(p.detach()) if adaptive else torch.ones_like(p) for p in problem.parameters]
            length = torch.sqrt(sum(torch.sum((s * g) ** 2) for s, g in zip(scales, gradients)))
            climbed = [
                (p.detach() + rho * s * s * g / length).requires_grad_()
                for p, s, g in zip(problem.parameters, scales, gradients)
            ]
            for p, g in zip(problem.parameters, problem.gradients(climbed)):
                p.grad = g
            optimizer.step()

        return step

    return make_step


def lookahead_step(rate, steps, alpha):
    """Zhang et al. 2019, algorithm 1, around Adam, whose moments stay."""

    def make_step(problem):
        optimizer = torch.optim.Adam(problem.parameters, lr=rate)
        slow = [p.detach().clone() for p in problem.parameters]
        count = 0

        def step():
            nonlocal count
            count += 1
            problem.backward()
            optimizer.step()
            if count % steps == 0:
                with torch.no_grad():
                    for p, s in zip(problem.parameters, slow):
                        s += alpha * (p - s)
                        p.copy_(s)

        return step

    return make_step


def accumulate_step(steps, rate):
    """Adam on the mean gradient of every so many steps."""

    def make_step(problem):
        optimizer = torch.optim.Adam(problem.parameters, lr=rate)
        sums = [torch.zeros_like(p) for p in problem.parameters]
        count = 0

        def step():
            nonlocal count
            count += 1
            for total, g in zip(sums, problem.gradients()):
                total += g
            if count % steps == 0:
                for p, total in zip(problem.parameters, sums):
                    p.grad = total / steps
                optimizer.step()
                for total in sums:
                    total.zero_()

        return step

    return make_step


def clip_by_global_norm(bound):
    """Pascanu et al. 2013, algorithm 1. PyTorch's adds 1e-6 to the length, which shows in float64."""

    def clip(parameters):
        length = torch.sqrt(sum(torch.sum(p.grad**2) for p in parameters))
        for p in parameters:
            p.grad = p.grad * (bound / length).clamp(max=1.0)

    return clip


def clip_adaptively(ratio, epsilon):
    """Brock et al. 2021, equation 3: rows of a weight (its outputs), and whole vectors."""

    def clip(parameters):
        for p in parameters:
            axes = {"dim": 1, "keepdim": True} if p.ndim == 2 else {}
            length = torch.linalg.vector_norm(p.detach(), **axes).clamp(min=epsilon)
            steepness = torch.linalg.vector_norm(p.grad, **axes)
            p.grad = p.grad * (ratio * length / steepness.clamp(min=1e-6)).clamp(max=1.0)

    return clip


def centralize(parameters):
    """Yong et al. 2020, equation 1."""
    for p in parameters:
        if p.ndim == 2:
            p.grad = p.grad - p.grad.mean(dim=1, keepdim=True)


def groups(parameters):
    weights = {"params": [p for p in parameters if p.ndim == 2], "lr": 0.02, "weight_decay": 0.1}
    biases = {"params": [p for p in parameters if p.ndim != 2], "lr": 0.05, "weight_decay": 0.0}
    return torch.optim.AdamW([weights, biases])


def trajectories():
    o = torch.optim
    return {
        "sgd": torch_step(lambda p: o.SGD(p, lr=0.1)),
        "sgd, momentum": torch_step(lambda p: o.SGD(p, lr=0.05, momentum=0.9)),
        "sgd, nesterov, weight decay": torch_step(
            lambda p: o.SGD(p, lr=0.05, momentum=0.9, nesterov=True, weight_decay=0.01)
        ),
        "sgd, dampening": torch_step(lambda p: o.SGD(p, lr=0.1, momentum=0.8, dampening=0.3)),
        "adam": torch_step(lambda p: o.Adam(p, lr=0.02)),
        "adam, amsgrad, weight decay": torch_step(lambda p: o.Adam(p, lr=0.05, amsgrad=True, weight_decay=0.02)),
        "adamw": torch_step(lambda p: o.AdamW(p, lr=0.02, betas=(0.8, 0.99), weight_decay=0.1)),
        "adamw, amsgrad": torch_step(lambda p: o.AdamW(p, lr=0.05, betas=(0.8, 0.9), amsgrad=True)),
        "rmsprop": torch_step(lambda p: o.RMSprop(p, lr=0.01)),
        "rmsprop, centered, momentum": torch_step(
            lambda p: o.RMSprop(p, lr=0.005, alpha=0.9, centered=True, momentum=0.7, weight_decay=0.01)
        ),
        "adagrad": torch_step(lambda p: o.Adagrad(p, lr=0.1)),
        "adagrad, decays": torch_step(
            lambda p: o.Adagrad(p, lr=0.1, lr_decay=0.02, initial_accumulator_value=0.1, weight_decay=0.01)
        ),
        "adadelta": torch_step(lambda p: o.Adadelta(p, lr=1.0)),
        "adamax": torch_step(lambda p: o.Adamax(p, lr=0.02, weight_decay=0.01)),
        "nadam": torch_step(lambda p: o.NAdam(p, lr=0.02)),
        "radam": torch_step(lambda p: o.RAdam(p, lr=0.05)),
        "radam, rectified from the start": torch_step(lambda p: o.RAdam(p, lr=0.02, betas=(0.9, 0.9), weight_decay=0.01)),
        "lion": lion_step(0.003),
        "lion, weight decay": lion_step(0.01, beta1=0.8, beta2=0.95, weight_decay=0.1),
        "lamb": lamb_step(0.02),
        "lamb, weight decay": lamb_step(0.05, weight_decay=0.1),
        "lookahead": lookahead_step(0.05, 5, 0.5),
        "sam": sam_step(0.05, 0.05),
        "sam, adaptive": sam_step(0.05, 0.5, adaptive=True),
        "muon": muon_step(0.01, lr=0.005),
        "muon, as adam": muon_step(0.01, lr=0.01, weight_decay=0.0, nesterov=False, adjust_lr_fn="match_rms_adamw"),
        "lbfgs": lbfgs_step(lr=0.05, history_size=10),
        "lbfgs, short": lbfgs_step(lr=0.05, history_size=5),
        "accumulate": accumulate_step(4, 0.05),
        "clip by global norm": torch_step(
            lambda p: o.SGD(p, lr=0.5), before=clip_by_global_norm(0.05)
        ),
        "clip by value": torch_step(lambda p: o.SGD(p, lr=0.5), before=lambda p: torch.nn.utils.clip_grad_value_(p, 0.02)),
        "clip adaptively": torch_step(lambda p: o.SGD(p, lr=0.5), before=clip_adaptively(0.03, 1e-3)),
        "centralize": torch_step(lambda p: o.SGD(p, lr=0.2), before=centralize),
        "groups": torch_step(groups),
        "schedule": torch_step(
            lambda p: o.Adam(p, lr=0.05), schedule=lambda optimizer: lr_scheduler.StepLR(optimizer, 10, 0.7)
        ),
    }


def schedules():
    s = lr_scheduler
    warm_up = lambda o: s.LinearLR(o, start_factor=0.1, total_iters=5)
    makers = {
        "constant": lambda o: s.ConstantLR(o, factor=1.0),
        "step": lambda o: s.StepLR(o, 7, 0.5),
        "multi-step": lambda o: s.MultiStepLR(o, [5, 6, 20], 0.3),
        "exponential": lambda o: s.ExponentialLR(o, 0.9),
        "polynomial": lambda o: s.PolynomialLR(o, 30, 2.0),
        "linear": lambda o: s.LinearLR(o, start_factor=0.25, end_factor=0.75, total_iters=10),
        "cosine": lambda o: s.CosineAnnealingLR(o, RATES, 0.1),
        "cosine with restarts": lambda o: s.CosineAnnealingWarmRestarts(o, 5, 2, 0.05),
        "cosine with equal restarts": lambda o: s.CosineAnnealingWarmRestarts(o, 8),
        "one cycle": lambda o: s.OneCycleLR(o, max_lr=2.0, total_steps=RATES),
        "one cycle, linear": lambda o: s.OneCycleLR(
            o, max_lr=2.0, total_steps=RATES, pct_start=0.25, anneal_strategy="linear", div_factor=10, final_div_factor=100
        ),
        "one cycle, three phases": lambda o: s.OneCycleLR(o, max_lr=2.0, total_steps=RATES, three_phase=True, pct_start=0.4),
        "inverse square root": lambda o: s.LambdaLR(o, lambda t: 64**-0.5 * min((t + 1) ** -0.5, (t + 1) * 10**-1.5)),
        "joined": lambda o: s.SequentialLR(o, [warm_up(o), s.ExponentialLR(o, 0.9), s.StepLR(o, 4, 0.5)], [5, 20]),
    }

    def rates(make):
        optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
        scheduler = make(optimizer)
        found = []
        for _ in range(RATES):
            found.append(float(optimizer.param_groups[0]["lr"]))
            optimizer.step()
            scheduler.step() if len(found) < RATES else None
        return found

    return {name: rates(make) for name, make in makers.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name("trajectories.json"))
    arguments = parser.parse_args()
    torch.set_default_dtype(torch.float64)
    fixture = {
        "made by": f"trajectories.py with PyTorch {torch.__version__}",
        "problem": {name: {"shape": value.shape, "data": value.reshape(-1).tolist()} for name, value in PROBLEM.items()},
        "kept": KEPT,
        "trajectories": {name: run(make_step) for name, make_step in trajectories().items()},
        "schedules": schedules(),
    }
    arguments.out.write_text(json.dumps(fixture, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
