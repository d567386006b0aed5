"""What PyTorch's ReduceLROnPlateau does to a rate: python operators-plateau.py > operators-plateau.json, then prettier."""

import json
import math
import random

import torch

random.seed(7)
WAVE = [round(1 / (1 + i / 3) + random.uniform(0, 0.25), 4) for i in range(40)]
RISING = [round(1 - value / 2, 4) for value in WAVE]
GAP = [1.0, 0.9] + [math.nan] * 6 + [0.8] * 6

CASES = {
    "defaults": (WAVE, {}),
    "patience and factor": (WAVE, {"patience": 2, "factor": 0.5}),
    "cooldown": (WAVE, {"patience": 1, "factor": 0.5, "cooldown": 3}),
    "minimum": (WAVE, {"patience": 0, "factor": 0.3, "min_lr": 1e-3}),
    "absolute threshold": (WAVE, {"patience": 2, "factor": 0.5, "threshold": 0.05, "threshold_mode": "abs"}),
    "relative threshold": (WAVE, {"patience": 2, "factor": 0.5, "threshold": 0.2}),
    "max": (RISING, {"mode": "max", "patience": 2, "factor": 0.5}),
    "max with an absolute threshold": (
        RISING,
        {"mode": "max", "patience": 1, "factor": 0.7, "threshold": 0.02, "threshold_mode": "abs", "cooldown": 1},
    ),
    "epsilon": (WAVE, {"patience": 0, "factor": 0.5, "eps": 1e-3}),
    "not a number": (GAP, {"patience": 1, "factor": 0.5}),
}


def rates(values, options):
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.1)
    scheduler = torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, **options)
    for value in values:
        scheduler.step(value)
        yield optimizer.param_groups[0]["lr"]


result = [
    {
        "name": name,
        "options": options,
        "values": [None if math.isnan(value) else value for value in values],
        "rates": list(rates(values, options)),
    }
    for name, (values, options) in CASES.items()
]
print(json.dumps({"torch": torch.__version__.split("+")[0], "cases": result}))
