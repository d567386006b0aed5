/** The upper incomplete gamma function. */
import {
  type Broadcast,
  type BroadcastCheck,
  makeOp,
  type DTypeOf,
  type Operand,
  type ShapeOf,
  type Tensor,
  type VjpThunks,
} from "@rensa/core";
import { mul } from "../arithmetic/mul.ts";
import { neg } from "../arithmetic/neg.ts";
import { broadcastPair } from "./broadcast-pair.ts";
import { elementPairs, checkPair } from "./element-pairs.ts";
import { gammaDensity, igammaDerivative } from "./igamma-derivative.ts";
import { upperGamma } from "./numeric/incomplete-gamma.ts";

/**
 * The upper regularized incomplete gamma function Q(a, x): the integral of `t^(a - 1) exp(-t)` from x on, over
 * `gamma(a)`, which is 1 - P(a, x) without the loss of digits, as PyTorch's `special.gammaincc`. For `a` and `x` not
 * below 0, else NaN; see {@link igamma}. It has derivatives by both, of any order. (PyTorch's has none by `a`.) It
 * runs on the host, in float64.
 *
 * Source: the series DLMF 8.11.4 below `a + 1`, the continued fraction 8.9.2 above; the derivative by `a` is that of
 * the series.
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `DTYPE_MISMATCH` for integers or two dtypes, `SHAPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { igammac } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ a: f32(2, 3), x: f32(3) }, ({ a, x }) => igammac(a, x));
 * const program = await compile(traced);
 * const { data } = program.run({ a: [[0.25, 0.5, 1], [2, 3, 4]], x: [0.25, 0.5, 1] });
 * console.log(data); // Float32Array [0.2563..., 0.3173..., 0.3678..., 0.973501, 0.9856..., 0.9810...]
 * ```
 */
export const igammac = makeOp({
  name: "igammac",
  inputs: ["a", "x"],
  forward: elementPairs(upperGamma),
  vjp: ({ inputs: [a, x], gradient }): VjpThunks => [
    () => mul(gradient, neg(igammaDerivative(a, x, 1))),
    () => mul(gradient, neg(gammaDensity(a, x))),
  ],
  check: (_attributes, inputs) => {
    checkPair("igammac", inputs);
  },
  takes: "a, x",
  call:
    (apply) =>
    <A extends Operand, B extends Operand>(
      a: A,
      x: B & BroadcastCheck<"igammac", A, B>,
    ): Tensor<Broadcast<ShapeOf<A>, ShapeOf<B>>, DTypeOf<A> | DTypeOf<B>> =>
      apply(broadcastPair("igammac", a, x)),
});
