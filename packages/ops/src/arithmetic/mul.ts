/** The product. */
import { makeOp, type VjpThunks } from "@rensa/core";

/**
 * The product.
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `SHAPE_MISMATCH` where shapes do not broadcast, `DTYPE_MISMATCH` for two dtypes.
 *
 * @example
 * ```ts
 * import { mul } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ a: f32(2, 3), b: f32(3) }, ({ a, b }) => mul(a, b));
 * const program = await compile(traced);
 * const { data } = program.run({ a: [[-2, -1, 0], [0.5, 1, 2]], b: [1, 2, 4] });
 * console.log(data); // Float32Array [-2, -2, 0, 0.5, 2, 8]
 * ```
 */
export const mul = makeOp({
  name: "mul",
  inputs: ["a", "b"],
  forward: { scalar: ([a, b]) => a.mul(b) },
  vjp: ({ inputs: [a, b], gradient }): VjpThunks => [() => mul(gradient, b), () => mul(gradient, a)],
  traits: { commutative: true },
});
