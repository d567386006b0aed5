/** A value through which no gradient passes. */
import { makeOp } from "@rensa/core";

/**
 * Its input, as a constant to differentiation.
 *
 * @throws RensaError `ARGUMENT_INVALID`.
 *
 * @example
 * ```ts
 * import { stopGradient } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2) }, ({ x }) => stopGradient(x));
 * const program = await compile(traced);
 * console.log(program.run({ x: [-1, 0.5] }).data); // Float32Array [-1, 0.5]
 * ```
 */
export const stopGradient = makeOp({
  name: "stop_gradient",
  forward: { scalar: ([x]) => x },
  vjp: () => [null],
});
