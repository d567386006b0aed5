/** Normal random numbers between two bounds. */
import { anyShape, expectTensor, makeOp, number, RensaError, type Shape, type Tensor } from "@rensa/core";
import { add } from "../arithmetic/add.ts";
import { clamp } from "../arithmetic/clamp.ts";
import { mul } from "../arithmetic/mul.ts";
import { bitsToOpenUnit } from "./bits-to-open-unit.ts";
import { checkKey, type Key } from "./key.ts";
import { randomBits } from "./random-bits.ts";
import { ndtri } from "../special/ndtri.ts";
import { upperGamma } from "../special/numeric/incomplete-gamma.ts";

/**
 * Random numbers of the standard normal distribution given that they lie between `lower` and `upper` (defaults: -2 and
 * 2), times `deviation`, plus `mean`, f32: quantiles of uniform probabilities ({@link ndtri}). The bounds are counted
 * in deviations. They may lie far out in one tail. All parameters are numbers; scale and shift draws by tensors with
 * {@link multiplyAdd} for gradients.
 *
 * The random words are the same on every backend, and the draws on one for any number of threads. Of the logarithm and
 * other functions each backend has its own, right to a few units of the last place, so that draws differ by as much between
 * backends, in strict numerics too.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for bounds in the wrong order or a deviation not above 0.
 * @throws RensaError `SHAPE_MISMATCH` or `DTYPE_MISMATCH` for a key that is not two i32.
 *
 * @example
 * ```ts
 * import { truncatedNormal } from "@rensa/ops";
 * import { compile, i32, trace } from "rensa";
 *
 * const traced = trace({ key: i32(2) }, ({ key }) => truncatedNormal(key, [3], { lower: 0 }));
 * const program = await compile(traced);
 * console.log(program.run({ key: [0, 7] }).data); // Float32Array [0.1875..., 0.7516..., 0.4311...]
 * ```
 */
export const truncatedNormal = makeOp({
  name: "truncated_normal",
  inputs: ["key"],
  attributes: {
    shape: anyShape(),
    lower: number(-2, { nonFinite: true }),
    upper: number(2, { nonFinite: true }),
    mean: 0,
    deviation: number(1, { above: 0 }),
  },
  forward: {
    composite: ([key], { shape, lower, upper, mean, deviation }) => {
      // In the lower tail probabilities keep their digits; an interval of the upper one is mirrored.
      const mirrored = lower + upper > 0;
      const [from, to] = mirrored ? [-upper, -lower] : [lower, upper];
      const unit = bitsToOpenUnit(randomBits(expectTensor("truncatedNormal: its key", key, "i32", [2]), shape));
      const probability = add(mul(unit, probabilityBelow(to) - probabilityBelow(from)), probabilityBelow(from));
      const draw = clamp(ndtri(probability), { min: from, max: to });
      return add(mul(draw, mirrored ? -deviation : deviation), mean);
    },
  },
  check: ({ lower, upper, deviation }, [key]) => {
    checkKey("truncatedNormal", key);
    if (!(lower < upper)) {
      throw new RensaError(
        "ATTRIBUTE_INVALID",
        `truncatedNormal: lower ${String(lower)} is not below upper ${String(upper)}; swap them.`,
      );
    }
    if (!(deviation > 0)) {
      throw new RensaError(
        "ATTRIBUTE_INVALID",
        `truncatedNormal: the deviation is ${String(deviation)}; give a number above 0.`,
      );
    }
  },
  takes: "key, shape, options?",
  call:
    (apply) =>
    <const S extends Shape>(
      key: Key,
      shape: S,
      options?: {
        readonly lower?: number;
        readonly upper?: number;
        readonly mean?: number;
        readonly deviation?: number;
      },
    ): Tensor<S, "f32"> =>
      apply([key], { shape, ...options }),
});

/** The standard normal distribution function, exact in the lower tail. */
function probabilityBelow(x: number): number {
  const tail = upperGamma(0.5, (x * x) / 2) / 2;
  return x < 0 ? tail : 1 - tail;
}
