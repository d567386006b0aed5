/** Reductions over any axes, and positions of extremes. */
import { sizeOf, type OpValue } from "@rensa/core";
import * as ops from "@rensa/ops";
import { generator, type Generator } from "../generator.ts";
import { call, into } from "../workbench.ts";

const reductions: readonly (readonly [OpValue, (bound: number, count: number) => number])[] = [
  [ops.sum, (bound, count) => bound * count],
  [ops.mean, (bound) => bound],
  [ops.max, (bound) => bound],
  [ops.min, (bound) => bound],
  [ops.logsumexp, (bound, count) => bound + Math.log(count)],
  [ops.variance, (bound) => bound ** 2 * 2],
];

/** The generators. */
export const reduction: readonly Generator[] = [
  ...reductions.map(([op, bound]) =>
    generator(op.definition.name, (bench, choices) => {
      const x = bench.float(choices);
      if (x === undefined) return undefined;
      const { shape } = x.tensor;
      const chosen = choices.axes(shape.length);
      const axes = chosen.length === 0 ? shape.map((_, axis) => axis) : chosen;
      const count = sizeOf(axes.map((axis) => shape[axis] ?? 1));
      const tensor = call(op, x.tensor, axes, { keepDims: choices.flag() });
      return { tensor, bound: bound(x.bound, count) };
    }),
  ),
  generator("prod", (bench, choices) => {
    const x = bench.ofRank(choices, 1, 4);
    if (x === undefined) return undefined;
    // Near 1, so that the product of many is neither huge nor tiny.
    const near = call(ops.add, call(ops.mul, call(ops.tanh, x.tensor), 0.125), 1);
    const tensor = call(ops.prod, near, [choices.below(x.tensor.shape.length)], { keepDims: choices.flag() });
    return { tensor, bound: 8 };
  }),
  ...[ops.argmax, ops.argmin].map((op) =>
    generator(op.definition.name, (bench, choices) => {
      const x = bench.ofRank(choices, 1, 4);
      return x && { tensor: call(op, x.tensor, choices.below(x.tensor.shape.length)), bound: 300 };
    }),
  ),
  ...[ops.softmax, ops.logSoftmax].map((op) =>
    generator(op.definition.name, (bench, choices) => {
      const x = bench.ofRank(choices, 1, 4);
      return x && { tensor: call(op, x.tensor, choices.below(x.tensor.shape.length)), bound: 8 };
    }),
  ),
  generator("softmax_cross_entropy", (bench, choices) => {
    const x = bench.ofRank(choices, 2);
    if (x === undefined) return undefined;
    const classes = x.tensor.shape[1] ?? 1;
    const rows = x.tensor.shape[0] ?? 1;
    const labels = call(ops.take, bench.indices, call(ops.remainder, call(ops.iota, rows), 5));
    return { tensor: call(ops.softmaxCrossEntropy, x.tensor, call(ops.remainder, labels, classes)), bound: 20 };
  }),
  generator("sigmoid_cross_entropy", (bench, choices) => {
    const x = bench.float(choices);
    if (x === undefined) return undefined;
    return { tensor: call(ops.sigmoidCrossEntropy, x.tensor, call(ops.sigmoid, x.tensor)), bound: 20 };
  }),
  generator("mean_squared_error", (bench, choices) => {
    const x = bench.float(choices);
    return x && { tensor: call(ops.meanSquaredError, x.tensor, call(ops.sin, into(x, "small").tensor)), bound: 81 };
  }),
];
