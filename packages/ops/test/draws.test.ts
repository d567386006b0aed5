/** Draws on both backends: which are the same to the bit, and how far the others are apart. */
import { compile, i32, trace, type Backend, type Tensor } from "@rensa/core";
import * as fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
// By their paths: this package depends on no backend, and so does not for this test.
import { jsBackend } from "../../backend-js/src/index.ts";
import { wasmBackend } from "../../backend-wasm/src/index.ts";
import * as ops from "../src/index.ts";
import type { Key } from "../src/random/key.ts";

const js = jsBackend();
const strict = [1, 3].map((threads) => wasmBackend({ threads, numerics: "strict", grain: 0 }));
afterAll(() => Promise.all(strict.map((backend) => backend.close())));

async function drawsOf(backend: Backend, draw: (key: Key) => Tensor, key: readonly [number, number]) {
  const program = await compile(
    trace({ key: i32(2) }, ({ key: given }) => draw(given)),
    { backend },
  );
  const { data } = program.run({ key: Int32Array.from(key) });
  return data.slice();
}

const shape = [40, 25] as const;

/** Of the random bits by exact steps. */
const exact: Readonly<Record<string, (key: Key) => Tensor>> = {
  randomBits: (key) => ops.randomBits(key, shape),
  uniform: (key) => ops.uniform(key, shape),
  bernoulli: (key) => ops.bernoulli(key, shape, 0.3),
  rademacher: (key) => ops.rademacher(key, shape),
  randomInteger: (key) => ops.randomInteger(key, shape, -5, 1_000_000_000),
  permutation: (key) => ops.permutation(key, 1000),
  gamma: (key) => ops.gamma(key, shape, 0.7),
  poisson: (key) => ops.poisson(key, shape, 3),
};

/** Through a logarithm, a cosine or a tangent, of which each backend has its own, right to a few units of the last place. */
const rounded: Readonly<Record<string, (key: Key) => Tensor>> = {
  normal: (key) => ops.normal(key, shape),
  cauchy: (key) => ops.cauchy(key, shape),
  gumbel: (key) => ops.gumbel(key, shape),
  laplace: (key) => ops.laplace(key, shape),
  logistic: (key) => ops.logistic(key, shape),
  exponential: (key) => ops.exponential(key, shape),
  logNormal: (key) => ops.logNormal(key, shape),
  truncatedNormal: (key) => ops.truncatedNormal(key, shape),
  beta: (key) => ops.beta(key, shape, 2, 0.5),
  studentT: (key) => ops.studentT(key, shape, 4),
};

const keys = fc.tuple(
  fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
  fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
);

describe("a key has the same draws", () => {
  it.each(Object.entries(exact))("to the bit on every backend and number of threads: %s", async (_, draw) => {
    await fc.assert(
      fc.asyncProperty(keys, async (key) => {
        const [first, ...others] = await Promise.all([js, ...strict].map((backend) => drawsOf(backend, draw, key)));
        for (const other of others) expect(other).toEqual(first);
      }),
      { numRuns: 5 },
    );
  });

  it.each(Object.entries(rounded))(
    "to the bit for any number of threads, to a rounding on backends: %s",
    async (_, draw) => {
      await fc.assert(
        fc.asyncProperty(keys, async (key) => {
          const [one = [], three, other = []] = await Promise.all(
            [...strict, js].map((backend) => drawsOf(backend, draw, key)),
          );
          expect(three).toEqual(one);
          const apart = Array.from(one, (x, at) => Math.abs(x - (other[at] ?? Number.NaN)) / (1 + Math.abs(x)));
          expect(Math.max(...apart)).toBeLessThan(2 ** -19);
        }),
        { numRuns: 5 },
      );
    },
  );
});

it("a random integer is the upper part of the product of its words and how many there are", async () => {
  const bounds = fc.tuple(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), fc.integer({ min: 1, max: 2 ** 32 }));
  await fc.assert(
    fc.asyncProperty(keys, bounds, async (key, [low, count]) => {
      const high = Math.min(low + count, 2 ** 31);
      const words = await drawsOf(js, (given) => ops.randomInteger(given, shape, -(2 ** 31), 2 ** 31), key);
      const draws = await drawsOf(js, (given) => ops.randomInteger(given, shape, low, high), key);
      draws.forEach((draw, at) => {
        const word = BigInt((words[at] ?? 0) + 2 ** 31);
        // The lower word adds less than one.
        const place = Number((word * BigInt(high - low)) >> 32n);
        expect([place, place + 1]).toContain(draw - low);
        expect(draw).toBeLessThan(high);
      });
    }),
    { numRuns: 20 },
  );
});
