/** Radians of an angle in degrees. */
import { makeOp } from "@rensa/core";
import { requireFloat } from "../types/require-dtype.ts";

/**
 * An angle in degrees as radians: `x * pi / 180`, as PyTorch's `deg2rad`.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for integers.
 *
 * @example
 * ```ts
 * import { radians } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => radians(x));
 * ```
 */
export const radians = makeOp({
  name: "radians",
  forward: { scalar: ([x]) => x.mul(Math.PI / 180) },
  check: (_attributes, [x]) => requireFloat("radians", x),
});
