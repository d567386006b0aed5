/** True for anything but NaN and the infinities. */
import { makeOp } from "@rensa/core";

/**
 * True for anything but NaN and the infinities.
 *
 * Elementwise.
 *
 * @example
 * ```ts
 * import { isFinite } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => isFinite(x));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[NaN, 1, Infinity], [0, -Infinity, 2]] }).data); // Uint8Array [0, 1, 0, 1, 0, 1]
 * ```
 */
export const isFinite = makeOp({
  name: "is_finite",
  forward: { scalar: ([x]) => x.isFinite() },
  result: "bool",
});
