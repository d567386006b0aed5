/** What can be changed while a training runs, and what comes with every step. */
import type { HostTensor } from "@rensa/core";
import { describe, expect, it } from "vitest";
import { exponentialDecay } from "../src/schedules/exponential-decay.ts";
import { averageWeights } from "../src/transforms/average-weights.ts";
import { clipAdaptively } from "../src/transforms/clip-adaptively.ts";
import { clipByValue } from "../src/transforms/clip-by-value.ts";
import { clipByGlobalNorm } from "../src/transforms/clip.ts";
import { lbfgs } from "../src/transforms/lbfgs.ts";
import { lookahead } from "../src/transforms/lookahead.ts";
import { muon } from "../src/transforms/muon.ts";
import { adam, adamw, sgd } from "../src/transforms/optimizers.ts";
import { sam } from "../src/transforms/sam.ts";
import { chain } from "../src/transforms/chain.ts";
import type { Transform } from "../src/transforms/transform.ts";
import { descent, type Descent } from "./descent.ts";
import { smallProblem as problem } from "./small-problem.ts";

const scalar = (value: number): HostTensor => ({ shape: [], dtype: "f32", data: Float32Array.of(value) });

const namesOf = (training: Descent): string[] =>
  [...training.state().keys()].filter((path) => path.split(".").at(-2) === "hyperparameters");

/** An optimizer, one with another constant, and the name of the hyperparameter that makes one of the other. */
const changes: readonly (readonly [string, string, Transform, Transform, number])[] = [
  ["the learning rate", "learningRate", adam(0.5), adam(0.125), 0.125],
  [
    "the factor of a schedule",
    "learningRateFactor",
    sgd(exponentialDecay({ start: 0.5, factor: 0.5 })),
    sgd(exponentialDecay({ start: 0.125, factor: 0.5 })),
    0.25,
  ],
  ["the weight decay", "weightDecay", adamw(0.1, { weightDecay: 0.5 }), adamw(0.1, { weightDecay: 0.25 }), 0.25],
  ["the momentum", "momentum", sgd(0.1, { momentum: 0.5 }), sgd(0.1, { momentum: 0.75 }), 0.75],
  [
    "Nesterov's momentum",
    "momentum",
    sgd(0.1, { momentum: 0.5, nesterov: true }),
    sgd(0.1, { momentum: 0.75, nesterov: true }),
    0.75,
  ],
  [
    "Muon's momentum",
    "momentum",
    muon(0.1, sgd(0.1), { momentum: 0.5 }),
    muon(0.1, sgd(0.1), { momentum: 0.75 }),
    0.75,
  ],
  [
    "the bound of the norm",
    "clipNorm",
    chain(clipByGlobalNorm(0.5), sgd(0.1)),
    chain(clipByGlobalNorm(0.125), sgd(0.1)),
    0.125,
  ],
  ["the bound of values", "clipValue", chain(clipByValue(0.5), sgd(0.1)), chain(clipByValue(0.0625), sgd(0.1)), 0.0625],
  [
    "the ratio of adaptive clipping",
    "clipRatio",
    chain(clipAdaptively(0.5), sgd(0.1)),
    chain(clipAdaptively(0.0625), sgd(0.1)),
    0.0625,
  ],
  ["the way that SAM climbs", "rho", sam(sgd(0.1), { rho: 0.5 }), sam(sgd(0.1), { rho: 0.25 }), 0.25],
  [
    "the share of lookahead",
    "alpha",
    lookahead(sgd(0.1), { steps: 2, alpha: 0.5 }),
    lookahead(sgd(0.1), { steps: 2, alpha: 0.25 }),
    0.25,
  ],
  ["the rate of L-BFGS", "learningRate", lbfgs(0.5), lbfgs(0.25), 0.25],
];

describe("a hyperparameter that is changed in the state gives the bits of an optimizer that was made with it", () => {
  it.each(changes)("%s", async (_, name, before, after, value) => {
    const [changed, made] = [await descent(before, problem), await descent(after, problem)];
    const paths = namesOf(changed).filter((path) => path.endsWith(`.${name}`));
    expect(paths.length).toBeGreaterThan(0);
    const start = Object.fromEntries(changed.state());
    changed.run(3);
    const untouched = changed.parameters();
    changed.write({ ...start, [paths[0]!]: scalar(value) });
    for (const training of [changed, made]) training.run(3);
    expect(changed.parameters()).toEqual(made.parameters());
    expect(changed.parameters()).not.toEqual(untouched);
    expect(changed.state().get(paths[0]!)!.data[0]).toBe(value);
  });

  it("also the decay of a mean of weights, which is seen in what is evaluated", async () => {
    const [changed, made] = [
      await descent(averageWeights(sgd(0.5), { decay: 0.5 }), problem),
      await descent(averageWeights(sgd(0.5), { decay: 0.25 }), problem),
    ];
    changed.write({ "optimizer.hyperparameters.averageDecay": scalar(0.25) });
    for (const training of [changed, made]) training.run(3);
    expect(changed.evaluated()).toEqual(made.evaluated());
  });
});

describe("with every step comes", () => {
  it("the learning rate that it was made with", async () => {
    const training = await descent(sgd(exponentialDecay({ start: 0.5, factor: 0.5 })), problem);
    const rates = [0, 1, 2].map(() => {
      training.run(1);
      return training.state().get("optimizer.reports.learningRate")!.data[0];
    });
    expect(rates).toEqual([0.5, 0.25, 0.125]);
    training.write({ "optimizer.hyperparameters.learningRateFactor": scalar(8) });
    training.run(1);
    expect(training.state().get("optimizer.reports.learningRate")!.data[0]).toBe(0.5);
  });

  it("the length of all gradients before they are clipped", async () => {
    const training = await descent(chain(clipByGlobalNorm(1e-3), sgd(1)), problem);
    const plain = await descent(sgd(1), problem);
    const start = plain.parameters();
    for (const each of [training, plain]) each.run(1);
    const length = Math.hypot(...plain.parameters().map((value, at) => value - start[at]!));
    expect(training.state().get("optimizer.inner.0.reports.gradientNorm")!.data[0]).toBeCloseTo(length, 12);
    const moved = Math.hypot(...training.parameters().map((value, at) => value - start[at]!));
    expect(moved).toBeCloseTo(1e-3, 12);
  });
});
