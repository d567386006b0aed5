"""Writes what PyTorch computes for the transforms that ../test/transforms.test.ts runs, in float64.

Run: python packages/rensa/reference/transforms.py > packages/rensa/reference/transforms.json
"""
import json
import torch
from torch.func import functional_call, grad, hessian, jvp, vjp, vmap

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)


def sample(*shape, low=-1.0, high=1.0):
    """The sequence of sampleTensor: fractional parts of multiples of the golden ratio."""
    size = 1
    for extent in shape:
        size *= extent
    values = [low + (high - low) * (((index + 1) * 0.6180339887498949) % 1) for index in range(size)]
    return torch.tensor(values).reshape(shape)


def loss(x, y, w, v):
    return ((torch.tanh(x @ w) @ v - y) ** 2).mean()


def rnn(h, x, w, u):
    total = torch.zeros(())
    for element in x:
        h = torch.tanh(element @ w + h @ u)
        total = total + (h * h).sum()
    return total + h.sum()


results = {}


def record(name, **tensors):
    results[name] = {key: tensor.flatten().tolist() for key, tensor in tensors.items()}


curve = lambda x: (torch.tanh(x) ** 3 * torch.exp(-x * x)).sum()
record("grad of grad", x=grad(lambda x: grad(curve)(x).sum())(sample(5)))
record("grad of grad of grad", x=grad(lambda x: grad(lambda z: grad(curve)(z).sum())(x).sum())(sample(5)))

x, y, w, v = sample(6, 3), sample(6, 2), sample(3, 4), sample(4, 2)
direction = sample(3, 4, low=-0.5, high=0.25)
value, tangent = jvp(lambda w: grad(loss, 2)(x, y, w, v), (w,), (direction,))
record("jvp of grad", value=value, tangent=tangent)
cotangent = sample(6, 4, low=0.0, high=1.0)
pull = lambda w: vjp(lambda w: torch.tanh(x @ w), w)[1](cotangent)[0]
value, tangent = jvp(pull, (w,), (direction,))
record("jvp of vjp", value=value, tangent=tangent)
pushed = lambda w: jvp(lambda w: torch.tanh(x @ w), (w,), (direction,))[1]
record("vjp of jvp", w=vjp(pushed, w)[1](cotangent)[0])

each = vmap(grad(loss, (2, 3)), in_dims=(0, 0, None, None))(x.unsqueeze(1), y.unsqueeze(1), w, v)
record("vmap of grad", w=each[0], v=each[1])
second = hessian(lambda w, v: loss(x, y, w, v), argnums=(0, 1))(w, v)
record("hessian", ww=second[0][0], wv=second[0][1], vw=second[1][0], vv=second[1][1])

h, xs = sample(2, 4), sample(1000, 2, 3)
wx, u = sample(3, 4), sample(4, 4, low=-0.6, high=0.6)
gradients = grad(rnn, (0, 2, 3))(h, xs, wx, u)
record("grad through a scan of 1000 steps", value=rnn(h, xs, wx, u), h=gradients[0], w=gradients[1], u=gradients[2])

print(json.dumps({"torch": torch.__version__, "results": results}, indent=1))
