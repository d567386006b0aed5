/** True where two numbers are about equal. */
import { makeOp, isFloat, number, RensaError } from "@rensa/core";

/**
 * True where `|a - b| <= absolute + relative * |b|`, and where both are the same infinity, as PyTorch's `isclose`. NaN
 * is close to nothing, but, where `equalNan` is true, to NaN. Defaults: relative 1e-5, absolute 1e-8.
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `DTYPE_MISMATCH` for integers or two dtypes, `SHAPE_MISMATCH`, `ATTRIBUTE_INVALID` for a negative
 * tolerance.
 *
 * @example
 * ```ts
 * import { isClose } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ a: f32(2, 3), b: f32(3) }, ({ a, b }) => isClose(a, b, { relative: 1e-3 }));
 * const program = await compile(traced);
 * console.log(program.run({ a: [[1, 2, 3], [1.0005, 2, 0]], b: [1, 2.1, 3] }).data); // Uint8Array [1, 0, 1, 1, 0, 0]
 * ```
 */
export const isClose = makeOp({
  name: "is_close",
  inputs: ["a", "b"],
  attributes: { relative: number(1e-5, { minimum: 0 }), absolute: number(1e-8, { minimum: 0 }), equalNan: false },
  forward: {
    scalar: ([a, b], { relative, absolute, equalNan }) => {
      const near = a.sub(b).abs().le(b.abs().mul(relative).add(absolute));
      const close = a.eq(b).or(near.and(b.isFinite()));
      return equalNan ? close.or(a.ne(a).and(b.ne(b))) : close;
    },
  },
  result: "bool",
  check: ({ relative, absolute }, inputs) => {
    if (!(relative >= 0 && absolute >= 0)) {
      throw new RensaError(
        "ATTRIBUTE_INVALID",
        `isClose: the tolerances ${String(relative)} and ${String(absolute)} must not be negative; give numbers from 0.`,
      );
    }
    const integer = inputs.find(({ dtype }) => !isFloat(dtype));
    if (integer !== undefined) {
      throw new RensaError(
        "DTYPE_MISMATCH",
        `isClose: compares floats and got ${integer.dtype}; use equal for integers.`,
      );
    }
  },
});
