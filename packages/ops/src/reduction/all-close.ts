/** True where all elements are about equal. */
import { type BroadcastCheck, makeOp, number, type Operand, type Tensor } from "@rensa/core";
import { isClose } from "../comparison/is-close.ts";
import { all } from "./all.ts";

/**
 * True where all elements of two tensors are close, a bool without axes, as PyTorch's `allclose` and {@link isClose}:
 * `|a - b| <= absolute + relative * |b|`. Defaults: relative 1e-5, absolute 1e-8; NaN is close to NaN only where
 * `equalNan` is true. Operands broadcast.
 *
 * @throws RensaError `SHAPE_MISMATCH`, `DTYPE_MISMATCH` for integers or two dtypes, `ATTRIBUTE_INVALID` for a negative
 * tolerance.
 *
 * @example
 * ```ts
 * import { allClose } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ a: f32(2, 3), b: f32(2, 3) }, ({ a, b }) => allClose(a, b));
 * const program = await compile(traced);
 * console.log(program.run({ a: [[1, 2, 3], [4, 5, 6]], b: [[1, 2, 3], [4, 5, 6]] }).data[0]); // 1
 * ```
 */
export const allClose = makeOp({
  name: "all_close",
  inputs: ["a", "b"],
  attributes: { relative: number(1e-5, { minimum: 0 }), absolute: number(1e-8, { minimum: 0 }), equalNan: false },
  forward: { composite: ([a, b], tolerances) => all(isClose(a, b, tolerances)) },
  takes: "a, b, options?",
  call:
    (apply) =>
    <A extends Operand, B extends Operand>(
      a: A,
      b: B & BroadcastCheck<"allClose", A, B>,
      options?: { readonly relative?: number; readonly absolute?: number; readonly equalNan?: boolean },
    ): Tensor<readonly [], "bool"> =>
      apply([a, b], options),
});
