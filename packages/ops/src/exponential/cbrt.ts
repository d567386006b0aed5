/** The cube root. */
import { makeOp, type VjpThunks } from "@rensa/core";
import { div } from "../arithmetic/div.ts";
import { mul } from "../arithmetic/mul.ts";
import { square } from "../arithmetic/square.ts";

/**
 * The real cube root, negative for negative numbers. The derivative is `1 / (3 cbrt(x)^2)`, infinite at 0.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for integers.
 *
 * @example
 * ```ts
 * import { cbrt } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => cbrt(x));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] });
 * console.log(data); // Float32Array [-1.2599..., -1, 0, 0.7937005, 1, 1.2599...]
 * ```
 */
export const cbrt = makeOp({
  name: "cbrt",
  forward: { scalar: ([x]) => x.sign().mul(x.abs().pow(1 / 3)) },
  vjp: ({ output, gradient }): VjpThunks => [() => div(gradient, mul(square(output), 3))],
});
