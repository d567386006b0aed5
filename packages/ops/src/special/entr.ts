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
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => entr(x));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[0, 0.25, 0.5], [0.75, 1, 2]] });
 * console.log(data); // Float32Array [0, 0.3465..., 0.3465..., 0.2157..., 0, -1.3862...]
 * ```
 */
export const entr = makeOp({
  name: "entr",
  forward: {
    scalar: ([x]) => select(x.eq(0), 0, select(x.lt(0), -Infinity, x.mul(x.log()).neg())),
  },
  vjp: ({ inputs: [x], gradient }): VjpThunks => [() => mul(gradient, sub(neg(log(x)), 1))],
});
