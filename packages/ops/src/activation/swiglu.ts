/** A gate with silu. */
import { makeOp, type Tensor, type VjpThunks } from "@rensa/core";
import { add } from "../arithmetic/add.ts";
import { mul } from "../arithmetic/mul.ts";
import { sub } from "../arithmetic/sub.ts";
import { logistic } from "./logistic.ts";
import { sigmoid } from "./sigmoid.ts";

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
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ gate: f32(2, 3), value: f32(2, 3) }, ({ gate, value }) => swiglu(gate, value));
 * const program = await compile(traced);
 * const { data } = program.run({ gate: [[-2, -1, 0], [0.5, 1, 2]], value: [[1, 2, 4], [3, -1, 0.5]] });
 * console.log(data); // Float32Array [-0.2384..., -0.5378..., 0, 0.9336..., -0.7310..., 0.8807...]
 * ```
 */
export const swiglu = makeOp({
  name: "swiglu",
  inputs: ["gate", "value"],
  forward: { scalar: ([gate, value]) => gate.mul(logistic(gate)).mul(value) },
  vjp: ({ inputs: [gate, value], gradient }): VjpThunks => {
    const share = (): Tensor => sigmoid(gate);
    return [
      () => mul(mul(gradient, value), mul(share(), add(mul(gate, sub(1, share())), 1))),
      () => mul(gradient, mul(gate, share())),
    ];
  },
});
