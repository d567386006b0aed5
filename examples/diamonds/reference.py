"""The example beside the same in PyTorch and numpy: the same parts, features, network, start, optimizer, rates, stopping.

Run it in this folder, with a Python that has torch and numpy: python reference.py --seeds 5
It prints a line for each run, then the mean and the standard deviation of each side, as README.md has them.
"""

import argparse
import csv
import json
import math
import statistics
import subprocess
import time

import numpy as np
import torch
from torch import nn

GRADES = {
    "cut": ["Fair", "Good", "Very Good", "Premium", "Ideal"],
    "color": ["J", "I", "H", "G", "F", "E", "D"],
    "clarity": ["I1", "SI2", "SI1", "VS2", "VS1", "VVS2", "VVS1", "IF"],
}
MEASURES = ["carat", "depth", "table", "x", "y", "z"]
FEATURES, WIDTH, BATCH, PEAK, PATIENCE = 8, 96, 256, 1e-2, 10


def node(*arguments):
    command = ["node", "--import", "tsx", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def read_diamonds():
    with open("node_modules/@observablehq/sample-datasets/diamonds.csv", newline="") as file:
        records = [row for row in csv.DictReader(file) if all(0 < float(row[side]) < 20 for side in "xyz")]
    numbers = np.array([[float(row[name]) for name in MEASURES] for row in records])
    grades = np.array([[values.index(row[name]) for name, values in GRADES.items()] for row in records])
    prices = np.array([float(row["price"]) for row in records])
    parts = json.loads(node("split-rows.ts", str(len(records))))
    train = parts["train"]
    numbers = (numbers - numbers[train].mean(0)) / numbers[train].std(0)
    return numbers, grades, prices, parts


def scores(predictions, prices):
    squares = (predictions - prices) ** 2
    return 1 - squares.sum() / ((prices - prices.mean()) ** 2).sum(), math.sqrt(squares.mean())


def linear(numbers, grades, prices, parts):
    one_hot = [np.eye(len(values))[grades[:, at]][:, 1:] for at, values in enumerate(GRADES.values())]
    features = np.concatenate([np.ones((len(prices), 1)), numbers, *one_hot], axis=1)
    train, test = parts["train"], parts["test"]
    coefficients, *_ = np.linalg.lstsq(features[train], prices[train], rcond=None)
    return scores(features[test] @ coefficients, prices[test])


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        half = lambda: [nn.BatchNorm1d(WIDTH), nn.ReLU(), nn.Linear(WIDTH, WIDTH)]
        self.layer = nn.Sequential(*half(), *half())

    def forward(self, x):
        return self.layer(x) + x


class PriceNetwork(nn.Module):
    def __init__(self, mean, deviation):
        super().__init__()
        self.mean, self.deviation = mean, deviation
        self.grades = nn.ModuleList(nn.Embedding(len(values), FEATURES) for values in GRADES.values())
        first = nn.Linear(len(MEASURES) + 3 * FEATURES, WIDTH)
        self.body = nn.Sequential(first, Block(), Block(), nn.BatchNorm1d(WIDTH), nn.ReLU(), nn.Linear(WIDTH, 1))
        for module in self.modules():
            if isinstance(module, nn.Linear):
                nn.init.kaiming_uniform_(module.weight, nonlinearity="relu")
                nn.init.zeros_(module.bias)

    def forward(self, numbers, grades):
        embedded = [embedding(grades[:, at]) for at, embedding in enumerate(self.grades)]
        return self.body(torch.cat([numbers, *embedded], 1))[:, 0] * self.deviation + self.mean


def network(numbers, grades, prices, parts, seed, epochs):
    torch.manual_seed(seed)
    part = {name: torch.tensor(rows) for name, rows in parts.items()}
    known = torch.tensor(numbers, dtype=torch.float32), torch.tensor(grades)
    targets = torch.tensor(prices, dtype=torch.float32)
    mean, deviation = prices[parts["train"]].mean(), prices[parts["train"]].std()
    model = PriceNetwork(mean, deviation)
    steps = len(part["train"]) // BATCH
    optimizer = torch.optim.AdamW(model.parameters(), lr=PEAK, weight_decay=0.01)
    rates = torch.optim.lr_scheduler.OneCycleLR(optimizer, PEAK, total_steps=steps * epochs, cycle_momentum=False)

    def scores_on(name):
        model.eval()
        with torch.no_grad():
            predictions = model(*(each[part[name]] for each in known)).numpy().astype(np.float64)
        return scores(predictions, prices[parts[name]])

    best, waited, kept = math.inf, 0, None
    for _ in range(epochs):
        model.train()
        order = part["train"][torch.randperm(len(part["train"]))]
        for step in range(steps):
            rows = order[step * BATCH : (step + 1) * BATCH]
            optimizer.zero_grad()
            outputs = model(*(each[rows] for each in known))
            (((outputs - targets[rows]) ** 2).mean() / deviation**2).backward()
            optimizer.step()
            rates.step()
        _, dollars = scores_on("validation")
        if dollars < best:
            best, waited = dollars, 0
            kept = {name: value.clone() for name, value in model.state_dict().items()}
        else:
            waited += 1
            if waited >= PATIENCE:
                break
    model.load_state_dict(kept)
    return scores_on("test")


def show(name, results):
    columns = list(zip(*results))
    parts = [
        f"{label} {statistics.mean(column):.{digits}f} ± {statistics.stdev(column) if len(column) > 1 else 0:.{digits}f}"
        for label, digits, column in zip(("R2", "RMSE"), (5, 1), columns)
    ]
    print(f"{name}: {', '.join(parts)} ({len(results)} runs)", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--epochs", type=int, default=30)
    parser.add_argument("--threads", type=int, default=1, help="of PyTorch")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    diamonds = read_diamonds()
    ours, theirs = [], []
    for seed in range(arguments.seeds):
        start = time.time()
        output = node("main.ts", "--json", "--seed", str(seed), "--epochs", str(arguments.epochs))
        summary = json.loads(output.strip().split("\n")[-1])
        result = summary["network"]
        ours.append((result["r2"], result["rootMeanSquaredError"]))
        print(f"Rensa, seed {seed}: R2 {ours[-1][0]:.5f}, RMSE {ours[-1][1]:.1f}, {time.time() - start:.0f} s", flush=True)
        start = time.time()
        theirs.append(network(*diamonds, seed, arguments.epochs))
        print(
            f"PyTorch, seed {seed}: R2 {theirs[-1][0]:.5f}, RMSE {theirs[-1][1]:.1f}, {time.time() - start:.0f} s", flush=True
        )
    baseline = summary["baseline"]
    print(f"linear, Rensa: R2 {baseline['r2']:.10f}, RMSE {baseline['rootMeanSquaredError']:.7f}")
    r2, dollars = linear(*diamonds)
    print(f"linear, numpy: R2 {r2:.10f}, RMSE {dollars:.7f}")
    show("network, Rensa", ours)
    show("network, PyTorch", theirs)


main()
