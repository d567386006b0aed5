/** Degrees of an angle in radians. */
import { makeOp } from "@rensa/core";
import { requireFloat } from "../types/require-dtype.ts";

/**
 * An angle in radians as degrees: `x * 180 / pi`, as PyTorch's `rad2deg`.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for integers.
 *
 * @example
 * ```ts
 * import { degrees } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => degrees(x));
 * ```
 */
export const degrees = makeOp({
  name: "degrees",
  forward: { scalar: ([x]) => x.mul(180 / Math.PI) },
  check: (_attributes, [x]) => requireFloat("degrees", x),
});
