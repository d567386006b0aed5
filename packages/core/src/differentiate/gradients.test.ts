/** Derivatives that are refused: of what, by what and through what none can be taken. */
import { describe, expect, it } from "vitest";
import { gradientsOf } from "./gradients.ts";
import { f32, f64 } from "../graph/tensor-type.ts";
import { defineOp } from "../op/define-op.ts";
import type { VjpThunks } from "../op/definition.ts";
import { full, identity, sumTo } from "../op/structural.ts";
import type { Tensor } from "../op/tensor.ts";
import { trace } from "../trace/trace.ts";
import { refuses } from "../../test/refusal.ts";

const scalar = { scalar: ([x]: readonly { abs(): never }[]) => x?.abs() as never };

describe("a derivative is refused", () => {
  const graded =
    (vjp: unknown, loss: (x: Tensor) => Tensor = (x) => sumTo(x, [])) =>
    () => {
      const op = defineOp({
        name: "graded",
        inputs: ["x", "y"],
        forward: { scalar: ([x, y]) => x.add(y) },
        vjp: vjp as never,
      });
      return trace({ x: f32(2), y: f32(3, 2) }, ({ x, y }) => gradientsOf(loss(op(x, y)), x) as Tensor);
    };
  const stop = defineOp({ name: "stop", forward: scalar as never, nonDifferentiable: "it is a test" });
  const loops = defineOp({
    name: "loops_only",
    forward: { loops: ([x]) => ({ shape: x.shape, element: (i) => x.at(i) }) },
    call: (apply) => (x: Tensor) => apply([x]),
  });
  refuses({
    "of what is no scalar": ["LOSS_NOT_SCALAR", () => trace({ x: f32(2) }, ({ x }) => gradientsOf(identity(x), x))],
    "of what is no tensor": [
      "ARGUMENT_INVALID gradientsOf: the loss is the number 3",
      () => trace({ x: f32(2) }, ({ x }) => gradientsOf(3 as never, x)),
    ],
    "by a tensor of another trace": [
      "TRACE_MIXED gradientsOf: the variable belongs to another trace",
      () => {
        let kept: Tensor | undefined;
        trace({ x: f32(2) }, ({ x }) => (kept = x));
        trace({ x: f32(2) }, ({ x }) => gradientsOf(sumTo(x, []), kept as Tensor));
      },
    ],
    "by a nested tensor of another trace": [
      "TRACE_MIXED gradientsOf: deep.x belongs to another trace",
      () => {
        let kept: Tensor | undefined;
        trace({ x: f32(2) }, ({ x }) => (kept = x));
        trace({ x: f32(2) }, ({ x }) => gradientsOf(sumTo(x, []), { deep: { x: kept as Tensor } }).deep.x);
      },
    ],
    "through an op that has none": [
      "NOT_DIFFERENTIABLE stop has no derivative (it is a test) and stands on the path to the loss: stop_0 -> sum_to_1",
      () => trace({ x: f32(2) }, ({ x }) => gradientsOf(sumTo(stop(x), []), x)),
    ],
    "through an op whose author gave none": [
      "VJP_MISSING loops_only has no vjp and stands on the path to the loss: loops_only_0 -> sum_to_1",
      () => trace({ x: f32(2) }, ({ x }) => gradientsOf(sumTo(loops(x), []), x)),
    ],
    "of a vjp that returns no list": [
      "OP_INVALID graded: its vjp returned an object; return a list",
      graded(() => ({})),
    ],
    "of a vjp that returns a thunk too few": [
      "OP_INVALID graded: its vjp returned 1 thunks for 2 inputs",
      graded(() => [null]),
    ],
    "of a vjp that returns tensors": [
      "OP_INVALID returned a tensor f32[3,2] for input 0",
      graded(({ gradient }: { gradient: Tensor }) => [gradient, null]),
    ],
    "of a vjp that returns a number": [
      "OP_INVALID thunk for input 0 returned the number 1",
      graded(() => [() => 1, null]),
    ],
    "of a vjp that returns nothing": [
      "OP_INVALID thunk for input 0 returned undefined",
      graded(() => [() => undefined, null]),
    ],
    "of a vjp that returns another shape": [
      "OP_INVALID graded: its vjp returned f32[5] for input 0, which is f32[2]",
      graded(() => [() => full([5], 1), null]),
    ],
    "of a vjp that returns a smaller shape": [
      "OP_INVALID returned f32[] for input 0",
      graded(() => [() => full([], 1), null]),
    ],
    "of a vjp that returns an axis that nothing has": [
      "OP_INVALID returned f32[4, 2]".replace(", ", ","),
      graded(() => [() => full([4, 2], 1), null]),
    ],
    "of a vjp that returns another dtype": [
      "OP_INVALID returned f64[2]",
      graded(() => [() => full([2], 1, "f64"), null]),
    ],
  });

  it("is summed where the op broadcast its input, and zero where nothing depends on it", () => {
    const traced = graded(({ gradient }: { gradient: Tensor }): VjpThunks => [() => gradient, null])();
    const [source] = traced.graph.outputs;
    expect(traced.graph.nodes[source?.source.node ?? ""]).toMatchObject({ op: "sum_to", attributes: { shape: [2] } });
    const none = trace({ x: f32(2), y: f64(3) }, ({ x, y }) => gradientsOf(sumTo(x, []), y));
    expect(none.graph.nodes[none.graph.outputs[0]?.source.node ?? ""]).toMatchObject({
      op: "full",
      attributes: { shape: [3], value: 0, dtype: "f64" },
    });
  });
});
