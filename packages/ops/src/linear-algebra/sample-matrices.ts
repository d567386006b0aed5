/** Matrices of the kinds that factorizations want, from any: for the samples of this folder. */
import { constant, hostTensor, type Tensor } from "@rensa/core";
import { add } from "../arithmetic/add.ts";
import { matmul } from "../linear/matmul.ts";
import { Matrix } from "./numeric/matrix.ts";
import { transposed } from "./transposed.ts";

/** `x + 2 I`: far from singular where the elements of x are below 1. */
export function regular(x: Tensor): Tensor {
  const size = x.shape.at(-1) ?? 0;
  const twice = constant(
    hostTensor(
      Matrix.identity(size).values.map((value) => 2 * value),
      [size, size],
      x.dtype,
    ),
  );
  return add(x, twice);
}

/** `x + transpose(x)`. */
export function symmetric(x: Tensor): Tensor {
  return add(x, transposed(x));
}

/** `x transpose(x) + 2 I`. */
export function positiveDefinite(x: Tensor): Tensor {
  return regular(matmul(x, x, { transposeB: true }));
}
