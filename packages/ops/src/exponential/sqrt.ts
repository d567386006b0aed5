/** The square root. */
import { makeOp } from "@rensa/core";

/**
 * The square root.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { sqrt } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => sqrt(x));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[0.25, 0.5, 1], [2, 3, 4]] });
 * console.log(data); // Float32Array [0.5, 0.7071..., 1, 1.4142..., 1.7320..., 2]
 * ```
 */
export const sqrt = makeOp({
  name: "sqrt",
  forward: { scalar: ([x]) => x.sqrt() },
});
