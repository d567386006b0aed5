/** Gathers and scatters, integers and booleans, casts, and random bits. */
import { sizeOf, type DType, type OpValue } from "@rensa/core";
import * as ops from "@rensa/ops";
import type { Choices } from "../choices.ts";
import { generator, type Generator } from "../generator.ts";
import { call, fit, type Value, type Workbench } from "../workbench.ts";

const ofDType = (bench: Workbench, choices: Choices, dtype: DType): Value | undefined =>
  bench.choose(choices, (tensor) => tensor.dtype === dtype);

/** Integers of the graph where there are any, else the indices that are an input. */
function integers(bench: Workbench, choices: Choices): Value {
  return ofDType(bench, choices, "i32") ?? { tensor: bench.indices, bound: 6 };
}

const integerPairs: readonly (readonly [OpValue, number])[] = [
  [ops.add, 1],
  [ops.mul, 1],
  [ops.sub, 1],
  [ops.maximum, 1],
  [ops.div, 1],
  [ops.remainder, 1],
];

/** The generators. */
export const indexing: readonly Generator[] = [
  generator("take", (bench, choices) => {
    const x = bench.ofRank(choices, 1, 3);
    const at = integers(bench, choices);
    if (x === undefined || sizeOf(at.tensor.shape) > 30 || at.tensor.shape.length > 2) return undefined;
    return { tensor: call(ops.take, x.tensor, at.tensor, choices.below(x.tensor.shape.length)), bound: x.bound };
  }),
  generator("scatter_add", (bench, choices) => {
    const x = bench.float(choices);
    if (x === undefined) return undefined;
    const values = fit(x.tensor, [5, choices.between(1, 4)]);
    const shape = [choices.between(1, 7), values.shape[1] ?? 1];
    return { tensor: call(ops.scatterAdd, values, bench.indices, shape, 0), bound: x.bound * 5 };
  }),
  generator("pick", (bench, choices) => {
    const x = bench.float(choices);
    const classes = choices.between(1, 7);
    // A label out of range makes NaN, which no oracle compares.
    const labels = call(ops.remainder, bench.indices, classes);
    return x && { tensor: call(ops.pick, fit(x.tensor, [5, classes]), labels), bound: x.bound };
  }),
  generator("one_hot", (bench, choices) => {
    const at = integers(bench, choices);
    if (sizeOf(at.tensor.shape) > 60 || at.tensor.shape.length > 3) return undefined;
    return { tensor: call(ops.oneHot, at.tensor, choices.between(1, 7)), bound: 1 };
  }),
  generator("iota", (_bench, choices) => {
    return { tensor: call(ops.iota, choices.between(1, 9), choices.flag() ? "f32" : "i32"), bound: 9 };
  }),
  ...integerPairs.map(([op]) =>
    generator(`integer ${op.definition.name}`, (bench, choices) => {
      const [a, b] = [integers(bench, choices), integers(bench, choices)];
      // Large products stay as they are: integers wrap, and all backends wrap alike.
      return { tensor: call(op, a.tensor, fit(b.tensor, a.tensor.shape)), bound: 2 ** 31 };
    }),
  ),
  ...[ops.logicalAnd, ops.logicalOr, ops.logicalXor].map((op) =>
    generator(op.definition.name, (bench, choices) => {
      const [a, b] = [ofDType(bench, choices, "bool"), ofDType(bench, choices, "bool")];
      return a && b && { tensor: call(op, a.tensor, fit(b.tensor, a.tensor.shape)), bound: 1 };
    }),
  ),
  generator("logical_not", (bench, choices) => {
    const x = ofDType(bench, choices, "bool");
    return x && { tensor: call(ops.logicalNot, x.tensor), bound: 1 };
  }),
  generator("integers as floats", (bench, choices) => {
    const at = integers(bench, choices);
    return { tensor: call(ops.cast, call(ops.remainder, at.tensor, 7), choices.flag() ? "f64" : "f32"), bound: 7 };
  }),
  generator("booleans as numbers", (bench, choices) => {
    const x = ofDType(bench, choices, "bool");
    return x && { tensor: call(ops.cast, x.tensor, choices.of(["f32", "i32", "u8"] as const)), bound: 1 };
  }),
  generator("floats as integers", (bench, choices) => {
    const x = bench.float(choices);
    return x && { tensor: call(ops.cast, call(ops.mul, x.tensor, 3), "i32"), bound: 24 };
  }),
  generator("floats as booleans", (bench, choices) => {
    const x = bench.float(choices);
    return x && { tensor: call(ops.cast, call(ops.round, x.tensor), "bool"), bound: 1 };
  }),
  generator("cast to f64", (bench, choices) => {
    const x = bench.float(choices);
    return x && { tensor: call(ops.cast, x.tensor, "f64"), bound: x.bound };
  }),
  generator(
    "cast to f32",
    (bench, choices) => {
      const x = bench.float(choices);
      return x && { tensor: call(ops.cast, x.tensor, "f32"), bound: x.bound };
    },
    "rounds",
  ),
  generator(
    "extremes",
    (bench, choices) => {
      const x = bench.float(choices);
      if (x === undefined) return undefined;
      const large = [
        call(ops.mul, x.tensor, 3e9),
        call(ops.div, x.tensor, call(ops.mul, x.tensor, 0)),
        call(ops.mul, x.tensor, 300),
      ][choices.below(3)];
      const integers = call(ops.cast, large, choices.of(["i32", "u8"] as const));
      return { tensor: call(ops.tanh, call(ops.mul, call(ops.cast, integers, x.tensor.dtype), 1e-3)), bound: 1 };
    },
    "not smooth",
  ),
  generator(
    "stop_gradient",
    (bench, choices) => {
      const x = bench.float(choices);
      return x && { tensor: call(ops.stopGradient, x.tensor), bound: x.bound };
    },
    "not smooth",
  ),
  generator("random_bits", (bench, choices) => {
    const shape = [choices.between(1, 5), choices.between(1, 4)];
    return { tensor: call(ops.randomBits, bench.key, shape, choices.below(2)), bound: 2 ** 31 };
  }),
  generator("uniform", (bench, choices) => {
    return { tensor: call(ops.uniform, bench.key, [choices.between(1, 9)]), bound: 1 };
  }),
  generator("dropout", (bench, choices) => {
    const x = bench.float(choices);
    return x && { tensor: call(ops.dropout, x.tensor, bench.key, 0.5), bound: x.bound * 2 };
  }),
];
