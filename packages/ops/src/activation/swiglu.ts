/** A gate with silu. */
import { defineOp } from "@rensa/core";

/**
 * `silu(gate) * value`, where `silu(x) = x sigmoid(x)`: the product of a gated linear unit (Shazeer 2020), whose two
 * operands are usually two products of one input with two matrices. {@link glu} has other gates, and both operands in
 * one tensor.
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `DTYPE_MISMATCH` for integers or two dtypes, `SHAPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { swiglu } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ gate: f32(2, 3), value: f32(2, 3) }, ({ gate, value }) => swiglu(gate, value));
 * ```
 */
export const swiglu = defineOp({
  name: "swiglu",
  inputs: ["gate", "value"],
  forward: { scalar: ([gate, value]) => gate.mul(gate.mul(0.5).tanh().add(1).mul(0.5)).mul(value) },
});
