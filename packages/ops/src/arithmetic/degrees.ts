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
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => degrees(x));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] });
 * console.log(data); // Float32Array [-114.5915..., -57.2957..., 0, 28.6478..., 57.2957..., 114.5915...]
 * ```
 */
export const degrees = makeOp({
  name: "degrees",
  forward: { scalar: ([x]) => x.mul(180 / Math.PI) },
  check: (_attributes, [x]) => requireFloat("degrees", x),
});
