"""The digits job in PyTorch: the same data, network, initialization, augmentation, optimizer, schedule and epochs.

In this folder, with a Python that has torch and numpy:

    python reference.py --seeds 3

prints the test accuracy of both sides for each seed, and their means and standard deviations.
"""

import argparse
import json
import math
import statistics
import subprocess

import numpy as np
import torch
from torch import nn
from torch.nn import functional

TRAINED, SIDE = 8000, 28


def read_digits():
    raw = subprocess.run(["npx", "tsx", "write-digits.ts"], check=True, capture_output=True).stdout
    rows = np.frombuffer(raw, dtype=np.uint8).reshape(10000, SIDE * SIDE + 1)
    images = torch.tensor(rows[:, :-1], dtype=torch.float32).reshape(-1, 1, SIDE, SIDE) / 255
    labels = torch.tensor(rows[:, -1], dtype=torch.int64)
    return (images[:TRAINED], labels[:TRAINED]), (images[TRAINED:], labels[TRAINED:])


def network():
    layers = nn.Sequential(
        nn.Conv2d(1, 16, 3, padding="same"), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(16, 32, 3, padding="same"), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Dropout(0.25), nn.Linear(7 * 7 * 32, 128), nn.ReLU(),
        nn.Dropout(0.25), nn.Linear(128, 10),
    )
    for layer in layers:
        if isinstance(layer, (nn.Conv2d, nn.Linear)):
            nn.init.kaiming_uniform_(layer.weight, nonlinearity="relu")
            nn.init.zeros_(layer.bias)
    return layers


def moved(images):
    count = len(images)
    within = lambda limit: (2 * torch.rand(count) - 1) * limit
    angle, scale = within(10 * math.pi / 180), 1 + within(0.1)
    cos, sin = torch.cos(angle) / scale, torch.sin(angle) / scale
    # In affine_grid, 1 is half the side.
    right, down = within(2) / (SIDE / 2), within(2) / (SIDE / 2)
    matrices = torch.stack([torch.stack([cos, -sin, right], 1), torch.stack([sin, cos, down], 1)], 1)
    grid = functional.affine_grid(matrices, images.shape, align_corners=False)
    return functional.grid_sample(images, grid, align_corners=False)


def train_pytorch(train, test, seed, epochs, batch=32, peak=3e-3, warm_up=100):
    torch.manual_seed(seed)
    model = network()
    steps = TRAINED // batch * epochs
    optimizer = torch.optim.AdamW(model.parameters(), lr=1, weight_decay=0.01)
    rate = lambda step: peak * (step / warm_up if step < warm_up
                                else (1 + math.cos(math.pi * (step - warm_up) / (steps - warm_up))) / 2)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, rate)
    images, labels = train
    for _ in range(epochs):
        model.train()
        for rows in torch.randperm(TRAINED).split(batch):
            optimizer.zero_grad()
            functional.cross_entropy(model(moved(images[rows])), labels[rows]).backward()
            optimizer.step()
            schedule.step()
    model.eval()
    with torch.no_grad():
        return (model(test[0]).argmax(1) == test[1]).float().mean().item()


def train_rensa(seed, epochs):
    command = ["npx", "tsx", "main.ts", "--json", "--seed", str(seed), "--epochs", str(epochs)]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip().split("\n")
    return json.loads(lines[-1])["testAccuracy"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    train, test = read_digits()
    found = {"Rensa": [], "PyTorch": []}
    for seed in range(options.seeds):
        found["Rensa"].append(train_rensa(seed, options.epochs))
        found["PyTorch"].append(train_pytorch(train, test, seed, options.epochs))
        print(f"seed {seed}: " + ", ".join(f"{name} {values[-1]:.4f}" for name, values in found.items()), flush=True)
    for name, values in found.items():
        spread = statistics.stdev(values) if len(values) > 1 else 0
        print(f"{name}: {statistics.mean(values):.4f} ± {spread:.4f}")


if __name__ == "__main__":
    main()
