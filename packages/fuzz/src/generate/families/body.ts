/** Bodies of a few steps, for loops, branches and whatever else runs one. */
import { sizeOf, type Tensor } from "@rensa/core";
import * as ops from "@rensa/ops";
import type { Choices } from "../choices.ts";
import { call, fit, type Workbench } from "../workbench.ts";

/** A few steps on tensors of one shape and dtype, whose result has that shape and elements between -1 and 1. */
export function body(choices: Choices, x: Tensor, others: readonly Tensor[]): Tensor {
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
export function alike(bench: Workbench, choices: Choices): readonly [Tensor, Tensor] | undefined {
  const [x, y] = [bench.float(choices, ({ shape }) => sizeOf(shape) <= 150), bench.float(choices)];
  return x && y && [x.tensor, fit(y.tensor, x.tensor.shape, x.tensor.dtype)];
}
