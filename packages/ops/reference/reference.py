"""Answers questions about samples of ops with PyTorch: values and gradients in float64. JSON from stdin to stdout."""

import json
import math
import sys

import torch
import torch.nn.functional as F

DTYPES = {"f32": torch.float64, "f64": torch.float64, "i32": torch.int64, "u8": torch.uint8, "bool": torch.bool}


def tensor_of(given):
    """An input; floats are leaves that gradients flow to."""
    dtype = DTYPES[given["dtype"]]
    numbers = [float(number) for number in given["data"]]
    tensor = torch.tensor(numbers, dtype=torch.float64).to(dtype).reshape(given["shape"])
    return tensor.requires_grad_() if dtype.is_floating_point else tensor


def plain(tensor):
    """The elements as JSON has them: what is not finite is a string. JavaScript's names; -0 becomes 0."""
    names = {math.inf: "Infinity", -math.inf: "-Infinity"}
    elements = tensor.detach().reshape(-1).tolist()
    if not tensor.dtype.is_floating_point:
        return [int(element) for element in elements]
    return ["NaN" if math.isnan(each) else names.get(each, each + 0.0) for each in elements]


def answer(question):
    torch.manual_seed(0)
    inputs = [tensor_of(given) for given in question["inputs"]]
    known = {"torch": torch, "F": F, "math": math, "xs": inputs}
    known.update((given["name"], tensor) for given, tensor in zip(question["inputs"], inputs))
    result = eval(question["expression"], known)
    if isinstance(result, (bool, int, float)):
        result = torch.tensor(result)
    if not isinstance(result, torch.Tensor):
        raise TypeError(f"the expression is a {type(result).__name__} and not a tensor")
    answered = {"shape": list(result.shape), "values": plain(result)}
    if question["weights"] is not None:
        answered["gradients"] = gradients(question, inputs, result)
    return answered


def gradients(question, inputs, result):
    """By every float input, of the sum of the weighted elements; zeros for one that it does not depend on."""
    if not result.dtype.is_floating_point:
        raise TypeError(f"the expression is {result.dtype} where the op has floats")
    names = [given["name"] for given in question["inputs"]]
    wanted = [(name, tensor) for name, tensor in zip(names, inputs) if tensor.requires_grad]
    weights = torch.tensor([float(weight) for weight in question["weights"]], dtype=torch.float64)
    loss = (weights.reshape(result.shape) * result).sum()
    found = [None] * len(wanted)
    if loss.requires_grad:
        found = torch.autograd.grad(loss, [tensor for _, tensor in wanted], allow_unused=True)
    return {
        name: plain(torch.zeros_like(tensor) if gradient is None else gradient)
        for (name, tensor), gradient in zip(wanted, found)
    }


def attempt(question):
    try:
        return answer(question)
    except Exception as error:  # Reported per sample, so that one mistake does not hide the others.
        return {"error": f"{type(error).__name__}: {error}"}


def main():
    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)
    torch.use_deterministic_algorithms(True, warn_only=True)
    questions = json.load(sys.stdin)
    json.dump({"torch": torch.__version__, "answers": [attempt(question) for question in questions]}, sys.stdout)


if __name__ == "__main__":
    main()
