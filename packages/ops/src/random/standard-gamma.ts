/** Random numbers of the gamma distribution of rate 1: the inner part of gamma and of what is made from it. */
import { defineOp, type HostTensor, type Tensor, type VjpThunks } from "@rensa/core";
import { div } from "../arithmetic/div.ts";
import { mul } from "../arithmetic/mul.ts";
import { neg } from "../arithmetic/neg.ts";
import { gammaDensity, igammaDerivative } from "../special/igamma-derivative.ts";
import { hostRandom, type HostRandom } from "./host-words.ts";
import type { Key } from "./key.ts";

/** The smallest normal f32: below it a draw of a small shape would be 0, whose logarithm is infinite. */
const SMALLEST = 1.1754943508222875e-38;

/**
 * One number of the gamma distribution for each shape parameter.
 *
 * Its derivative is that of implicit reparameterisation (Figurnov et al. 2018): the distribution function P(a, x) stays
 * as it is, so that `dx / da = -(dP / da) / density(x)`. How often the sampler rejected does not enter it.
 */
export const standardGamma = defineOp({
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
      return mul(gradient, neg(slope as Tensor));
    },
  ],
  call:
    (apply) =>
    (key: Key, concentration: Tensor): Tensor =>
      apply([key, concentration])[0] as Tensor,
});

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
