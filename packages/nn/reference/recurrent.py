"""What PyTorch computes, in float64, for recurrent layers and attention: outputs and all gradients. JSON to stdout.

The parameters are named and laid out as the layers of this package have them: weights are [in, out].
"""

import json
import sys

import torch
from torch import nn

BATCH, TIME, FEATURES, UNITS = 2, 4, 3, 3
WIDTH, HEADS, HIDDEN, MEMORY = 4, 2, 5, 3


def plain(tensor):
    return {"shape": list(tensor.shape), "data": tensor.detach().reshape(-1).tolist()}


def short(*shape):
    """Normal numbers of few digits, which the file is smaller for."""
    return torch.round(torch.randn(shape), decimals=2)


def randomize(module):
    """Every parameter from the generator, so that none is 0 and no norm is the identity."""
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.copy_(short(*parameter.shape) / 2)


def inputs_of(*shapes):
    return [short(*shape).requires_grad_() for shape in shapes]


def case(name, leaves, output):
    """One case: the leaves by path with `(tensor, transform to our layout)`, the output, and the loss's gradients."""
    weights = short(*output.shape)
    tensors = [tensor for tensor, _ in leaves.values()]
    gradients = torch.autograd.grad((weights * output).sum(), list(dict.fromkeys(tensors)))
    by_tensor = dict(zip(dict.fromkeys(tensors), gradients))
    return {
        "name": name,
        "values": {path: plain(ours(tensor)) for path, (tensor, ours) in leaves.items()},
        "output": plain(output),
        "weights": plain(weights),
        "gradients": {path: plain(ours(by_tensor[tensor])) for path, (tensor, ours) in leaves.items()},
    }


def same(tensor):
    return tensor


def transposed(tensor):
    return tensor.transpose(0, 1)


def recurrent_leaves(prefix, module, suffix=""):
    return {
        f"{prefix}inputWeights": (getattr(module, f"weight_ih_l0{suffix}"), transposed),
        f"{prefix}hiddenWeights": (getattr(module, f"weight_hh_l0{suffix}"), transposed),
        f"{prefix}inputBias": (getattr(module, f"bias_ih_l0{suffix}"), same),
        f"{prefix}hiddenBias": (getattr(module, f"bias_hh_l0{suffix}"), same),
    }


def one_direction(name, module, last=False, given_state=False):
    randomize(module)
    (x,) = inputs_of((BATCH, TIME, FEATURES))
    leaves = {"inputs": (x, same), **recurrent_leaves("parameters.", module)}
    state = None
    if given_state:
        hidden, cell = inputs_of((1, BATCH, UNITS), (1, BATCH, UNITS))
        paths = ["state.hidden", "state.cell"] if isinstance(module, nn.LSTM) else ["state"]
        leaves.update({path: (each, lambda tensor: tensor[0]) for path, each in zip(paths, [hidden, cell])})
        state = (hidden, cell) if isinstance(module, nn.LSTM) else hidden
    output, _ = module(x, state)
    return case(name, leaves, output[:, -1] if last else output)


def both_directions(name, module, last=False):
    randomize(module)
    (x,) = inputs_of((BATCH, TIME, FEATURES))
    leaves = {
        "inputs": (x, same),
        **recurrent_leaves("parameters.forward.", module),
        **recurrent_leaves("parameters.backward.", module, "_reverse"),
    }
    output, hidden = module(x)
    return case(name, leaves, torch.cat([hidden[0], hidden[1]], dim=-1) if last else output)


def packed(prefix, module):
    """The projections of a MultiheadAttention, whose first three PyTorch keeps in one."""
    leaves = {}
    for at, part in enumerate(["query", "key", "value"]):
        rows = slice(at * WIDTH, (at + 1) * WIDTH)
        leaves[f"{prefix}{part}.weights"] = (module.in_proj_weight, lambda tensor, rows=rows: tensor[rows].transpose(0, 1))
        leaves[f"{prefix}{part}.bias"] = (module.in_proj_bias, lambda tensor, rows=rows: tensor[rows])
    leaves[f"{prefix}output.weights"] = (module.out_proj.weight, transposed)
    leaves[f"{prefix}output.bias"] = (module.out_proj.bias, same)
    return leaves


def dense(prefix, module):
    return {f"{prefix}.weights": (module.weight, transposed), f"{prefix}.bias": (module.bias, same)}


