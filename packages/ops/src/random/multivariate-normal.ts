/** Normal random vectors. */
import { anyShape, expectTensor, formatShape, makeOp, RensaError, sizeOf, type Shape, type Tensor } from "@rensa/core";
import { add } from "../arithmetic/add.ts";
import { matmul } from "../linear/matmul.ts";
import { checkKey, type Key } from "./key.ts";
import { normal } from "./normal.ts";
import { reshape } from "../shape/reshape.ts";

/**
 * Random vectors of the normal distribution with a mean and a covariance, the latter given by its Cholesky factor:
 * `mean + factor z` for standard normal z, so the covariance is `factor factor^T`. From `mean [n]` and `factor [n, n]`
 * to `[...shape, n]`, f32. Both parameters have pathwise gradients.
 *
 * @throws RensaError `SHAPE_MISMATCH`.
 * @throws RensaError `SHAPE_MISMATCH` or `DTYPE_MISMATCH` for a key that is not two i32.
 *
 * @example
 * ```ts
 * import { multivariateNormal } from "@rensa/ops";
 * import { compile, f32, i32, trace } from "rensa";
 *
 * const traced = trace({ key: i32(2), mean: f32(2), factor: f32(2, 2) }, ({ key, mean, factor }) => multivariateNormal(key, [2], mean, factor));
 * const program = await compile(traced);
 * const { data } = program.run({ key: [0, 7], mean: [0, 1], factor: [[1, 0], [0.5, 2]] });
 * console.log(data); // Float32Array [-0.5592..., 2.8839..., 0.8662..., -0.2500...]
 * ```
 */
export const multivariateNormal = makeOp({
  name: "multivariate_normal",
  inputs: ["key", "mean", "factor"],
  attributes: { shape: anyShape() },
  forward: {
    composite: ([key, mean, factor], { shape }) => {
      const extent = mean.shape[0] ?? 0;
      const standard = normal(expectTensor("multivariateNormal: its key", key, "i32", [2]), [sizeOf(shape), extent]);
      const spread = matmul(standard, factor, { transposeB: true });
      return reshape(add(spread, mean), [...shape, extent]);
    },
  },
  check: (_attributes, [key, mean, factor]) => {
    checkKey("multivariateNormal", key);
    const extent = mean?.shape[0];
    if (mean?.shape.length !== 1 || factor?.shape.length !== 2 || factor.shape.some((other) => other !== extent)) {
      throw new RensaError(
        "SHAPE_MISMATCH",
        `multivariateNormal: takes a mean [n] and a factor [n, n] and got ${formatShape(mean?.shape ?? [])} and ${formatShape(factor?.shape ?? [])}.`,
      );
    }
  },
  takes: "key, shape, mean, factor",
  call:
    (apply) =>
    <const S extends Shape, N extends number>(
      key: Key,
      shape: S,
      mean: Tensor<readonly [N], "f32">,
      factor: Tensor<readonly [N, N], "f32">,
    ): Tensor<readonly [...S, N], "f32"> =>
      apply([key, mean, factor], { shape }),
});
