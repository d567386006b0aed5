/** Products of all elements so far. */
import { makeOp } from "@rensa/core";
import { mul } from "../arithmetic/mul.ts";
import { scan, scanAttributes, scanCall } from "./scan.ts";
import { requireNumbers } from "../types/require-dtype.ts";

/**
 * The products of all elements so far along an axis: `y[i] = x[0] * ... * x[i]`. Default axis: the last.
 *
 * `reverse` goes from the end to the start; `exclusive` leaves the element itself out, so that the first is 1.
 * In the dtype of `x`: integers wrap. The derivatives are exact at zeros too, to any order. As PyTorch's `cumprod`.
 *
 * @throws RensaError `DTYPE_MISMATCH` for bool, `ATTRIBUTE_INVALID` where the axis is not there.
 *
 * @example
 * ```ts
 * import { cumprod } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 4) }, ({ x }) => cumprod(x));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[1, 2, 3, 4], [2, 0.5, 3, -1]] }).data); // Float32Array [1, 2, 6, 24, 2, 1, 3, -3]
 * ```
 */
export const cumprod = makeOp({
  name: "cumprod",
  attributes: scanAttributes,
  forward: { composite: ([x], attributes) => scan(x, attributes, "product", mul) },
  check: (_attributes, [x]) => requireNumbers("cumprod", x),
  takes: "x, axis?, options?",
  call: scanCall("cumprod"),
});
