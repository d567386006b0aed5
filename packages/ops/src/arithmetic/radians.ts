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
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => radians(x));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] });
 * console.log(data); // Float32Array [-0.0349..., -0.0174..., 0, 0.0087..., 0.0174..., 0.0349...]
 * ```
 */
export const radians = makeOp({
  name: "radians",
  forward: { scalar: ([x]) => x.mul(Math.PI / 180) },
  check: (_attributes, [x]) => requireFloat("radians", x),
});
