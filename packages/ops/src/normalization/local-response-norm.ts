/** Normalization by the channels beside. */
import { makeOp, type DType, wholeNumber, RensaError, type Shape, type Tensor } from "@rensa/core";
import { add } from "../arithmetic/add.ts";
import { mul } from "../arithmetic/mul.ts";
import { pow } from "../arithmetic/pow.ts";
import { square } from "../arithmetic/square.ts";
import { checkFloats } from "../distance/distance-call.ts";
import { checkChannels } from "./affine.ts";
import { channelWindowSum } from "./channel-window-sum.ts";

/**
 * `x / (k + alpha * a) ** beta`, where a is the mean of the squares of `size` channels (the last axis) around each
 * one, of which `floor(size / 2)` come before it, and what lies outside is 0 (Krizhevsky et al. 2012; as PyTorch's
 * `local_response_norm`, with channels last).
 *
 * x is `[..., channels]`. Defaults: `alpha` 1e-4, `beta` 0.75, `k` 1.
 *
 * @throws RensaError `RANK_MISMATCH`, `DTYPE_MISMATCH`, `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { localResponseNorm } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 8, 8, 16) }, ({ x }) => localResponseNorm(x, 5));
 * console.log(traced.result); // { shape: [2, 8, 8, 16], dtype: "f32" }
 * ```
 */
export const localResponseNorm = makeOp({
  name: "local_response_norm",
  attributes: { size: wholeNumber(1, { minimum: 1 }), alpha: 1e-4, beta: 0.75, k: 1 },
  forward: {
    composite: ([x], { size, alpha, beta, k }) => {
      const before = Math.floor(size / 2);
      const total = channelWindowSum(square(x), before, size - 1 - before);
      return mul(x, pow(add(mul(total, alpha / size), k), -beta));
    },
  },
  check: ({ size }) => {
    if (!Number.isInteger(size) || size < 1)
      throw new RensaError(
        "ATTRIBUTE_INVALID",
        `localResponseNorm: the size is ${String(size)}; give a whole number from 1.`,
      );
  },
  takes: "x, size, options?",
  call:
    (apply) =>
    <S extends Shape, D extends DType>(
      x: Tensor<S, D>,
      size: number,
      options: { readonly alpha?: number; readonly beta?: number; readonly k?: number } = {},
    ): Tensor<S, D> => {
      checkFloats("localResponseNorm", x);
      checkChannels("localResponseNorm", x, 1);
      return apply([x], { ...options, size });
    },
});
