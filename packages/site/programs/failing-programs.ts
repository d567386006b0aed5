/** For each code of errors a program that fails with it: run as the page is made, so that what it prints is what a reader sees. */
import { jsBackend } from "@rensa/backend-js";
import {
  compile,
  constant,
  defineOp,
  definePlugin,
  f32,
  grad,
  hostTensor,
  i32,
  trace,
  type RensaErrorCode,
  type Tensor,
} from "@rensa/core";
import { graphFromJson, loadGraph, parseGraph, registry } from "@rensa/core/graph";
import { add, div, hammingDistance, matmul, mul, sum } from "@rensa/ops";

const backend = jsBackend();

/** A program; a sentence that says why there is none; `null` where nobody has written one yet. */
export const failingPrograms: Readonly<Record<RensaErrorCode, (() => unknown) | string | null>> = {
  SHAPE_MISMATCH: () => {
    // @ts-expect-error TypeScript refuses it too.
    trace({ a: f32(2), b: f32(3) }, ({ a, b }) => add(a, b));
  },
  DTYPE_MISMATCH: () => {
    // @ts-expect-error TypeScript refuses it too.
    trace({ a: f32(2), b: i32(2) }, ({ a, b }) => add(a, b));
  },
  RANK_MISMATCH: () => {
    // @ts-expect-error TypeScript refuses it too.
    trace({ a: f32(), b: f32(2) }, ({ a, b }) => matmul(a, b));
  },
  ATTRIBUTE_INVALID: () => {
    // @ts-expect-error TypeScript refuses it too.
    trace({ x: f32(2, 3) }, ({ x }) => sum(x, 2));
  },
  ARGUMENT_INVALID: () =>
    trace({ x: f32(2) }, ({ x }) => {
      // @ts-expect-error TypeScript refuses it too.
      return add(x, "1");
    }),
  OP_INVALID: () => defineOp({ name: "2x", forward: { scalar: ([x]) => x.add(x) } }),
  OP_UNKNOWN: () => {
    const twice = defineOp({ name: "twice", forward: { scalar: ([x]) => x.add(x) } });
    const { graph } = trace({ x: f32(2) }, ({ x }) => twice(x));
    return loadGraph(graph, registry());
  },
  OP_DUPLICATE: () => {
    const twice = defineOp({ name: "twice", forward: { scalar: ([x]) => x.add(x) } });
    const one = definePlugin({ name: "one", version: "1.0.0", ops: { twice } });
    const other = definePlugin({
      name: "other",
      version: "1.0.0",
      ops: { twice: defineOp({ name: "twice", forward: { scalar: ([x]) => x.mul(2) } }) },
    });
    return registry(one, other);
  },
  PLUGIN_INVALID: () => definePlugin({ name: "my plugin", version: "1", ops: {} }),
  PLUGIN_MISMATCH: "It takes a file that another version of a plugin has written.",
  NOT_TRACING: () => constant(hostTensor([1, 2])),
  TRACE_MIXED: () => {
    const kept: Tensor[] = [];
    trace({ x: f32(2) }, ({ x }) => {
      kept.push(x);
      return x;
    });
    return trace({ y: f32(2) }, ({ y }) => kept.map((x) => add(x, y)));
  },
  VJP_MISSING: () => {
    const twice = defineOp({
      name: "twice",
      forward: {
        host: {
          types: ([x]) => [x],
          run: ([x], [y]) => {
            y?.data.set(x.data.map((value) => 2 * value));
          },
        },
      },
      call: (apply) => (x: Tensor) => apply([x], {}),
    });
    return grad(
      trace({ x: f32(2) }, ({ x }) => sum(twice(x))),
      ["x"],
    );
  },
  NOT_DIFFERENTIABLE: () => {
    const share = trace({ x: f32(2, 3), y: f32(2, 3) }, ({ x, y }) => sum(hammingDistance(x, y)));
    return grad(share, ["x"]);
  },
  LOSS_NOT_SCALAR: () =>
    grad(
      trace({ x: f32(2) }, ({ x }) => mul(x, x)),
      ["x"],
    ),
  GRAPH_CYCLE: "A graph of `trace` has none; a file that was changed by hand may.",
  GRAPH_REFERENCE: () => parseGraph("graph(x: f32[2]) {\n  return value = y\n}"),
  GRAPH_INVALID: () => graphFromJson('{"format": "something else"}'),
  PARSE_FAILED: () => parseGraph("no graph"),
  INPUT_MISSING: async () => {
    const program = await compile(
      trace({ x: f32(2) }, ({ x }) => sum(x)),
      { backend },
    );
    // @ts-expect-error TypeScript refuses it too.
    program.run({});
  },
  INPUT_MISMATCH: async () => {
    const program = await compile(
      trace({ x: f32(2) }, ({ x }) => sum(x)),
      { backend },
    );
    program.run({ x: [1, 2, 3] });
  },
  NON_FINITE: async () => {
    const program = await compile(
      trace({ x: f32(2) }, ({ x }) => div(1, x)),
      { backend, checkFinite: true },
    );
    program.run({ x: [1, 0] });
  },
  PASS_CHANGED_VALUES: "It takes a pass or rule that is wrong, and the option `checkPasses`.",
  HOST_OP_FAILED:
    "It takes a host op whose function throws, such as `cholesky` of a matrix that is not positive definite.",
  USER_CODE_FAILED:
    "It takes a function of yours that throws, such as the `map` of a data set; the cause is what it threw.",
  BACKEND_UNSUPPORTED: "It depends on the backend and the engine that a program runs on.",
  THREAD_LOST: "It takes a thread that ends in the middle of a run.",
  DATA_EMPTY: null,
  DATA_INVALID: null,
  DATA_SOURCE_FAILED: "It takes a disk or network that fails.",
  LABEL_OUT_OF_RANGE: null,
  INDEX_OUT_OF_RANGE: null,
  TRAINER_STATE: null,
  PROGRAM_BUSY: null,
  PROGRAM_RELEASED: async () => {
    const program = await compile(
      trace({ x: f32(2) }, ({ x }) => sum(x)),
      { backend },
    );
    program.release();
    program.run({ x: [1, 2] });
  },
  FILE_INVALID: null,
  CHECKPOINT_INVALID: null,
  CHECKPOINT_MISMATCH: null,
  STORAGE_FAILED: "It takes a disk or browser storage that refuses.",
  INTERNAL: "Nobody knows one: it would have been mended.",
};
