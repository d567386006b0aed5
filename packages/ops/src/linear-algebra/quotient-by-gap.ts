/** Division by differences of eigenvalues, in vjps. */
import { makeOp, full, select, type Tensor, type VjpThunks } from "@rensa/core";
import { add } from "../arithmetic/add.ts";
import { mul } from "../arithmetic/mul.ts";
import { neg } from "../arithmetic/neg.ts";
import { sub } from "../arithmetic/sub.ts";
import { eachColumn, eachRow } from "./each-matrix.ts";
import { weighTriangles } from "./weigh-triangles.ts";

/**
 * `x / gap`, and 0 for 0 / 0. So a loss of eigenvalues alone has a gradient where some are equal, and one of vectors
 * that are not determined has an infinite one, which is noticed.
 *
 * @internal
 */
export const quotientByGap = makeOp({
  name: "quotient_by_gap",
  inputs: ["x", "gap"],
  forward: { scalar: ([x, gap]) => select(x.eq(0).and(gap.eq(0)), x, x.div(gap)) },
  // Linear in x, though the formula looks at it.
  vjp: ({ inputs: [, gap], output, gradient }): VjpThunks => [
    () => quotientByGap(gradient, gap),
    () => neg(quotientByGap(mul(output, gradient), gap)),
  ],
});

/** `values[j] - values[i]` at row i and column j, and 1 on the diagonal, where nothing is divided. */
export function gapsOf(values: Tensor): Tensor {
  const gaps = sub(eachColumn(values), eachRow(values));
  const ones = full(gaps.shape, 1, gaps.dtype);
  return add(gaps, weighTriangles(ones, { below: 0, above: 0 }));
}
