/** Sums of all elements so far. */
import { makeOp, type VjpThunks } from "@rensa/core";
import { add } from "../arithmetic/add.ts";
import { scan, scanAttributes, scanCall } from "./scan.ts";
import { requireNumbers } from "../types/require-dtype.ts";

/**
 * The sums of all elements so far along an axis: `y[i] = x[0] + ... + x[i]`. Default axis: the last.
 *
 * `reverse` goes from the end to the start; `exclusive` leaves the element itself out, so that the first is 0.
 * In the dtype of `x`: integers wrap. Sums are formed by halves, whose rounding errors grow with the logarithm of the
 * length. As PyTorch's `cumsum`.
 *
 * @throws RensaError `DTYPE_MISMATCH` for bool, `ATTRIBUTE_INVALID` where the axis is not there.
 *
 * @example
 * ```ts
 * import { cumsum } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 4) }, ({ x }) => cumsum(x));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[1, 2, 3, 4], [5, 6, 7, 8]] }).data); // Float32Array [1, 3, 6, 10, 5, 11, 18, 26]
 * ```
 */
export const cumsum = makeOp({
  name: "cumsum",
  attributes: scanAttributes,
  forward: { composite: ([x], attributes) => scan(x, attributes, "sum", add) },
  // The transpose sums what comes after.
  vjp: ({ gradient }, { axis, reverse, exclusive }): VjpThunks => [
    () => cumsum(gradient, axis, { reverse: !reverse, exclusive }),
  ],
  check: (_attributes, [x]) => requireNumbers("cumsum", x),
  takes: "x, axis?, options?",
  call: scanCall("cumsum"),
});
