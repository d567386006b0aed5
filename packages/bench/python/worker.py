"""A peer in Python: builds workloads that it is sent and runs steps of them.

Speaks JSON lines over standard input and output, as src/peers/protocol.ts says.
Usage: worker.py torch|jax|numpy THREADS
"""

import base64
import json
import os
import sys
import time


def limit_threads(engine, threads):
    """Must run before the engine is imported: its thread pool takes its size then."""
    os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = os.environ["MKL_NUM_THREADS"] = str(threads)
    # XLA has no other setting for the size of its pool on the CPU than the processors that it may use.
    if engine == "jax" and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:threads])
    if engine == "jax":
        os.environ["JAX_PLATFORMS"] = "cpu"


def load(engine, threads):
    """The engine's module: `version` and `build(workload) -> Built`."""
    if engine == "torch":
        import torch_models as module

        module.set_threads(threads)
    elif engine == "jax":
        import jax_models as module
    elif engine == "numpy":
        import numpy_models as module
    else:
        raise ValueError(f'There is no engine "{engine}".')
    return module


def decode_tensors(value):
    """Every encoded tensor in a tree as a numpy array."""
    import numpy

    if isinstance(value, list):
        return [decode_tensors(each) for each in value]
    if not isinstance(value, dict):
        return value
    if isinstance(value.get("data"), str) and "dtype" in value:
        dtype = numpy.int32 if value["dtype"] == "i32" else numpy.float32
        return numpy.frombuffer(base64.b64decode(value["data"]), dtype).reshape(value["shape"]).copy()
    return {name: decode_tensors(each) for name, each in value.items()}


def sample(outputs):
    """Up to 512 elements of each output at equal distances, as src/workloads/description.ts takes them."""
    values = []
    for output in outputs:
        flat = output.reshape(-1)
        count = min(512, flat.size)
        values += [float(flat[at * flat.size // count]) for at in range(count)]
    return values


def run(built, steps):
    """`built` is a training, whose `step()` gives a loss, or a layer, whose `step()` gives outputs."""
    values = []
    start = time.perf_counter()
    if built.is_training:
        for _ in range(steps):
            values.append(built.step())
    else:
        for _ in range(steps):
            built.step()
    milliseconds = (time.perf_counter() - start) * 1000
    return {"milliseconds": milliseconds, "values": values if built.is_training else sample(built.outputs())}


def main():
    engine, threads = sys.argv[1], int(sys.argv[2])
    # Whatever a library prints must not reach the protocol.
    protocol = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)

    def answer(message):
        protocol.write(json.dumps(message) + "\n")
        protocol.flush()

    try:
        limit_threads(engine, threads)
        module = load(engine, threads)
    except Exception as error:
        answer({"error": f"{type(error).__name__}: {error}"})
        sys.exit(1)
    answer({"version": module.version})
    built = None
    for line in sys.stdin:
        request = json.loads(line)
        try:
            if request["command"] == "build":
                built = None
                built = module.build(decode_tensors(request["workload"]))
                answer({})
            else:
                answer(run(built, request["steps"]))
        except Exception as error:
            answer({"error": f"{type(error).__name__}: {error}"})


main()
