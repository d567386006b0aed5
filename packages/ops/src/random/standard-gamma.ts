/** Random numbers of the gamma distribution of rate 1: the inner part of gamma and of what is made from it. */
import { makeOp, type HostTensor, type Tensor, type VjpThunks } from "@rensa/core";
import { add } from "../arithmetic/add.ts";
import { div } from "../arithmetic/div.ts";
import { mul } from "../arithmetic/mul.ts";
import { neg } from "../arithmetic/neg.ts";
import { sub } from "../arithmetic/sub.ts";
import { less } from "../comparison/less.ts";
import { where } from "../comparison/where.ts";
import { exp } from "../exponential/exp.ts";
import { digamma } from "../special/digamma.ts";
import { gammaDensity, igammaDerivative } from "../special/igamma-derivative.ts";
import { hostRandom, type HostRandom } from "./host-words.ts";
import { checkKey, type Key } from "./key.ts";

/** The smallest normal f32: below it a draw of a small shape would be 0, whose logarithm is infinite. */
const SMALLEST = 1.1754943508222875e-38;

/** The logarithm of a number below which its powers alone make the distribution function, to all digits of f32. */
const TINY = -16;

/**
 * One number of the gamma distribution for each shape parameter.
 *
 * Its derivative is that of implicit reparameterization (Figurnov et al. 2018): the distribution function P(a, x) stays
 * as it is, so that `dx / da = -(dP / da) / density(x)`. How often the sampler rejected does not enter it.
 *
 * @internal
 */
export const standardGamma = makeOp({
  name: "standard_gamma",
  inputs: ["key", "concentration"],
  forward: {
    host: {
      types: ([, concentration]) => [concentration],
      run: ([key, concentration], [output]) => {
        (output as HostTensor).data.forEach((_, at, data) => {
          data[at] = Math.max(draw(hostRandom(key.data, at), concentration.data[at] ?? 0), SMALLEST);
        });
      },
    },
  },
  vjp: ({ inputs: [, concentration], output, gradient }): VjpThunks => [
    null,
    () => {
      const slope = div(igammaDerivative(concentration, output, 1), gammaDensity(concentration, output));
      return mul(gradient, neg(slope));
    },
  ],
  check: (_attributes, [key]) => {
    checkKey("standardGamma", key);
  },
  takes: "key, concentration",
  call:
    (apply) =>
    (key: Key, concentration: Tensor): Tensor =>
      apply([key, concentration]),
});

/**
 * The logarithm of one number of the gamma distribution for each shape parameter: what a small shape draws is often too
 * small for a float32, and its logarithm is not.
 *
 * Its derivative is that of {@link standardGamma} over the number; where the number is so small that `P(a, x)` is
 * `x^a / gamma(a + 1)`, that of this.
 *
 * @internal
 */
export const standardLogGamma = makeOp({
  name: "standard_log_gamma",
  inputs: ["key", "concentration"],
  forward: {
    host: {
      types: ([, concentration]) => [concentration],
      run: ([key, concentration], [output]) => {
        (output as HostTensor).data.forEach((_, at, data) => {
          data[at] = logarithmOfDraw(hostRandom(key.data, at), concentration.data[at] ?? 0);
        });
      },
    },
  },
  vjp: ({ inputs: [, concentration], output, gradient }): VjpThunks => [
    null,
    () => {
      const isTiny = less(output, TINY);
      const x = exp(where(isTiny, 0, output));
      const density = mul(gammaDensity(concentration, x), x);
      const slope = neg(div(igammaDerivative(concentration, x, 1), density));
      const tiny = div(sub(digamma(add(concentration, 1)), output), concentration);
      return mul(gradient, where(isTiny, tiny, slope));
    },
  ],
  check: (_attributes, [key]) => {
    checkKey("standardLogGamma", key);
  },
  takes: "key, concentration",
  call:
    (apply) =>
    (key: Key, concentration: Tensor): Tensor =>
      apply([key, concentration]),
});

/** The logarithm of {@link draw}, from the same random numbers. */
function logarithmOfDraw(random: HostRandom, concentration: number): number {
  if (!(concentration < 1)) return Math.log(draw(random, concentration));
  if (!(concentration > 0)) return Number.NaN;
  return Math.log(draw(random, concentration + 1)) + Math.log(random.unit()) / concentration;
}

/** Marsaglia and Tsang, "A simple method for generating gamma variables" (2000); NaN where the shape is not above 0. */
function draw(random: HostRandom, concentration: number): number {
  if (!(concentration > 0)) return Number.NaN;
  if (concentration < 1) return draw(random, concentration + 1) * random.unit() ** (1 / concentration);
  const d = concentration - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const normal = random.normal();
    const v = (1 + c * normal) ** 3;
    if (v > 0 && Math.log(random.unit()) < (normal * normal) / 2 + d - d * v + d * Math.log(v)) return d * v;
  }
}
