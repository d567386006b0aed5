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
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => silu(x));
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
