/** The mean over all spatial axes. */
import { makeOp, type DType, type Shape, type Tensor } from "@rensa/core";
import { mean } from "../reduction/mean.ts";
import type { PooledGlobally } from "../types/windows.ts";
import { checkSpatial } from "./pool-call.ts";

/**
 * The mean of each channel over all spatial axes: `[batch, channels]` from `[batch, ...spatial, channels]`, with any
 * number of spatial axes from one.
 *
 * @throws RensaError `RANK_MISMATCH`.
 *
 * @example
 * ```ts
 * import { globalAveragePool } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(8, 7, 7, 64) }, ({ x }) => globalAveragePool(x));
 * console.log(traced.result); // { shape: [8, 64], dtype: "f32" }
 * ```
 */
export const globalAveragePool = makeOp({
  name: "global_average_pool",
  forward: {
    composite: ([x]) =>
      mean(
        x,
        Array.from(x.shape.slice(1, -1), (_, axis) => axis + 1),
      ),
  },
  check: (_attributes, [x]) => checkSpatial("globalAveragePool", x?.shape ?? []),
  takes: "x",
  call:
    (apply) =>
    <X extends Shape, D extends DType>(x: Tensor<X, D>): Tensor<PooledGlobally<X>, D> =>
      apply([x]),
});
