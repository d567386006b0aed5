/** True for NaN, the only value that differs from itself. */
import { makeOp } from "@rensa/core";

/**
 * True for NaN, the only value that differs from itself.
 *
 * Elementwise.
 *
 * @example
 * ```ts
 * import { isNan } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => isNan(x));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[NaN, 1, Infinity], [0, -Infinity, 2]] }).data); // Uint8Array [1, 0, 0, 0, 0, 0]
 * ```
 */
export const isNan = makeOp({
  name: "is_nan",
  forward: { scalar: ([x]) => x.ne(x) },
  result: "bool",
});
