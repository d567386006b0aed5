/** The entropy of one probability. */
import { makeOp, select, type VjpThunks } from "@rensa/core";
import { mul } from "../arithmetic/mul.ts";
import { neg } from "../arithmetic/neg.ts";
import { sub } from "../arithmetic/sub.ts";
import { log } from "../exponential/log.ts";

/**
 * `-x log(x)`, 0 at 0, and minus infinity below, as PyTorch's `special.entr`, in nats. Its derivative is `-log(x) -
 * 1`, infinite at 0.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for integers.
 *
 * @example
 * ```ts
 * import { entr } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => entr(x));
 * ```
 */
export const entr = makeOp({
  name: "entr",
  forward: {
    scalar: ([x]) => select(x.eq(0), 0, select(x.lt(0), -Infinity, x.mul(x.log()).neg())),
  },
  vjp: ({ inputs: [x], gradient }): VjpThunks => [() => mul(gradient, sub(neg(log(x)), 1))],
});
