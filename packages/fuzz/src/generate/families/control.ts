/** Loops, branches and checkpoints with bodies of a few steps. */
import { expectTensor, checkpoint, cond, full, scan, whileLoop, type Tensor } from "@rensa/core";
import * as ops from "@rensa/ops";
import { generator, type Generator } from "../generator.ts";
import { call, fit } from "../workbench.ts";
import { alike, body } from "./body.ts";

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
      { tensor: stacked, bound: elements?.bound ?? 8 },
    ];
  }),
  generator("cond", (bench, choices) => {
    const operands = alike(bench, choices);
    if (operands === undefined) return undefined;
    const [x, y] = operands;
    const test = expectTensor("a condition", call(ops.greater, call(ops.mean, y), 0.01), "bool", []);
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
        ({ count }) => ops.less(count, limit),
        ({ value: inner, count }) => ({
          value: body(choices, inner, [y]),
          count: expectTensor("a count", call(ops.add, count, 1), "i32", []),
        }),
      );
      return { tensor: value, bound: 8 };
    },
    "no gradient",
  ),
];
