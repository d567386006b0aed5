/** Views and joins: what changes places and no values. */
import { sizeOf, type Shape } from "@rensa/core";
import * as ops from "@rensa/ops";
import { broadcastTo } from "@rensa/core";
import type { Choices } from "../choices.ts";
import { generator, type Generator } from "../generator.ts";
import { call, fit, wider, type Value, type Workbench } from "../workbench.ts";

/** Values of any dtype, so that integers and booleans move too. */
const any = (bench: Workbench, choices: Choices): Value | undefined => bench.choose(choices, () => true);

/** Another shape of the same size: an axis split by a divisor, or two axes merged. */
function otherShape(shape: Shape, choices: Choices): Shape {
  const axis = choices.below(shape.length);
  const extent = shape[axis];
  if (extent === undefined) return [1];
  if (choices.flag() && axis + 1 < shape.length) {
    return [...shape.slice(0, axis), extent * (shape[axis + 1] ?? 1), ...shape.slice(axis + 2)];
  }
  const divisor = [2, 3, 4].find((each) => extent % each === 0) ?? 1;
  const split = [...shape.slice(0, axis), extent / divisor, divisor, ...shape.slice(axis + 1)];
  return split.length > 5 ? [sizeOf(shape)] : split;
}

/** The generators. */
export const shapes: readonly Generator[] = [
  generator("reshape", (bench, choices) => {
    const x = any(bench, choices);
    return x && { tensor: call(ops.reshape, x.tensor, otherShape(x.tensor.shape, choices)), bound: x.bound };
  }),
  generator("transpose", (bench, choices) => {
    const x = any(bench, choices);
    if (x === undefined) return undefined;
    const order = choices.order(x.tensor.shape.length);
    return {
      tensor: choices.flag() ? call(ops.transpose, x.tensor) : call(ops.transpose, x.tensor, order),
      bound: x.bound,
    };
  }),
  generator("slice", (bench, choices) => {
    const x = any(bench, choices);
    if (x === undefined) return undefined;
    const parts = x.tensor.shape.map((extent) => {
      const start = choices.below(extent);
      return { start, stop: start + 1 + choices.below(extent - start), step: choices.between(1, 2) };
    });
    const [start, stop, step] = [parts.map((p) => p.start), parts.map((p) => p.stop), parts.map((p) => p.step)];
    return { tensor: call(ops.slice, x.tensor, start, stop, step), bound: x.bound };
  }),
  generator("pad", (bench, choices) => {
    const x = any(bench, choices);
    if (x === undefined || sizeOf(x.tensor.shape) > 1000) return undefined;
    const [low, high] = [x.tensor.shape.map(() => choices.below(3)), x.tensor.shape.map(() => choices.below(3))];
    const value = x.tensor.dtype === "bool" ? choices.below(2) : choices.of([0, 1, -2] as const);
    return { tensor: call(ops.pad, x.tensor, low, high, value), bound: Math.max(x.bound, 2) };
  }),
  generator("concat", (bench, choices) => {
    const [x, y] = [bench.ofRank(choices, 1, 4), bench.ofRank(choices, 1, 4)];
    if (x === undefined || y === undefined) return undefined;
    const dtype = wider(x.tensor, y.tensor);
    const { shape } = x.tensor;
    const axis = choices.below(shape.length);
    const other = shape.map((extent, at) => (at === axis ? choices.between(1, 4) : extent));
    const parts = [fit(x.tensor, shape, dtype), fit(y.tensor, other, dtype)];
    if (choices.flag()) parts.push(fit(x.tensor, other, dtype));
    return { tensor: call(ops.concat, parts, axis), bound: Math.max(x.bound, y.bound) };
  }),
  generator("stack", (bench, choices) => {
    const [x, y] = [bench.ofRank(choices, 0, 3), bench.float(choices)];
    if (x === undefined || y === undefined) return undefined;
    const dtype = wider(x.tensor, y.tensor);
    const { shape } = x.tensor;
    const parts = [fit(x.tensor, shape, dtype), fit(y.tensor, shape, dtype)];
    return { tensor: call(ops.stack, parts, choices.below(shape.length + 1)), bound: Math.max(x.bound, y.bound) };
  }),
  generator("flip", (bench, choices) => {
    const x = any(bench, choices);
    return x && { tensor: call(ops.flip, x.tensor, choices.axes(x.tensor.shape.length)), bound: x.bound };
  }),
  generator("expand_dims", (bench, choices) => {
    const x = any(bench, choices);
    if (x === undefined || x.tensor.shape.length > 4) return undefined;
    return { tensor: call(ops.expandDims, x.tensor, choices.below(x.tensor.shape.length + 1)), bound: x.bound };
  }),
  generator("squeeze", (bench, choices) => {
    const x = bench.choose(choices, ({ shape }) => shape.includes(1));
    return x && { tensor: call(ops.squeeze, x.tensor, x.tensor.shape.indexOf(1)), bound: x.bound };
  }),
  generator("broadcast_to", (bench, choices) => {
    const x = any(bench, choices);
    if (x === undefined || sizeOf(x.tensor.shape) > 500 || x.tensor.shape.length > 4) return undefined;
    const shape = x.tensor.shape.map((extent) => (extent === 1 ? choices.between(1, 4) : extent));
    const leading = choices.flag() ? [choices.between(1, 3)] : [];
    return { tensor: broadcastTo(x.tensor, [...leading, ...shape]), bound: x.bound };
  }),
];
