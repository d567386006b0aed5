/** Transforms that ask for more than gradients, in real trainings. */
import { describe, expect, it } from "vitest";
import { createTrainer, type TrainEvent } from "../src/index.ts";
import { averageWeights } from "../src/transforms/average-weights.ts";
import { lbfgs } from "../src/transforms/lbfgs.ts";
import { muon } from "../src/transforms/muon.ts";
import { adam, sgd } from "../src/transforms/optimizers.ts";
import { partition } from "../src/transforms/partition.ts";
import { sam } from "../src/transforms/sam.ts";
import type { Transform } from "../src/transforms/transform.ts";
import { lineConfig, lineData } from "./line.ts";

async function losses(optimizer: Transform, epochs: number): Promise<number[]> {
  const trainer = createTrainer(lineConfig({ optimizer, epochs, data: lineData(10) }));
  const found: number[] = [];
  trainer.events$.subscribe((event) => {
    if (event.type === "step") found.push(event.loss);
  });
  await trainer.start();
  return found;
}

describe("a training learns a line with", () => {
  it("L-BFGS and its line search, in a few steps", async () => {
    const found = await losses(lbfgs(1, { lineSearch: "backtracking" }), 12);
    expect(found.at(-1)).toBeLessThan(1e-9);
  });

  it("SAM, which evaluates elsewhere", async () => {
    const found = await losses(sam(adam(0.2), { rho: 0.01 }), 150);
    expect(found.at(-1)).toBeLessThan(1e-2 * found[0]!);
  });

  it("Muon for the weights and Adam for the rest", async () => {
    const found = await losses(muon(0.1, adam(0.1), { weightDecay: 0 }), 100);
    expect(found.at(-1)).toBeLessThan(1e-2 * found[0]!);
  });

  it("SAM for one group and plain steps for the other", async () => {
    const groups = partition({ near: sam(sgd(0.2), { rho: 0.01 }), plain: sgd(0.2) }, (path) =>
      path === "weights" ? "near" : "plain",
    );
    const found = await losses(groups, 80);
    expect(found.at(-1)).toBeLessThan(1e-2 * found[0]!);
  });
});

it("a training evaluates the averaged weights and goes on with its own", async () => {
  const validated = async (optimizer: Transform) => {
    const trainer = createTrainer(lineConfig({ optimizer, epochs: 3, data: lineData(10), validation: lineData(10) }));
    const events: TrainEvent[] = [];
    trainer.events$.subscribe((event) => events.push(event));
    await trainer.start();
    return {
      training: events.flatMap((event) => (event.type === "step" ? [event.loss] : [])),
      validation: events.flatMap((event) => (event.type === "validated" ? [event.loss] : [])),
    };
  };
  const averaged = await validated(averageWeights(adam(0.1), { decay: 0.9 }));
  const plain = await validated(adam(0.1));
  expect(averaged.training).toEqual(plain.training);
  expect(averaged.validation).toHaveLength(3);
  // The mean lags behind.
  averaged.validation.forEach((loss, at) => {
    expect(loss).toBeGreaterThan(plain.validation[at]!);
  });
});
