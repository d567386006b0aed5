/** The absolute value; its derivative at 0 is 0. */
import { makeOp } from "@rensa/core";

/**
 * The absolute value; its derivative at 0 is 0.
 *
 * Elementwise.
 *
 * @example
 * ```ts
 * import { abs } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => abs(x));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] }).data); // Float32Array [2, 1, 0, 0.5, 1, 2]
 * ```
 */
export const abs = makeOp({
  name: "abs",
  forward: { scalar: ([x]) => x.abs() },
});
