/** The law: the sum over all paths is the gradient, whatever the graph. */
import { jsBackend } from "@rensa/backend-js";
import { compile, grad } from "@rensa/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { explain, type Explanation } from "../src/index.ts";
import { lossOf, randomNetworks, type RandomNetwork } from "./random-network.ts";

const inputs = {
  w: [
    [0.3, -0.7, 1.1],
    [-0.4, 0.9, 0.2],
  ],
  x: [
    [-1.2, 0.5, 0.8],
    [0.6, -0.1, -0.9],
  ],
};
const most = 10_000;

async function gradientOf(network: RandomNetwork): Promise<Float64Array> {
  const program = await compile(grad(lossOf(network), ["w"]), { backend: jsBackend() });
  return program.run(inputs).w.data;
}

/** What rounding may do: the sizes that were added. */
function scaleOf({ paths, gradient }: Explanation): number {
  return paths.reduce((total, { contribution }) => total + Math.abs(contribution), 1 + Math.abs(gradient));
}

function expectLaws(found: Explanation, gradient: number): void {
  const { paths, sum, rest, count } = found;
  const allowed = 1e-12 * scaleOf(found);
  expect(Math.abs(found.gradient - gradient)).toBeLessThanOrEqual(allowed);
  expect(Math.abs(sum - gradient)).toBeLessThanOrEqual(allowed);
  const listed = paths.reduce((total, { contribution }) => total + contribution, 0);
  expect(Math.abs(listed + rest.sum - gradient)).toBeLessThanOrEqual(allowed);
  expect(BigInt(paths.length) + BigInt(rest.count)).toBe(BigInt(count));
  expect(paths.length).toBe(Math.min(most, Number(count)));
  paths.forEach(({ contribution }, at) => {
    const before = Math.abs(paths[at - 1]?.contribution ?? Infinity);
    expect(Math.abs(contribution)).toBeLessThanOrEqual(before * (1 + 1e-12));
  });
  // No path stands twice.
  expect(new Set(paths.map(({ steps }) => JSON.stringify(steps))).size).toBe(paths.length);
}

describe("the paths of a random network", () => {
  it.each(["scalars", "tensors"] as const)("of %s add up to the gradient, each listed once", async (level) => {
    await fc.assert(
      fc.asyncProperty(randomNetworks, fc.nat(1), fc.nat(2), async (network, row, column) => {
        const gradients = await gradientOf(network);
        const found = explain(lossOf(network), { inputs, weight: "w", index: [row, column], level, largest: most });
        expectLaws(found, gradients[3 * row + column] ?? 0);
      }),
      { numRuns: 60 },
    );
  });

  it("of scalars are products of the factors of their steps, each from where the one before ended", () => {
    fc.assert(
      fc.property(randomNetworks, (network) => {
        const { paths, values, weight, loss } = explain(lossOf(network), {
          inputs,
          weight: "w",
          index: [0, 1],
          level: "scalars",
        });
        for (const { contribution, steps } of paths) {
          expect(steps.reduce((product, { factor }) => product * factor, 1)).toBe(contribution);
          expect(values[steps[0]?.from ?? -1]?.label).toBe(weight.label);
          expect(values[steps.at(-1)?.to ?? -1]?.label).toBe(loss.label);
          steps.forEach(({ from }, at) => {
            if (at > 0) expect(from).toBe(steps[at - 1]?.to);
          });
        }
      }),
      { numRuns: 30 },
    );
  });

  it("that are listed are the largest of all", () => {
    fc.assert(
      fc.property(randomNetworks, fc.integer({ min: 1, max: 7 }), (network, largest) => {
        const ask = (many: number) =>
          explain(lossOf(network), { inputs, weight: "w", index: [1, 0], level: "scalars", largest: many });
        const all = ask(most).paths.map(({ contribution }) => Math.abs(contribution));
        const few = ask(largest).paths.map(({ contribution }) => Math.abs(contribution));
        few.forEach((size, at) => {
          expect(Math.abs(size - (all[at] ?? NaN))).toBeLessThanOrEqual(1e-12 * size);
        });
      }),
      { numRuns: 30 },
    );
  });
});
