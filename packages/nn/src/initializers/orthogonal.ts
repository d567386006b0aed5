/** Weights that keep lengths. */
import { checkOptions, formatShape, RensaError, sizeOf } from "@rensa/core";
import { mul, normal, qr, reshape, transpose } from "@rensa/ops";
import { checkAbove } from "./checks.ts";
import type { Initializer } from "./initializer.ts";

/**
 * A random orthogonal matrix, times `gain`: with all axes but the last taken as rows, its columns (or rows, where there
 * are fewer of them) are orthonormal. It is the factor q of a matrix of normal numbers, uniform over all such matrices
 * since the diagonal of r is positive (Saxe et al. 2013; as PyTorch's `orthogonal_`). Default `gain`: 1, above 0.
 *
 * @param options.gain - What the matrix is multiplied by. Default: 1.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for a gain that is not above 0, `RANK_MISMATCH` for fewer than two axes.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { i32, trace } from "@rensa/core";
 * import { dense, orthogonal } from "@rensa/nn";
 * import { compile } from "rensa";
 *
 * const layer = dense(64, 64, { initializer: orthogonal({ gain: Math.SQRT2 }) });
 * const drawn = trace({ key: i32(2) }, ({ key }) => orthogonal()(key, [2, 2], { inputs: 2, outputs: 2 }));
 * console.log((await compile(drawn)).run({ key: [0, 1] }).data); // Float32Array [-0.8992..., 0.4374..., -0.4374..., -0.8992...]
 * ```
 */
export function orthogonal(options: { readonly gain?: number } = {}): Initializer {
  checkOptions("orthogonal", options, ["gain"]);
  const { gain = 1 } = options;
  checkAbove("orthogonal", "gain", gain);
  return (key, shape) => {
    if (shape.length < 2) {
      throw new RensaError(
        "RANK_MISMATCH",
        `orthogonal: ${formatShape(shape)} is no matrix; use it for weights, and another initializer for a bias.`,
      );
    }
    const columns = shape.at(-1) ?? 1;
    const rows = sizeOf(shape.slice(0, -1));
    const tall = qr(normal(key, [Math.max(rows, columns), Math.min(rows, columns)])).q;
    const matrix = rows >= columns ? tall : transpose(tall);
    // The dtype is a type parameter of an initializer.
    return reshape(mul(matrix, gain), shape) as never;
  };
}
