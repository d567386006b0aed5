"""The workloads in PyTorch, on the CPU."""

import math

import numpy
import torch
import torch.nn.functional as F

version = torch.__version__


def set_threads(threads):
    torch.set_num_threads(threads)


class Training:
    """A model with Adam. The fused optimizer is the fastest that PyTorch has on the CPU."""

    is_training = True

    def __init__(self, workload):
        self.loss = {"mlp": Mlp, "cnn": cnn, "transformer": Transformer, "gru": Gru}[workload["kind"]](workload)
        rate = workload["learningRate"]
        self.optimizer = torch.optim.Adam(self.loss.parameters(), lr=rate, betas=(0.9, 0.999), eps=1e-8, fused=True)
        self.batches = workload["batches"]
        self.next = 0

    def step(self):
        batch = self.batches[self.next % len(self.batches)]
        self.next += 1
        loss = self.loss(torch.from_numpy(batch["x"]), torch.from_numpy(batch["y"]))
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        self.optimizer.step()
        return loss.item()


class Weights(torch.nn.Module):
    """Parameters by the names that the workload gives them."""

    def __init__(self, parameters):
        super().__init__()
        for name, value in parameters.items():
            setattr(self, name, torch.nn.Parameter(torch.from_numpy(numpy.ascontiguousarray(value))))

    def dense(self, x, name):
        # Workloads keep weights as [inputs, outputs], PyTorch as [outputs, inputs].
        return F.linear(x, getattr(self, name + "_weights"), getattr(self, name + "_bias"))


def transposed(parameters, *ends):
    """Weight matrices in PyTorch's orientation."""
    return {name: value.T if name.endswith(ends) else value for name, value in parameters.items()}


class Mlp(Weights):
    def __init__(self, workload):
        layers = workload["layers"]
        parameters = workload["parameters"]
        super().__init__({n: v.T if n.startswith("weights") else v for n, v in parameters.items()})
        self.layers = layers
        self.between = torch.relu if workload["activation"] == "relu" else torch.tanh
        self.criterion = F.cross_entropy if workload["loss"] == "cross-entropy" else F.mse_loss

    def forward(self, x, y):
        for layer in range(1, self.layers + 1):
            x = F.linear(x, getattr(self, f"weights_{layer}"), getattr(self, f"bias_{layer}"))
            if layer < self.layers:
                x = self.between(x)
        return self.criterion(x, y if self.criterion is F.mse_loss else y.long())


def cnn(workload):
    """Channels first, PyTorch's native order: filters, images and the rows of the dense layer are brought into it."""
    count = workload["convolutions"]
    parameters = {}
    for name, value in workload["parameters"].items():
        if name.startswith("filters"):
            value = value.transpose(3, 2, 0, 1)
        elif name == "dense_weights":
            channels = workload["parameters"][f"bias_{count}"].shape[0]
            value = value.reshape(-1, channels, value.shape[1]).transpose(1, 0, 2).reshape(value.shape).T
        parameters[name] = value
    for batch in workload["batches"]:
        batch["x"] = numpy.ascontiguousarray(batch["x"].transpose(0, 3, 1, 2))
    return Cnn(parameters, count)


class Cnn(Weights):
    def __init__(self, parameters, convolutions):
        super().__init__(parameters)
        self.convolutions = convolutions

    def forward(self, x, y):
        for layer in range(1, self.convolutions + 1):
            x = F.conv2d(x, getattr(self, f"filters_{layer}"), getattr(self, f"bias_{layer}"), padding="same")
            x = F.max_pool2d(F.relu(x), 2)
        return F.cross_entropy(self.dense(x.flatten(1), "dense"), y.long())


