/** Functions of elements: of one operand in its domain, of two that broadcast, comparisons, and choices by them. */
import type { OpValue } from "@rensa/core";
import * as ops from "@rensa/ops";
import type { Choices } from "../choices.ts";
import { generator, type Generator, type Made } from "../generator.ts";
import { call, fit, into, wider, type Domain, type Value, type Workbench } from "../workbench.ts";

/** Op, domain, and how large the results are. */
const unary: readonly (readonly [OpValue, Domain, number])[] = [
  [ops.neg, "any", 8],
  [ops.tanh, "any", 1],
  [ops.square, "small", 4],
  [ops.sin, "any", 1],
  [ops.cos, "any", 1],
  [ops.exp, "small", 8],
  [ops.expm1, "small", 8],
  [ops.exp2, "small", 4],
  [ops.log, "positive", 2],
  [ops.log1p, "positive", 2],
  [ops.log2, "positive", 3],
  [ops.log10, "positive", 1],
  [ops.sqrt, "positive", 3],
  [ops.rsqrt, "positive", 2],
  [ops.reciprocal, "positive", 2],
  [ops.erf, "any", 1],
  [ops.erfc, "any", 2],
  [ops.tan, "unit", 2],
  [ops.asin, "unit", 2],
  [ops.acos, "unit", 3],
  [ops.atan, "any", 2],
  [ops.sinh, "small", 4],
  [ops.cosh, "small", 4],
  [ops.asinh, "any", 3],
  [ops.acosh, "above one", 4],
  [ops.atanh, "unit", 2],
  [ops.sigmoid, "any", 1],
  [ops.logSigmoid, "any", 9],
  [ops.softplus, "any", 9],
  [ops.silu, "any", 8],
  [ops.mish, "any", 8],
  [ops.gelu, "any", 8],
  [ops.softsign, "any", 1],
  [ops.abs, "any", 8],
  [ops.relu, "any", 8],
  [ops.relu6, "any", 6],
  [ops.leakyRelu, "any", 8],
  [ops.elu, "any", 8],
  [ops.selu, "any", 9],
  [ops.hardSigmoid, "any", 1],
  [ops.hardSwish, "any", 8],
];

/** Functions that are constant between jumps. */
const stepped: readonly OpValue[] = [ops.sign, ops.floor, ops.ceil, ops.trunc, ops.round];

const comparisons: readonly OpValue[] = [
  ops.less,
  ops.lessEqual,
  ops.greater,
  ops.greaterEqual,
  ops.equal,
  ops.notEqual,
];

/** The functions of two operands, by how large the results are for bounds a and b; the second one's domain. */
const binary: readonly (readonly [OpValue, Domain, (a: number, b: number) => number])[] = [
  [ops.add, "any", (a, b) => a + b],
  [ops.mul, "any", (a, b) => a * b],
  [ops.sub, "any", (a, b) => a + b],
  [ops.div, "positive", (a) => 2 * a],
  [ops.maximum, "any", Math.max],
  [ops.minimum, "any", Math.max],
  [ops.squaredDifference, "any", (a, b) => (a + b) ** 2],
  [ops.atan2, "positive", () => 2],
];

/** Two operands of one dtype: as they are where they broadcast, else the second in the first's shape or in a part of it. */
function pair(bench: Workbench, choices: Choices): readonly [Value, Value] | undefined {
  const [a, b] = [bench.float(choices), bench.float(choices)];
  if (a === undefined || b === undefined) return undefined;
  const dtype = wider(a.tensor, b.tensor);
  const { shape } = a.tensor;
  const stretched = choices.axes(shape.length);
  const target = shape.map((extent, axis) => (stretched.includes(axis) ? 1 : extent));
  const leading = choices.below(shape.length + 1);
  const other = fit(b.tensor, target.slice(leading), dtype);
  const own = a.tensor.dtype === dtype ? a.tensor : call(ops.cast, a.tensor, dtype);
  const [x, y] = [
    { tensor: own, bound: a.bound },
    { tensor: other, bound: b.bound },
  ];
  return choices.flag() ? [y, x] : [x, y];
}

const bounded = (made: Made, bound: number): Made => ({ tensor: made.tensor, bound });

/** The generators. */
export const elementwise: readonly Generator[] = [
  ...binary.map(([op, domain, bound]) =>
    generator(op.definition.name, (bench, choices) => {
      const operands = pair(bench, choices);
      if (operands === undefined) return undefined;
      const [a, b] = [operands[0], into(operands[1], domain)];
      return { tensor: call(op, a.tensor, b.tensor), bound: bound(a.bound, b.bound) };
    }),
  ),
  ...unary.map(([op, domain, bound]) =>
    generator(op.definition.name, (bench, choices) => {
      const x = bench.float(choices);
      return x && { tensor: call(op, into(x, domain).tensor), bound };
    }),
  ),
  ...stepped.map((op) =>
    generator(op.definition.name, (bench, choices) => {
      const x = bench.float(choices);
      return x && bounded({ tensor: call(op, x.tensor) }, x.bound + 1);
    }),
  ),
  ...comparisons.map((op) =>
    generator(op.definition.name, (bench, choices) => {
      const operands = pair(bench, choices);
      return operands && { tensor: call(op, operands[0].tensor, operands[1].tensor), bound: 1 };
    }),
  ),
  generator("where", (bench, choices) => {
    const condition = bench.choose(choices, ({ dtype }) => dtype === "bool");
    const operands = pair(bench, choices);
    if (operands === undefined) return undefined;
    const [a, b] = operands;
    const wide = call(ops.add, a.tensor, b.tensor).shape;
    const test = condition === undefined ? call(ops.greater, a.tensor, b.tensor) : condition.tensor;
    const suits = condition === undefined || choices.flag();
    const chosen = suits && condition === undefined ? test : fit(test, wide);
    return { tensor: call(ops.where, chosen, a.tensor, b.tensor), bound: Math.max(a.bound, b.bound) };
  }),
  generator("multiply by a number", (bench, choices) => {
    const x = bench.float(choices);
    const factor = choices.of([1, 0, -1, 0.5, 2, 3] as const);
    return x && { tensor: call(ops.mul, x.tensor, factor), bound: x.bound * Math.max(1, Math.abs(factor)) };
  }),
  generator("add a number", (bench, choices) => {
    const x = bench.float(choices);
    const term = choices.of([0, 1, -0.5] as const);
    return x && { tensor: call(ops.add, x.tensor, term), bound: x.bound + 1 };
  }),
  generator("a power", (bench, choices) => {
    const x = bench.float(choices);
    const exponent = choices.of([2, 3, 0.5, -1, 1, 0, 1.7] as const);
    const base = x && into(x, Number.isInteger(exponent) && exponent >= 0 ? "small" : "positive");
    return base && { tensor: call(ops.pow, base.tensor, exponent), bound: base.bound ** 3 + 2 };
  }),
  generator("clamp", (bench, choices) => {
    const x = bench.float(choices);
    return x && { tensor: call(ops.clamp, x.tensor, { min: -0.75, max: 0.5 + choices.below(3) }), bound: 3 };
  }),
];
