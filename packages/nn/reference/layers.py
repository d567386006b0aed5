"""What PyTorch computes for the layers, in float64: outputs, and gradients by inputs and parameters.

Run it where `torch` is installed; it writes `layers.json` beside itself. Inputs, parameters and the weights of the sum that
is differentiated come from one formula, `pattern`, which the test has too, so that only results are stored. Layouts are
those of Rensa: channels last, weights `[window..., inputs, outputs]`.
"""

import json
from pathlib import Path

import torch
import torch.nn.functional as F


def pattern(shape, seed):
    """Numbers from -50/64 to 50/64, of which 101 in a row differ; exact in float32."""
    size = 1
    for extent in shape:
        size *= extent
    values = [((at * 37 + seed * 29 + 17) % 101 - 50) / 64 for at in range(size)]
    return torch.tensor(values, dtype=torch.float64).reshape(shape)


def parameter(name, shape, seed):
    value = pattern(shape, seed)
    if name == "runningVariance":
        value = value / 4 + 1
    return value


def first(x):
    """Channels last to channels first."""
    return x.movedim(-1, 1)


def last(x):
    return x.movedim(1, -1)


def same(x, window, stride):
    """TensorFlow's padding of the spatial axes of a tensor with channels first."""
    pads = []
    for extent in reversed(x.shape[2:]):
        count = -(-extent // stride)
        total = max(0, (count - 1) * stride + window - extent)
        pads += [total // 2, total - total // 2]
    return F.pad(x, pads)


def conv2d_weights(w):
    return w.permute(3, 2, 0, 1)


def depthwise_weights(w):
    height, width, channels, multiplier = w.shape
    return w.permute(2, 3, 0, 1).reshape(channels * multiplier, 1, height, width)


def separable(x, p):
    depthwise = F.conv2d(same(first(x), 3, 1), depthwise_weights(p["depthwise"]), groups=2)
    return last(F.conv2d(depthwise, conv2d_weights(p["pointwise"]), p["bias"]))


def batch_norm(x, p, training):
    mean, variance = p["runningMean"].detach().clone(), p["runningVariance"].detach().clone()
    out = last(F.batch_norm(first(x), mean, variance, p["scale"], p["bias"], training, 0.1, 1e-5))
    return out, {"runningMean": mean, "runningVariance": variance} if training else {}


def residual(x, p):
    inner = torch.relu(x @ p["layer.dense_1.weights"] + p["layer.dense_1.bias"])
    inner = inner @ p["layer.dense_2.weights"] + p["layer.dense_2.bias"]
    return inner + x @ p["shortcut.weights"]


def tied(x, p):
    code = torch.tanh(x @ p["encoder.weights"] + p["encoder.bias"])
    return code @ p["encoder.weights"].T + p["bias"]


# By name: the shape of the inputs, the shapes of the parameters, and the layer.
CASES = {
    "dense": ([2, 3, 4], {"weights": [4, 5], "bias": [5]}, lambda x, p: x @ p["weights"] + p["bias"]),
    "dense without bias": ([3, 4], {"weights": [4, 2]}, lambda x, p: x @ p["weights"]),
    "conv1d causal": (
        [2, 6, 3],
        {"weights": [3, 3, 4], "bias": [4]},
        lambda x, p: last(F.conv1d(F.pad(first(x), [2, 0]), p["weights"].permute(2, 1, 0), p["bias"])),
    ),
    "conv1d dilated": (
        [2, 9, 2],
        {"weights": [3, 2, 2], "bias": [2]},
        lambda x, p: last(F.conv1d(first(x), p["weights"].permute(2, 1, 0), p["bias"], stride=2, dilation=2)),
    ),
    "conv2d": (
        [2, 5, 4, 2],
        {"weights": [3, 2, 2, 3], "bias": [3]},
        lambda x, p: last(F.conv2d(first(x), conv2d_weights(p["weights"]), p["bias"])),
    ),
    "conv2d same, strides 2": (
        [1, 5, 6, 2],
        {"weights": [3, 3, 2, 3]},
        lambda x, p: last(F.conv2d(same(first(x), 3, 2), conv2d_weights(p["weights"]), stride=2)),
    ),
    "conv2d in groups": (
        [1, 4, 4, 4],
        {"weights": [3, 3, 2, 4], "bias": [4]},
        lambda x, p: last(F.conv2d(first(x), conv2d_weights(p["weights"]), p["bias"], padding=1, groups=2)),
    ),
    "conv2dTranspose": (
        [1, 3, 3, 2],
        {"weights": [4, 4, 3, 2], "bias": [3]},
        lambda x, p: last(
            F.conv_transpose2d(first(x), p["weights"].permute(3, 2, 0, 1), p["bias"], stride=2, padding=1)
        ),
    ),
    "depthwiseConv2d": (
        [1, 5, 5, 2],
        {"weights": [3, 3, 2, 2], "bias": [4]},
        lambda x, p: last(F.conv2d(first(x), depthwise_weights(p["weights"]), p["bias"], groups=2)),
    ),
    "separableConv2d": (
        [1, 4, 4, 2],
        {"depthwise": [3, 3, 2, 2], "pointwise": [1, 1, 4, 3], "bias": [3]},
        separable,
    ),
    "maxPool1d": ([2, 7, 2], {}, lambda x, p: last(F.max_pool1d(first(x), 3, 2))),
    "maxPool2d": ([1, 6, 4, 2], {}, lambda x, p: last(F.max_pool2d(first(x), (3, 2)))),
    "averagePool1d": ([2, 6, 2], {}, lambda x, p: last(F.avg_pool1d(first(x), 2))),
    "averagePool2d": (
        [1, 5, 5, 2],
        {},
        lambda x, p: last(F.avg_pool2d(first(x), 3, 2, padding=1, count_include_pad=False)),
    ),
    "globalAveragePool": ([2, 3, 4, 3], {}, lambda x, p: x.mean((1, 2))),
    "embedding": ([2, 5], {"weights": [7, 3]}, lambda x, p: F.embedding(x, p["weights"])),
    "batchNorm in training": (
        [3, 2, 2, 4],
        {"scale": [4], "bias": [4], "runningMean": [4], "runningVariance": [4]},
        lambda x, p: batch_norm(x, p, True),
    ),
    "batchNorm in inference": (
        [3, 2, 2, 4],
        {"scale": [4], "bias": [4], "runningMean": [4], "runningVariance": [4]},
        lambda x, p: batch_norm(x, p, False),
    ),
    "layerNorm": (
        [3, 2, 5],
        {"scale": [5], "bias": [5]},
        lambda x, p: F.layer_norm(x, [5], p["scale"], p["bias"], 1e-5),
    ),
    "layerNorm over two axes": (
        [3, 2, 5],
        {"scale": [2, 5]},
        lambda x, p: F.layer_norm(x, [2, 5], p["scale"], None, 1e-3),
    ),
    "rmsNorm": ([3, 2, 5], {"scale": [5]}, lambda x, p: F.rms_norm(x, [5], p["scale"], 1e-6)),
    "groupNorm": (
        [2, 3, 2, 6],
        {"scale": [6], "bias": [6]},
        lambda x, p: last(F.group_norm(first(x), 3, p["scale"], p["bias"], 1e-5)),
    ),
    "instanceNorm": (
        [2, 3, 2, 3],
        {"scale": [3], "bias": [3]},
        lambda x, p: last(F.instance_norm(first(x), None, None, p["scale"], p["bias"], True, 0.1, 1e-5)),
    ),
    "flatten": ([2, 3, 2], {}, lambda x, p: x.flatten(1)),
    "reshape": ([2, 6], {}, lambda x, p: x.reshape(2, 3, 2)),
    "residual": (
        [3, 4],
        {
            "layer.dense_1.weights": [4, 5],
            "layer.dense_1.bias": [5],
            "layer.dense_2.weights": [5, 3],
            "layer.dense_2.bias": [3],
            "shortcut.weights": [4, 3],
        },
        residual,
    ),
    "tied autoencoder": (
        [3, 6],
        {"encoder.weights": [6, 2], "encoder.bias": [2], "bias": [6]},
        tied,
    ),
}


def numbers(tensor):
    return [float(f"{value:.15g}") for value in tensor.detach().reshape(-1).tolist()]


def run(name, shape, shapes, layer):
    # Seeds follow the sorted paths of the parameters; the inputs have 0.
    parameters = {
        path: parameter(path, shapes[path], seed + 1).requires_grad_() for seed, path in enumerate(sorted(shapes))
    }
    inputs = pattern(shape, 0)
    inputs = ((inputs * 64).long() % 7) if name == "embedding" else inputs.requires_grad_()
    result = layer(inputs, parameters)
    output, assigned = result if isinstance(result, tuple) else (result, {})
    (output * pattern(output.shape, 9)).sum().backward()
    leaves = {"inputs": inputs, **parameters}
    record = {
        "shape": list(output.shape),
        "output": numbers(output),
        "gradients": {path: numbers(leaf.grad) for path, leaf in leaves.items() if leaf.grad is not None},
    }
    return {**record, "assigned": {path: numbers(value) for path, value in assigned.items()}} if assigned else record


if __name__ == "__main__":
    records = {name: run(name, *case) for name, case in CASES.items()}
    text = json.dumps({"torch": torch.__version__, "cases": records}, separators=(",", ":"))
    Path(__file__).with_name("layers.json").write_text(text.replace('},"', '},\n"') + "\n")