class Transformer(Weights):
    def __init__(self, workload):
        super().__init__(transposed(workload["parameters"], "_weights"))
        self.blocks, self.heads = workload["blocks"], workload["heads"]

    def norm(self, x, name):
        return F.layer_norm(x, x.shape[-1:], getattr(self, name + "_scale"), getattr(self, name + "_shift"), 1e-5)

    def attention(self, x, name):
        batch, context, width = x.shape
        parts = self.dense(x, name).view(batch, context, 3, self.heads, width // self.heads)
        queries, keys, values = parts.permute(2, 0, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(queries, keys, values, is_causal=True)
        return mixed.transpose(1, 2).reshape(batch, context, width)

    def forward(self, x, y):
        h = F.embedding(x, self.token_embedding) + self.position_embedding
        for at in range(1, self.blocks + 1):
            block = f"block_{at}"
            attended = self.attention(self.norm(h, f"{block}_norm_1"), f"{block}_attention")
            h = h + self.dense(attended, f"{block}_projection")
            wide = F.gelu(self.dense(self.norm(h, f"{block}_norm_2"), f"{block}_expand"), approximate="tanh")
            h = h + self.dense(wide, f"{block}_contract")
        return F.cross_entropy(self.dense(self.norm(h, "final_norm"), "head").flatten(0, 1), y.long())


class Gru(Weights):
    def __init__(self, workload):
        parameters = workload["parameters"]
        own = {name: value for name, value in parameters.items() if not name.startswith(("input", "hidden"))}
        super().__init__(transposed(own, "_weights"))
        vocabulary, hidden = parameters["embedding"].shape
        self.layer = torch.nn.GRU(hidden, hidden)
        with torch.no_grad():
            self.layer.weight_ih_l0.copy_(torch.from_numpy(parameters["input_weights"].T.copy()))
            self.layer.weight_hh_l0.copy_(torch.from_numpy(parameters["hidden_weights"].T.copy()))
            self.layer.bias_ih_l0.copy_(torch.from_numpy(parameters["input_bias"]))
            self.layer.bias_hh_l0.copy_(torch.from_numpy(parameters["hidden_bias"]))

    def forward(self, x, y):
        outputs, _ = self.layer(F.embedding(x, self.embedding))
        return F.cross_entropy(self.dense(outputs, "head").flatten(0, 1), y.long())


class Products:
    is_training = False

    def __init__(self, workload):
        tensors = [torch.from_numpy(matrix) for matrix in workload["a"]]
        self.left = [matrix.T if workload["transposeA"] else matrix for matrix in tensors]
        right = torch.from_numpy(workload["b"])
        self.right = right.T if workload["transposeB"] else right
        self.results = [torch.empty(matrix.shape[0], self.right.shape[1]) for matrix in self.left]

    def step(self):
        for matrix, result in zip(self.left, self.results):
            torch.mm(matrix, self.right, out=result)

    def outputs(self):
        return [result.numpy() for result in self.results]


class Convolution:
    """Forward and both gradients, through autograd."""

    is_training = False

    def __init__(self, workload):
        first = lambda value: torch.from_numpy(numpy.ascontiguousarray(value.transpose(0, 3, 1, 2)))
        self.depthwise = workload["depthwise"]
        self.x = first(workload["x"]).requires_grad_()
        order = (2, 3, 0, 1) if self.depthwise else (3, 2, 0, 1)
        filters = numpy.ascontiguousarray(workload["filters"].transpose(order))
        self.filters = torch.from_numpy(filters).requires_grad_()
        self.gradient = first(workload["gradient"])
        self.groups = self.x.shape[1] if self.depthwise else 1
        self.results = ()

    def step(self):
        output = F.conv2d(self.x, self.filters, padding="same", groups=self.groups)
        self.results = (output, *torch.autograd.grad(output, (self.x, self.filters), self.gradient))

    def outputs(self):
        output, x, filters = (result.detach().numpy() for result in self.results)
        back = (2, 3, 0, 1) if self.depthwise else (2, 3, 1, 0)
        last = lambda value, order: numpy.ascontiguousarray(value.transpose(order))
        return [last(output, (0, 2, 3, 1)), last(x, (0, 2, 3, 1)), last(filters, back)]


def build(workload):
    if workload["kind"] == "gemm":
        return Products(workload)
    if workload["kind"] == "convolution":
        return Convolution(workload)
    return Training(workload)
