/** The largest elements. */
import {
  anyAxis,
  makeOp,
  type DType,
  wholeNumber,
  normalizeAxis,
  RensaError,
  type Shape,
  type Tensor,
} from "@rensa/core";
import type { AxesCheck } from "../types/shapes.ts";
import { orderBetween, withPositions } from "./ordered-part.ts";

/**
 * The `k` largest elements along an axis, the largest first, and where they stand; with `smallest` the `k` smallest, the
 * smallest first. Default axis: the last.
 *
 * Along the axis both results have length `k`. Of equal elements the one with the smaller index counts first. NaN counts
 * as larger than all numbers. As PyTorch's `topk`, which leaves the order of equal elements open.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` where the axis is not there, or `k` is not an integer from 0 to its length.
 *
 * @example
 * ```ts
 * import { topK } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ logits: f32(2, 4) }, ({ logits }) => topK(logits, 2).indices);
 * const program = await compile(traced);
 * console.log(program.run({ logits: [[3, 1, 4, 1], [5, 9, 2, 6]] }).data); // Int32Array [2, 0, 1, 3]
 * ```
 */
export const topK = makeOp({
  name: "top_k",
  attributes: { k: wholeNumber(1, { minimum: 0 }), axis: anyAxis(), smallest: false },
  forward: {
    composite: ([x], { k, axis, smallest }) => withPositions(x, orderBetween(x, axis, 0, k, !smallest), axis),
  },
  check: ({ k, axis }, [x]) => {
    const extent = x?.shape[axis] ?? 1;
    if (!Number.isInteger(k) || k < 0 || k > extent) {
      throw new RensaError(
        "ATTRIBUTE_INVALID",
        `topK: k is ${String(k)}; give an integer from 0 to ${String(extent)}.`,
      );
    }
  },
  takes: "x, k, axis?, options?",
  call:
    (apply) =>
    <S extends Shape, D extends DType, const Axis extends number = -1>(
      x: Tensor<S, D>,
      k: number,
      axis?: Axis & AxesCheck<"topK", S, Axis>,
      options?: { readonly smallest?: boolean },
    ): {
      readonly values: Tensor<{ readonly [K in keyof S]: number }, D>;
      readonly indices: Tensor<{ readonly [K in keyof S]: number }, "i32">;
    } => {
      const [values, indices] = apply.all<
        readonly [Tensor<{ readonly [K in keyof S]: number }, D>, Tensor<{ readonly [K in keyof S]: number }, "i32">]
      >([x], {
        k,
        axis: normalizeAxis("topK", axis ?? -1, x.shape.length),
        ...options,
      });
      return {
        values,
        indices,
      };
    },
});
