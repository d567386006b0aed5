/** The hyperbolic sine. */
import { makeOp } from "@rensa/core";

/**
 * The hyperbolic sine.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { sinh } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => sinh(x));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] });
 * console.log(data); // Float32Array [-3.6268..., -1.175201, 0, 0.5210..., 1.175201, 3.62686]
 * ```
 */
export const sinh = makeOp({
  name: "sinh",
  forward: { scalar: ([x]) => x.sinh() },
});
