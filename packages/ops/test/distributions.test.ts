/** The distributions: moments and quantiles of some thousand draws with fixed keys, within five standard errors. */
import { compile, i32, trace, type Tensor } from "@rensa/core";
import { describe, expect, it } from "vitest";
// By its path: this package depends on no backend, and so does not for this test.
import { jsBackend } from "../../backend-js/src/index.ts";
import { upperGamma } from "../src/special/numeric/incomplete-gamma.ts";
import { beta } from "../src/random/beta.ts";
import { binomial } from "../src/random/binomial.ts";
import { cauchy } from "../src/random/cauchy.ts";
import { chiSquare } from "../src/random/chi-square.ts";
import { exponential } from "../src/random/exponential.ts";
import { gamma } from "../src/random/gamma.ts";
import { gumbel } from "../src/random/gumbel.ts";
import type { Key } from "../src/random/key.ts";
import { laplace } from "../src/random/laplace.ts";
import { logNormal } from "../src/random/log-normal.ts";
import { logistic } from "../src/random/logistic.ts";
import { permutation } from "../src/random/permutation.ts";
import { poisson } from "../src/random/poisson.ts";
import { rademacher } from "../src/random/rademacher.ts";
import { randomInteger } from "../src/random/random-integer.ts";
import { splitKey } from "../src/random/split-key.ts";
import { studentT } from "../src/random/student-t.ts";
import { truncatedNormal } from "../src/random/truncated-normal.ts";

const COUNT = 4000;
const shape = [COUNT] as const;

async function drawsOf(sample: (key: Key) => Tensor): Promise<readonly number[]> {
  const traced = trace({ key: i32(2) }, ({ key }) => sample(key));
  const program = await compile(traced, { backend: jsBackend() });
  const { data } = program.run({ key: Int32Array.of(2024, 7) });
  return Array.from(data);
}

const average = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0) / numbers.length;

/** Mean, variance and kurtosis (fourth central moment over the squared variance), which says how the variance scatters. */
const moments: readonly (readonly [string, (key: Key) => Tensor, number, number, number])[] = [
  ["exponential", (key) => exponential(key, shape, 2), 0.5, 0.25, 9],
  ["gumbel", (key) => gumbel(key, shape, 1, 2), 1 + 2 * 0.5772156649, (4 * Math.PI ** 2) / 6, 5.4],
  ["logistic", (key) => logistic(key, shape, -1), -1, Math.PI ** 2 / 3, 4.2],
  ["laplace", (key) => laplace(key, shape, 3, 0.5), 3, 0.5, 6],
  [
    "a log-normal one",
    (key) => logNormal(key, shape, 0, 0.25),
    Math.exp(0.03125),
    Math.exp(0.0625) * Math.expm1(0.0625),
    4.1,
  ],
  ["a gamma one of a large shape", (key) => gamma(key, shape, 4.5, 3), 1.5, 0.5, 3 + 6 / 4.5],
  ["a gamma one of a small shape", (key) => gamma(key, shape, 0.4), 0.4, 0.4, 3 + 6 / 0.4],
  ["chi-square", (key) => chiSquare(key, shape, 3), 3, 6, 7],
  ["beta", (key) => beta(key, shape, 2, 3), 0.4, 0.04, 2.4],
  ["Student's", (key) => studentT(key, shape, 12), 0, 1.2, 3.75],
  ["a truncated normal one", (key) => truncatedNormal(key, shape, { mean: 1 }), 1, 0.7737413, 2.4],
  ["a Poisson one of a small rate", (key) => poisson(key, shape, 3), 3, 3, 3 + 1 / 3],
  ["a Poisson one of a large rate", (key) => poisson(key, shape, 40), 40, 40, 3 + 1 / 40],
  ["binomial with few successes", (key) => binomial(key, shape, 12, 0.2), 2.4, 1.92, 3.1],
  ["binomial with many", (key) => binomial(key, shape, 200, 0.7), 140, 42, 3],
  ["a die", (key) => randomInteger(key, shape, 1, 7), 3.5, 35 / 12, 1.8],
  ["a sign", (key) => rademacher(key, shape), 0, 1, 1],
  ["a draw from the second key of two", (key) => exponential(splitKey(key)[1], shape), 1, 1, 9],
];

describe("the draws of a distribution have its mean and variance:", () => {
  for (const [name, sample, mean, variance, kurtosis] of moments) {
    it(name, async () => {
      const draws = await drawsOf(sample);
      const found = average(draws);
      expect(Math.abs(found - mean)).toBeLessThan(5 * Math.sqrt(variance / COUNT));
      const spread = average(draws.map((each) => (each - mean) ** 2));
      expect(Math.abs(spread - variance)).toBeLessThan(5 * variance * Math.sqrt((kurtosis - 1) / COUNT) + 1e-6);
    });
  }
});

/** A distribution function, at which draws must be uniform. */
const distributions: readonly (readonly [string, (key: Key) => Tensor, (x: number) => number])[] = [
  ["cauchy", (key) => cauchy(key, shape, 1, 2), (x) => 0.5 + Math.atan((x - 1) / 2) / Math.PI],
  ["gumbel", (key) => gumbel(key, shape), (x) => Math.exp(-Math.exp(-x))],
  ["gamma of a small shape", (key) => gamma(key, shape, 0.4), (x) => 1 - upperGamma(0.4, x)],
  ["gamma of a large shape", (key) => gamma(key, shape, 7), (x) => 1 - upperGamma(7, x)],
  [
    "the normal one's far tail",
    (key) => truncatedNormal(key, shape, { lower: 4, upper: Infinity }),
    (x) => 1 - upperGamma(0.5, (x * x) / 2) / upperGamma(0.5, 8),
  ],
];

describe("the draws of a distribution lie below its quantiles as often as they should:", () => {
  for (const [name, sample, distribution] of distributions) {
    it(name, async () => {
      const places = (await drawsOf(sample)).map(distribution).sort((a, b) => a - b);
      // Kolmogorov's statistic times the root of the count is above 2 in one of 1500 samples.
      const largest = Math.max(...places.map((place, rank) => Math.abs(place - (rank + 0.5) / COUNT)));
      expect(largest * Math.sqrt(COUNT)).toBeLessThan(2);
    });
  }
});

it("the draws of a beta distribution of parameters near 0 lie at its ends, as often as they should", async () => {
  const draws = await drawsOf((key) => beta(key, shape, 0.01, 0.02));
  // The chance of a number between 1e-6 and 1 - 1e-6, by the series of the distribution function at both ends.
  const scale = (0.01 * 0.02) / 0.03;
  const low = (scale / 0.01) * 1e-6 ** 0.01;
  const high = (scale / 0.02) * 1e-6 ** 0.02;
  const near = [average(draws.map((x) => Number(x < 1e-6))), average(draws.map((x) => Number(x > 1 - 1e-6)))];
  expect(Math.abs((near[0] ?? 0) - low)).toBeLessThan(0.02);
  expect(Math.abs((near[1] ?? 0) - high)).toBeLessThan(0.02);
  expect(draws.filter((x) => x === 0.5)).toEqual([]);
});

describe("a permutation", () => {
  it("has every position once, and another order than the positions'", async () => {
    const order = await drawsOf((key) => permutation(key, COUNT));
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: COUNT }, (_, position) => position));
    expect(average(order.map((position, at) => Number(position === at))) * COUNT).toBeLessThan(8);
  });
});
