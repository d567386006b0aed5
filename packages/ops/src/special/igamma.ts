/** The lower incomplete gamma function. */
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
import { broadcastPair } from "./broadcast-pair.ts";
import { elementPairs, checkPair } from "./element-pairs.ts";
import { gammaDensity, igammaDerivative } from "./igamma-derivative.ts";
import { lowerGamma } from "./numeric/incomplete-gamma.ts";

/**
 * The lower regularized incomplete gamma function P(a, x): the integral of `t^(a - 1) exp(-t)` from 0 to x, over
 * `gamma(a)`, which is the distribution function of the gamma distribution of shape `a`, as PyTorch's
 * `special.gammainc`. For `a` and `x` not below 0, else NaN; see {@link igammac}. It has derivatives by both, of any
 * order. (PyTorch's has none by `a`.) It runs on the host, in float64.
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
 * import { igamma } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ a: f32(2, 3), x: f32(3) }, ({ a, x }) => igamma(a, x));
 * const program = await compile(traced);
 * const { data } = program.run({ a: [[0.25, 0.5, 1], [2, 3, 4]], x: [0.25, 0.5, 1] });
 * console.log(data); // Float32Array [0.7436..., 0.6826..., 0.6321..., 0.02649902, 0.0143..., 0.0189...]
 * ```
 */
export const igamma = makeOp({
  name: "igamma",
  inputs: ["a", "x"],
  forward: elementPairs(lowerGamma),
  vjp: ({ inputs: [a, x], gradient }): VjpThunks => [
    () => mul(gradient, igammaDerivative(a, x, 1)),
    () => mul(gradient, gammaDensity(a, x)),
  ],
  check: (_attributes, inputs) => {
    checkPair("igamma", inputs);
  },
  takes: "a, x",
  call:
    (apply) =>
    <A extends Operand, B extends Operand>(
      a: A,
      x: B & BroadcastCheck<"igamma", A, B>,
    ): Tensor<Broadcast<ShapeOf<A>, ShapeOf<B>>, DTypeOf<A> | DTypeOf<B>> =>
      apply(broadcastPair("igamma", a, x)),
});