def norm(prefix, module):
    return {f"{prefix}.scale": (module.weight, same), f"{prefix}.bias": (module.bias, same)}


def hidden_future(length):
    """True where PyTorch shall not look."""
    return torch.triu(torch.ones(length, length, dtype=torch.bool), diagonal=1)


def attention(name, causal=False, cross=False):
    module = nn.MultiheadAttention(WIDTH, HEADS, batch_first=True)
    randomize(module)
    (x,) = inputs_of((BATCH, TIME, WIDTH))
    leaves = {"inputs": (x, same)}
    memory = x
    if cross:
        (memory,) = inputs_of((BATCH, MEMORY, WIDTH))
        leaves["memory"] = (memory, same)
    output, _ = module(x, memory, memory, need_weights=False, attn_mask=hidden_future(TIME) if causal else None)
    return case(name, {**leaves, **packed("parameters.", module)}, output)


def encoder(name, activation, norm_first, causal=False):
    module = nn.TransformerEncoderLayer(
        WIDTH, HEADS, HIDDEN, dropout=0.0, activation=activation, norm_first=norm_first, batch_first=True
    )
    randomize(module)
    (x,) = inputs_of((BATCH, TIME, WIDTH))
    leaves = {
        "inputs": (x, same),
        **packed("parameters.attention.", module.self_attn),
        **norm("parameters.attentionNorm", module.norm1),
        **dense("parameters.feedForward.expand", module.linear1),
        **dense("parameters.feedForward.contract", module.linear2),
        **norm("parameters.feedForwardNorm", module.norm2),
    }
    return case(name, leaves, module(x, src_mask=hidden_future(TIME) if causal else None))


def decoder(name, activation, norm_first):
    module = nn.TransformerDecoderLayer(
        WIDTH, HEADS, HIDDEN, dropout=0.0, activation=activation, norm_first=norm_first, batch_first=True
    )
    randomize(module)
    x, memory = inputs_of((BATCH, TIME, WIDTH), (BATCH, MEMORY, WIDTH))
    leaves = {
        "inputs": (x, same),
        "memory": (memory, same),
        **packed("parameters.attention.", module.self_attn),
        **norm("parameters.attentionNorm", module.norm1),
        **packed("parameters.crossAttention.", module.multihead_attn),
        **norm("parameters.crossAttentionNorm", module.norm2),
        **dense("parameters.feedForward.expand", module.linear1),
        **dense("parameters.feedForward.contract", module.linear2),
        **norm("parameters.feedForwardNorm", module.norm3),
    }
    return case(name, leaves, module(x, memory, tgt_mask=hidden_future(TIME)))


def cases():
    def layer(kind, **options):
        return kind(FEATURES, UNITS, batch_first=True, **options)

    return [
        one_direction("simpleRnn", layer(nn.RNN)),
        one_direction("simpleRnn, relu, last", layer(nn.RNN, nonlinearity="relu"), last=True),
        one_direction("simpleRnn, initial state", layer(nn.RNN), given_state=True),
        one_direction("lstm", layer(nn.LSTM)),
        one_direction("lstm, last", layer(nn.LSTM), last=True),
        one_direction("lstm, initial state", layer(nn.LSTM), given_state=True),
        one_direction("gru", layer(nn.GRU)),
        one_direction("gru, last", layer(nn.GRU), last=True),
        one_direction("gru, initial state", layer(nn.GRU), given_state=True),
        both_directions("bidirectional simpleRnn", layer(nn.RNN, bidirectional=True)),
        both_directions("bidirectional lstm", layer(nn.LSTM, bidirectional=True)),
        both_directions("bidirectional gru", layer(nn.GRU, bidirectional=True)),
        both_directions("bidirectional gru, last", layer(nn.GRU, bidirectional=True), last=True),
        attention("attention"),
        attention("attention, causal", causal=True),
        attention("attention, cross", cross=True),
        encoder("encoder, norm before, gelu", "gelu", norm_first=True),
        encoder("encoder, norm after, relu", "relu", norm_first=False),
        encoder("encoder, causal", "gelu", norm_first=True, causal=True),
        decoder("decoder, norm before, gelu", "gelu", norm_first=True),
        decoder("decoder, norm after, relu", "relu", norm_first=False),
    ]


def main():
    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)
    torch.manual_seed(20)
    json.dump({"torch": torch.__version__, "cases": cases()}, sys.stdout, separators=(",", ":"))
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
