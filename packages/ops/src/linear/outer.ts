/** All products of the elements of two vectors. */
import { makeOp, formatShape, RensaError, type DType, type Tensor } from "@rensa/core";
import { contract } from "./contract.ts";

/**
 * The outer product of two vectors: `y[i, j] = a[i] * b[j]`. As PyTorch's `outer`.
 *
 * @throws RensaError `RANK_MISMATCH` for what is no vector, `DTYPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { outer } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ a: f32(3), b: f32(4) }, ({ a, b }) => outer(a, b));
 * const program = await compile(traced);
 * const { data } = program.run({ a: [1, 2, 3], b: [1, 10, 100, 1000] });
 * console.log(data); // Float32Array [1, 10, 100, 1000, 2, 20, 200, 2000, 3, 30, 300, 3000]
 * ```
 */
export const outer = makeOp({
  name: "outer",
  inputs: ["a", "b"],
  forward: { composite: ([a, b]) => contract(a, b, "i,j->ij") },
  check: (_attributes, inputs) => {
    const other = inputs.find(({ shape }) => shape.length !== 1);
    if (other === undefined) return;
    throw new RensaError(
      "RANK_MISMATCH",
      `outer: ${formatShape(other.shape)} is not a vector; flatten it, or use tensordot over 0 axes.`,
    );
  },
  takes: "a, b",
  call:
    (apply) =>
    <M extends number, N extends number, D extends DType>(
      a: Tensor<readonly [M], D>,
      b: Tensor<readonly [N], D>,
    ): Tensor<readonly [M, N], D> =>
      apply([a, b]),
});
