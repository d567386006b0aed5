/** Poisson and binomial numbers on the host. */
import { lgammaOf } from "../special/numeric/polygamma.ts";
import type { HostRandom } from "./host-words.ts";

const LARGEST = 2147483647;

/** From this mean on the samplers reject from a wide table instead of counting. */
const MANY = 10;

/** A number of the Poisson distribution; 0 where the rate is not above 0. */
export function poissonOf(random: HostRandom, rate: number): number {
  if (!(rate > 0)) return 0;
  return Math.min(rate < MANY ? countArrivals(random, rate) : transformedPoisson(random, rate), LARGEST);
}

/** Events until the time is over (Knuth). */
function countArrivals(random: HostRandom, rate: number): number {
  const end = Math.exp(-rate);
  let count = 0;
  for (let product = random.unit(); product > end; product *= random.unit()) count++;
  return count;
}

/** PTRS of Hormann, "The transformed rejection method for generating Poisson random variables" (1993). */
function transformedPoisson(random: HostRandom, rate: number): number {
  const b = 0.931 + 2.53 * Math.sqrt(rate);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const accepted = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = random.unit() - 0.5;
    const v = random.unit();
    const side = 0.5 - Math.abs(u);
    const count = Math.floor(((2 * a) / side + b) * u + rate + 0.43);
    if (side >= 0.07 && v <= accepted) return count;
    if (count < 0 || (side < 0.013 && v > side)) continue;
    const height = Math.log((v * inverseAlpha) / (a / (side * side) + b));
    if (height <= count * Math.log(rate) - rate - lgammaOf(count + 1)) return count;
  }
}

/** A number of the binomial distribution; 0 where there are no trials or the probability is not above 0. */
export function binomialOf(random: HostRandom, trials: number, probability: number): number {
  if (!(trials > 0 && probability > 0)) return 0;
  if (probability >= 1) return trials;
  if (probability > 0.5) return trials - binomialOf(random, trials, 1 - probability);
  return trials * probability < MANY
    ? countSuccesses(random, trials, probability)
    : transformedBinomial(random, trials, probability);
}

/** Successes, one geometric waiting time after the other (Devroye 1986, section X.4.3). */
function countSuccesses(random: HostRandom, trials: number, probability: number): number {
  const failure = Math.log1p(-probability);
  let count = -1;
  for (let used = 0; used <= trials; count++) used += Math.floor(Math.log(random.unit()) / failure) + 1;
  return count;
}

/** BTRS of Hormann, "The generation of binomial random variates" (1993). */
function transformedBinomial(random: HostRandom, trials: number, probability: number): number {
  const odds = probability / (1 - probability);
  const deviation = Math.sqrt(trials * probability * (1 - probability));
  const b = 1.15 + 2.53 * deviation;
  const a = -0.0873 + 0.0248 * b + 0.01 * probability;
  const alpha = (2.83 + 5.1 / b) * deviation;
  const accepted = 0.92 - 4.2 / b;
  const mode = Math.floor((trials + 1) * probability);
  const atMode = lgammaOf(mode + 1) + lgammaOf(trials - mode + 1);
  for (;;) {
    const u = random.unit() - 0.5;
    const v = random.unit();
    const side = 0.5 - Math.abs(u);
    const count = Math.floor(((2 * a) / side + b) * u + trials * probability + 0.5);
    if (side >= 0.07 && v <= accepted) return count;
    if (count < 0 || count > trials) continue;
    const height = Math.log((v * alpha) / (a / (side * side) + b));
    const density = atMode - lgammaOf(count + 1) - lgammaOf(trials - count + 1) + (count - mode) * Math.log(odds);
    if (height <= density) return count;
  }
}
