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
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2) }, ({ x }) => stopGradient(x));
 * ```
 */
export const stopGradient = makeOp({
  name: "stop_gradient",
  forward: { scalar: ([x]) => x },
  vjp: () => [null],
});
