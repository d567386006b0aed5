"""The workloads in JAX, on the CPU: a step is one jitted function that takes over the buffers of its state."""

from functools import partial

import jax
import jax.numpy as jnp
import numpy
from jax import lax

version = jax.__version__


def cross_entropy(logits, labels):
    return -jnp.mean(jnp.take_along_axis(jax.nn.log_softmax(logits), labels[:, None], axis=1))


def mlp_loss(workload, parameters, x, y):
    between = jax.nn.relu if workload["activation"] == "relu" else jnp.tanh
    for layer in range(1, workload["layers"] + 1):
        x = x @ parameters[f"weights_{layer}"] + parameters[f"bias_{layer}"]
        if layer < workload["layers"]:
            x = between(x)
    return cross_entropy(x, y) if workload["loss"] == "cross-entropy" else jnp.mean((x - y) ** 2)


def dense(parameters, x, name):
    return x @ parameters[name + "_weights"] + parameters[name + "_bias"]


def convolve(x, filters, groups=1):
    layout = ("NHWC", "HWIO", "NHWC")
    return lax.conv_general_dilated(x, filters, (1, 1), "SAME", dimension_numbers=layout, feature_group_count=groups)


def cnn_loss(workload, parameters, x, y):
    for layer in range(1, workload["convolutions"] + 1):
        x = jax.nn.relu(convolve(x, parameters[f"filters_{layer}"]) + parameters[f"bias_{layer}"])
        x = lax.reduce_window(x, -jnp.inf, lax.max, (1, 2, 2, 1), (1, 2, 2, 1), "VALID")
    return cross_entropy(dense(parameters, x.reshape(x.shape[0], -1), "dense"), y)


def norm(parameters, x, name):
    normal = (x - x.mean(-1, keepdims=True)) / jnp.sqrt(x.var(-1, keepdims=True) + 1e-5)
    return normal * parameters[name + "_scale"] + parameters[name + "_shift"]


def transformer_loss(workload, parameters, x, y):
    heads = workload["heads"]
    h = parameters["token_embedding"][x] + parameters["position_embedding"]
    batch, context, width = h.shape
    causal = numpy.tril(numpy.ones((context, context), bool))
    for at in range(1, workload["blocks"] + 1):
        block = f"block_{at}"
        qkv = dense(parameters, norm(parameters, h, f"{block}_norm_1"), f"{block}_attention")
        queries, keys, values = qkv.reshape(batch, context, 3, heads, width // heads).transpose(2, 0, 3, 1, 4)
        scores = queries @ keys.swapaxes(-1, -2) / numpy.float32((width // heads) ** 0.5)
        mixed = jax.nn.softmax(jnp.where(causal, scores, -1e9)) @ values
        h = h + dense(parameters, mixed.swapaxes(1, 2).reshape(h.shape), f"{block}_projection")
        wide = jax.nn.gelu(dense(parameters, norm(parameters, h, f"{block}_norm_2"), f"{block}_expand"), approximate=True)
        h = h + dense(parameters, wide, f"{block}_contract")
    return cross_entropy(dense(parameters, norm(parameters, h, "final_norm"), "head").reshape(batch * context, -1), y)


def gru_loss(workload, parameters, x, y):
    """`scan` over time, with the inputs' product for all steps before it."""
    inputs = dense(parameters, parameters["embedding"][x], "input")

    def step(h, now):
        input_reset, input_update, input_new = jnp.split(now, 3, axis=-1)
        reset, update, new = jnp.split(dense(parameters, h, "hidden"), 3, axis=-1)
        r, z = jax.nn.sigmoid(input_reset + reset), jax.nn.sigmoid(input_update + update)
        h = (1 - z) * jnp.tanh(input_new + r * new) + z * h
        return h, h

    start = jnp.zeros((x.shape[1], parameters["embedding"].shape[1]), jnp.float32)
    _, outputs = lax.scan(step, start, inputs)
    return cross_entropy(dense(parameters, outputs.reshape(-1, outputs.shape[-1]), "head"), y)


losses = {"mlp": mlp_loss, "cnn": cnn_loss, "transformer": transformer_loss, "gru": gru_loss}


class Training:
    is_training = True

    def __init__(self, workload):
        loss = partial(losses[workload["kind"]], workload)
        rate = workload["learningRate"]

        def step(state, x, y):
            parameters, first, second, time = state
            value, gradients = jax.value_and_grad(loss)(parameters, x, y)
            time = time + 1
            first = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, first, gradients)
            second = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, second, gradients)
            scale, root = 1 - 0.9**time, 1 - 0.999**time
            update = lambda p, m, v: p - rate * (m / scale) / (jnp.sqrt(v / root) + 1e-8)
            return value, (jax.tree.map(update, parameters, first, second), first, second, time)

        self.compiled = jax.jit(step, donate_argnums=0)
        parameters = jax.tree.map(jnp.asarray, workload["parameters"])
        zeros = lambda: jax.tree.map(jnp.zeros_like, parameters)
        self.state = (parameters, zeros(), zeros(), jnp.float32(0))
        self.batches = workload["batches"]
        self.next = 0

    def step(self):
        batch = self.batches[self.next % len(self.batches)]
        self.next += 1
        loss, self.state = self.compiled(self.state, batch["x"], batch["y"])
        return float(loss)


class Layer:
    is_training = False

    def __init__(self, body, *operands):
        self.compiled = jax.jit(body)
        self.operands = [jax.tree.map(jnp.asarray, operand) for operand in operands]

    def step(self):
        self.results = jax.block_until_ready(self.compiled(*self.operands))

    def outputs(self):
        return [numpy.asarray(result) for result in self.results]


def build(workload):
    if workload["kind"] == "gemm":
        left = lambda a: a.T if workload["transposeA"] else a
        right = lambda b: b.T if workload["transposeB"] else b
        return Layer(lambda a, b: [left(matrix) @ right(b) for matrix in a], workload["a"], workload["b"])
    if workload["kind"] == "convolution":
        return build_convolution(workload)
    return Training(workload)


def build_convolution(workload):
    filters = workload["filters"]
    groups = filters.shape[2] if workload["depthwise"] else 1
    # A group sees one channel of its own: [height, width, 1, channels].
    arranged = (lambda w: w.swapaxes(2, 3)) if workload["depthwise"] else (lambda w: w)

    def body(x, w, cotangent):
        output, pull = jax.vjp(lambda x, w: convolve(x, arranged(w), groups), x, w)
        return (output, *pull(cotangent))

    return Layer(body, workload["x"], filters, workload["gradient"])
