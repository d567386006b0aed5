/** The hyperbolic tangent. */
import { makeOp, type VjpThunks } from "@rensa/core";

/**
 * The hyperbolic tangent.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { tanh } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => tanh(x));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] });
 * console.log(data); // Float32Array [-0.9640..., -0.7615..., 0, 0.4621..., 0.7615..., 0.9640...]
 * ```
 */
export const tanh = makeOp({
  name: "tanh",
  forward: { scalar: ([x]) => x.tanh() },
  vjp: ({ output, gradient }): VjpThunks => [() => tanhSlope(output, gradient)],
});

/**
 * The vjp of {@link tanh} from its output `y`: `gradient * (1 - y^2)`. So the backward pass computes no exponential.
 *
 * @internal
 */
export const tanhSlope = makeOp({
  name: "tanh_slope",
  inputs: ["y", "gradient"],
  forward: { scalar: ([y, gradient]) => gradient.mul(y.mul(y).neg().add(1)) },
});
