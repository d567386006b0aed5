/** x * sigmoid(x), also called swish. */
import { makeOp, type DType, type Shape, type Tensor, type VjpThunks } from "@rensa/core";
import { add } from "../arithmetic/add.ts";
import { mul } from "../arithmetic/mul.ts";
import { sub } from "../arithmetic/sub.ts";
import { sigmoid } from "./sigmoid.ts";

/**
 * x * sigmoid(x), also called swish.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { silu } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => silu(x));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] });
 * console.log(data); // Float32Array [-0.2384..., -0.2689..., 0, 0.3112..., 0.7310..., 1.7615...]
 * ```
 */
export const silu = makeOp({
  name: "silu",
  forward: { composite: ([x]) => mul(x, sigmoid(x)) },
  vjp: ({ inputs: [x], gradient }): VjpThunks => [
    () => {
      const share = sigmoid(x);
      // In this order, so that the largest number times 0 is 0 and no infinity comes between.
      return mul(gradient, add(share, mul(mul(share, sub(1, share)), x)));
    },
  ],
  takes: "x",
  call:
    (apply) =>
    <S extends Shape, D extends DType>(x: Tensor<S, D>): Tensor<S, D> =>
      apply([x]),
});
