/** Reads and writes at the ends of an axis, beside them and far outside; and ops that no pass may share, move or leave out. */
import { constant, defineOp, sizeOf, type Tensor } from "@rensa/core";
import * as ops from "@rensa/ops";
import type { Choices } from "../choices.ts";
import { generator, type Generator } from "../generator.ts";
import { call, fit, type Value, type Workbench } from "../workbench.ts";

/** Its operand. Passes have to take it for something that is drawn anew by every node. */
const drawn = defineOp({
  name: "drawn_identity",
  forward: { loops: ([x]) => ({ shape: x.shape, element: (...at) => x.at(...at) }) },
  vjp: ({ gradient }) => [() => gradient],
  traits: { impure: true },
  call: (apply) => (x: Tensor) => apply([x]),
});

/** Indices near the ends of an axis, and the farthest that there are. */
function edge(extent: number, choices: Choices): number {
  return choices.of([0, extent - 1, extent, -1, -extent, -extent - 1, extent + 7, 2 ** 31 - 1, -(2 ** 31)]);
}

/** Edges that are fixed in the graph or, moved by what is an input, computed by it. */
function edges(bench: Workbench, choices: Choices, extent: number, count = 5): Tensor {
  const data = Int32Array.from({ length: count }, () => edge(extent, choices));
  const fixed = constant({ shape: [count], dtype: "i32", data });
  return choices.flag() ? call(ops.add, fixed, call(ops.remainder, fit(bench.indices, [count]), 2)) : fixed;
}

/** An operand of one to three axes, and one of these. */
function operand(
  bench: Workbench,
  choices: Choices,
): (Value & { readonly axis: number; readonly extent: number }) | null {
  const x = bench.ofRank(choices, 1, 3);
  if (x === undefined || sizeOf(x.tensor.shape) === 0) return null;
  const axis = choices.below(x.tensor.shape.length);
  return { ...x, axis, extent: x.tensor.shape[axis] ?? 1 };
}

/** The generators. */
export const edgeCases: readonly Generator[] = [
  generator("take at edges", (bench, choices) => {
    const x = operand(bench, choices);
    return x === null
      ? undefined
      : { tensor: call(ops.take, x.tensor, edges(bench, choices, x.extent), x.axis), bound: x.bound };
  }),
  generator("take along edges", (bench, choices) => {
    const x = operand(bench, choices);
    if (x === null) return undefined;
    const shape = x.tensor.shape.with(x.axis, 5);
    const column = call(
      ops.reshape,
      edges(bench, choices, x.extent),
      shape.map((_, at) => (at === x.axis ? 5 : 1)),
    );
    return { tensor: call(ops.takeAlong, x.tensor, fit(column, shape), x.axis), bound: x.bound };
  }),
  generator("gather at edges", (bench, choices) => {
    const x = operand(bench, choices);
    if (x === null) return undefined;
    const indices = call(ops.reshape, edges(bench, choices, x.tensor.shape[0] ?? 1), [5, 1]);
    return { tensor: call(ops.gatherNd, x.tensor, indices), bound: x.bound };
  }),
  generator("dynamic slice at edges", (bench, choices) => {
    const x = operand(bench, choices);
    if (x === null) return undefined;
    const { shape } = x.tensor;
    const size = shape.map((extent) => choices.between(1, extent));
    const start = edges(bench, choices, x.extent, shape.length);
    return { tensor: call(ops.dynamicSlice, x.tensor, start, size), bound: x.bound };
  }),
  generator("dynamic update at edges", (bench, choices) => {
    const x = operand(bench, choices);
    if (x === null) return undefined;
    const { shape } = x.tensor;
    const update = fit(
      x.tensor,
      shape.map((extent) => choices.between(1, extent)),
    );
    const start = edges(bench, choices, x.extent, shape.length);
    return { tensor: call(ops.dynamicUpdateSlice, x.tensor, update, start), bound: x.bound };
  }),
  generator("scatter at edges", (bench, choices) => {
    const x = operand(bench, choices);
    if (x === null) return undefined;
    const extent = choices.between(1, 7);
    const values = fit(x.tensor, [5, choices.between(1, 4)]);
    const shape = [extent, values.shape[1] ?? 1];
    return { tensor: call(ops.scatterAdd, values, edges(bench, choices, extent), shape, 0), bound: x.bound * 5 };
  }),
  generator("slice at edges", (bench, choices) => {
    const x = operand(bench, choices);
    if (x === null) return undefined;
    const { shape } = x.tensor;
    const start = shape.map((extent) => choices.of([0, extent - 1]));
    const size = shape.map((extent, axis) => extent - (start[axis] ?? 0));
    const end = start.map((from, axis) => from + (size[axis] ?? 0));
    return { tensor: call(ops.slice, x.tensor, start, end), bound: x.bound };
  }),
  generator("drawn", (bench, choices) => {
    const x = bench.float(choices);
    if (x === undefined) return undefined;
    // Two of one operand, which only their being drawn keeps apart.
    return { tensor: call(ops.sub, call(ops.mul, drawn(x.tensor), 2), drawn(x.tensor)), bound: x.bound * 3 };
  }),
];
