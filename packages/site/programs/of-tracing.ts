/** Programs that fail while a function is traced, an op is defined or a derivative is asked for. */
import { registry } from "@rensa/core/graph";
import { add, hammingDistance, matmul, mul, sum } from "@rensa/ops";
import { constant, defineOp, definePlugin, f32, grad, hostTensor, i32, trace, type Tensor } from "rensa";
import type { FailingPrograms } from "./program-table.ts";

export const ofTracing = {
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
  ARGUMENT_INVALID: () => {
    // @ts-expect-error TypeScript refuses it too.
    trace({ x: f32(2) }, ({ x }) => add(x, "1"));
  },
  OP_INVALID: () => defineOp({ name: "2x", forward: { scalar: ([x]) => x.add(x) } }),
  OP_DUPLICATE: () => {
    const twice = defineOp({ name: "twice", forward: { scalar: ([x]) => x.add(x) } });
    const double = defineOp({ name: "twice", forward: { scalar: ([x]) => x.mul(2) } });
    const one = definePlugin({ name: "one", version: "1.0.0", ops: { twice } });
    const other = definePlugin({ name: "other", version: "1.0.0", ops: { double } });
    registry(one, other);
  },
  PLUGIN_INVALID: () => definePlugin({ name: "my plugin", version: "1", ops: {} }),
  NOT_TRACING: () => constant(hostTensor([1, 2])),
  TRACE_MIXED: () => {
    const kept: Tensor[] = [];
    trace({ x: f32(2) }, ({ x }) => {
      kept.push(x);
      return x;
    });
    trace({ y: f32(2) }, ({ y }) => kept.map((x) => add(x, y)));
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
    const traced = trace({ x: f32(2) }, ({ x }) => sum(twice(x)));
    grad(traced, ["x"]);
  },
  NOT_DIFFERENTIABLE: () => {
    const share = trace({ x: f32(2, 3), y: f32(2, 3) }, ({ x, y }) => sum(hammingDistance(x, y)));
    grad(share, ["x"]);
  },
  LOSS_NOT_SCALAR: () => {
    const squares = trace({ x: f32(2) }, ({ x }) => mul(x, x));
    grad(squares, ["x"]);
  },
} satisfies Partial<FailingPrograms>;
