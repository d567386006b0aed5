/** The inner product of two vectors. */
import { makeOp, formatShape, RensaError, type DType, type Shape, type Tensor } from "@rensa/core";
import { contract } from "./contract.ts";
import type { VectorsCheck } from "./product-types.ts";

/**
 * The inner product of two vectors of one length: the sum of `a[i] * b[i]`. As PyTorch's `dot`.
 *
 * The error in float32 does not grow with the length: it is at most `200 * 2^-24` times the sum of `|a[i] * b[i]|`, as
 * that of `sum`.
 *
 * @throws RensaError `RANK_MISMATCH` for what is no vector, `SHAPE_MISMATCH` for two lengths, `DTYPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { dot } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ a: f32(3), b: f32(3) }, ({ a, b }) => dot(a, b));
 * const program = await compile(traced);
 * console.log(program.run({ a: [1, 2, 3], b: [4, 5, 6] }).data[0]); // 32
 * ```
 */
export const dot = makeOp({
  name: "dot",
  inputs: ["a", "b"],
  forward: { composite: ([a, b]) => contract(a, b, "i,i->") },
  check: (_attributes, [a, b]) => {
    const [left, right] = [a?.shape ?? [], b?.shape ?? []];
    if (left.length !== 1 || right.length !== 1) {
      throw new RensaError(
        "RANK_MISMATCH",
        `dot: ${formatShape(left)} and ${formatShape(right)} are not two vectors; reshape them, or use inner or matmul.`,
      );
    }
    if (left[0] !== right[0]) {
      throw new RensaError(
        "SHAPE_MISMATCH",
        `dot: ${formatShape(left)} and ${formatShape(right)} differ in length; give vectors of one length.`,
      );
    }
  },
  takes: "a, b",
  call:
    (apply) =>
    <A extends Shape, B extends Shape, D extends DType>(
      a: Tensor<A, D>,
      b: Tensor<B, D> & VectorsCheck<"dot", A, B>,
    ): Tensor<readonly [], D> =>
      apply([a, b]),
});
