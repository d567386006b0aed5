/** Loops, branches and checkpoints with bodies of a few steps. */
import { checkpoint, cond, full, scan, whileLoop, sizeOf, type Tensor } from "@rensa/core";
import * as ops from "@rensa/ops";
import type { Choices } from "../choices.ts";
import { generator, type Generator } from "../generator.ts";
import { call, fit, type Workbench } from "../workbench.ts";

/** A few steps on tensors of one shape and dtype, whose result has that shape and elements between -1 and 1. */
function body(choices: Choices, x: Tensor, others: readonly Tensor[]): Tensor {
  let value = x;
  const count = choices.between(1, 3);
  for (let step = 0; step < count; step++) {
    const other = others[choices.below(others.length)] ?? x;
    const [kind, { shape }] = [choices.below(8), value];
    const last = shape.length - 1;
    if (kind === 0) value = call(ops.add, value, other);
    else if (kind === 1) value = call(ops.mul, value, other);
    else if (kind === 2) value = call(ops.sin, value);
    else if (kind === 3) value = call(ops.sub, value, call(ops.mean, other, undefined, { keepDims: true }));
    else if (kind === 4) value = call(ops.maximum, value, other);
    else if (kind === 5 && last >= 0) value = call(ops.flip, value, last);
    else if (kind === 6 && last >= 1 && (shape[last] ?? 9) <= 8) {
      const size = shape[last] ?? 1;
      value = call(ops.matmul, value, fit(other, [size, size]));
    } else value = call(ops.add, value, call(ops.sum, other));
    if (choices.below(3) === 2) value = call(ops.tanh, value);
  }
  return call(ops.tanh, value);
}

/** Two values in the shape and dtype of the first. */
function alike(bench: Workbench, choices: Choices): readonly [Tensor, Tensor] | undefined {
  const [x, y] = [bench.float(choices, ({ shape }) => sizeOf(shape) <= 150), bench.float(choices)];
  return x && y && [x.tensor, fit(y.tensor, x.tensor.shape, x.tensor.dtype)];
}

/** The generators. */
export const control: readonly Generator[] = [
  generator("scan", (bench, choices) => {
    const operands = alike(bench, choices);
    if (operands === undefined) return undefined;
    const [x, outer] = operands;
    const length = choices.of([3, 1, 2, 5] as const);
    const elements = bench.float(choices);
    const sequence = fit(elements?.tensor ?? x, [length, ...x.shape], x.dtype);
    const reverse = choices.flag();
    const [last, stacked] = scan(
      x,
      sequence,
      (state: Tensor, element: Tensor) => {
        const next = body(choices, state, [element, outer]);
        return [next, call(ops.mul, next, element)] as const;
      },
      { reverse },
    );
    return [
      { tensor: last, bound: 1 },
      { tensor: stacked as Tensor, bound: elements?.bound ?? 8 },
    ];
  }),
  generator("cond", (bench, choices) => {
    const operands = alike(bench, choices);
    if (operands === undefined) return undefined;
    const [x, y] = operands;
    const test = call(ops.greater, call(ops.mean, y), 0.01) as Tensor<readonly [], "bool">;
    const tensor = cond(
      test,
      () => body(choices, x, [y]),
      () => body(choices, y, [x]),
    );
    return { tensor, bound: 1 };
  }),
  generator("checkpoint", (bench, choices) => {
    const operands = alike(bench, choices);
    return operands && { tensor: checkpoint(() => body(choices, operands[0], [operands[1]])), bound: 1 };
  }),
  generator(
    "while",
    (bench, choices) => {
      const operands = alike(bench, choices);
      if (operands === undefined) return undefined;
      const [x, y] = operands;
      const limit = choices.between(0, 3);
      const { value } = whileLoop(
        { value: x, count: full([], 0, "i32") },
        ({ count }) => ops.less(count, limit) as Tensor<readonly [], "bool">,
        ({ value: inner, count }) => ({
          value: body(choices, inner as Tensor, [y]),
          count: call(ops.add, count, 1) as Tensor<readonly [], "i32">,
        }),
      );
      return { tensor: value, bound: 8 };
    },
    "no derivative",
  ),
];
