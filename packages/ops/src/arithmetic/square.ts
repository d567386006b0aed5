/** The square. */
import { makeOp } from "@rensa/core";

/**
 * The square.
 *
 * Elementwise.
 *
 * @example
 * ```ts
 * import { square } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => square(x));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] }).data); // Float32Array [4, 1, 0, 0.25, 1, 4]
 * ```
 */
export const square = makeOp({
  name: "square",
  forward: { scalar: ([x]) => x.mul(x) },
});
