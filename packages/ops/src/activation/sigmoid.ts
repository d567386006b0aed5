/** 1 / (1 + exp(-x)), computed from exp(-|x|), which cannot overflow and keeps small values exact. */
import { makeOp, type VjpThunks } from "@rensa/core";
import { logistic } from "./logistic.ts";

/**
 * 1 / (1 + exp(-x)), computed from exp(-|x|), which cannot overflow and keeps small values exact.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { sigmoid } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => sigmoid(x));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] });
 * console.log(data); // Float32Array [0.1192..., 0.2689..., 0.5, 0.6224..., 0.7310..., 0.8807...]
 * ```
 */
export const sigmoid = makeOp({
  name: "sigmoid",
  forward: { scalar: ([x]) => logistic(x) },
  vjp: ({ output, gradient }): VjpThunks => [() => sigmoidSlope(output, gradient)],
});

/**
 * The vjp of {@link sigmoid} from its output `y`: `gradient * y * (1 - y)`. So the backward pass computes no exponential.
 *
 * @internal
 */
export const sigmoidSlope = makeOp({
  name: "sigmoid_slope",
  inputs: ["y", "gradient"],
  forward: { scalar: ([y, gradient]) => gradient.mul(y).mul(y.neg().add(1)) },
});
