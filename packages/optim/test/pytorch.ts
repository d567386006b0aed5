/** What PyTorch computed (see `reference/trajectories.py`), and ours by the names of its optimizers and schedules. */
import { readFileSync } from "node:fs";
import type { HostTensor } from "@rensa/core";
import { cosineWithRestarts } from "../src/schedules/cosine-with-restarts.ts";
import { exponentialDecay } from "../src/schedules/exponential-decay.ts";
import { inverseSquareRoot } from "../src/schedules/inverse-square-root.ts";
import { joinSchedules } from "../src/schedules/join-schedules.ts";
import { oneCycle } from "../src/schedules/one-cycle.ts";
import { linear, polynomialDecay } from "../src/schedules/polynomial-decay.ts";
import { constantRate, cosine, type Schedule } from "../src/schedules/schedule.ts";
import { multiStepDecay, stepDecay } from "../src/schedules/step-decay.ts";
import { warmUp } from "../src/schedules/warm-up.ts";
import { accumulateGradients } from "../src/transforms/accumulate.ts";
import { adadelta } from "../src/transforms/adadelta.ts";
import { adagrad } from "../src/transforms/adagrad.ts";
import { adamax } from "../src/transforms/adamax.ts";
import { centralizeGradients } from "../src/transforms/centralize.ts";
import { clipAdaptively } from "../src/transforms/clip-adaptively.ts";
import { clipByValue } from "../src/transforms/clip-by-value.ts";
import { clipByGlobalNorm } from "../src/transforms/clip.ts";
import { lamb } from "../src/transforms/lamb.ts";
import { lbfgs } from "../src/transforms/lbfgs.ts";
import { lion } from "../src/transforms/lion.ts";
import { lookahead } from "../src/transforms/lookahead.ts";
import { muon } from "../src/transforms/muon.ts";
import { nadam } from "../src/transforms/nadam.ts";
import { adam, adamw, sgd } from "../src/transforms/optimizers.ts";
import { partition } from "../src/transforms/partition.ts";
import { radam } from "../src/transforms/radam.ts";
import { rmsprop } from "../src/transforms/rmsprop.ts";
import { sam } from "../src/transforms/sam.ts";
import { chain } from "../src/transforms/chain.ts";
import type { Transform } from "../src/transforms/transform.ts";
import type { Problem } from "./descent.ts";

interface Fixture {
  readonly problem: Readonly<Record<string, { readonly shape: readonly number[]; readonly data: readonly number[] }>>;
  readonly kept: readonly number[];
  readonly trajectories: Readonly<Record<string, string>>;
  readonly schedules: Readonly<Record<string, readonly number[]>>;
}

export const fixture = JSON.parse(
  readFileSync(new URL("../reference/trajectories.json", import.meta.url), "utf8"),
) as Fixture;
export const problem: Problem = Object.fromEntries(
  Object.entries(fixture.problem).map(([name, { shape, data }]): [string, HostTensor] => [
    name,
    { shape, dtype: "f32", data: Float32Array.from(data) },
  ]),
);

/** Ours, by the name of PyTorch's trajectory. */
export const optimizers: Readonly<Record<string, Transform>> = {
  sgd: sgd(0.1),
  "sgd, momentum": sgd(0.05, { momentum: 0.9 }),
  "sgd, nesterov, weight decay": sgd(0.05, { momentum: 0.9, nesterov: true, weightDecay: 0.01 }),
  "sgd, dampening": sgd(0.1, { momentum: 0.8, dampening: 0.3 }),
  adam: adam(0.02),
  "adam, amsgrad, weight decay": adam(0.05, { amsgrad: true, weightDecay: 0.02 }),
  adamw: adamw(0.02, { beta1: 0.8, beta2: 0.99, weightDecay: 0.1 }),
  "adamw, amsgrad": adamw(0.05, { beta1: 0.8, beta2: 0.9, amsgrad: true }),
  rmsprop: rmsprop(0.01),
  "rmsprop, centered, momentum": rmsprop(0.005, { decay: 0.9, centered: true, momentum: 0.7, weightDecay: 0.01 }),
  adagrad: adagrad(0.1),
  "adagrad, decays": adagrad(0.1, { rateDecay: 0.02, initial: 0.1, weightDecay: 0.01 }),
  adadelta: adadelta(),
  adamax: adamax(0.02, { weightDecay: 0.01 }),
  nadam: nadam(0.02),
  radam: radam(0.05),
  "radam, rectified from the start": radam(0.02, { beta1: 0.9, beta2: 0.9, weightDecay: 0.01 }),
  lion: lion(0.003),
  "lion, weight decay": lion(0.01, { beta1: 0.8, beta2: 0.95, weightDecay: 0.1 }),
  lamb: lamb(0.02),
  "lamb, weight decay": lamb(0.05, { weightDecay: 0.1 }),
  lookahead: lookahead(adam(0.05), { steps: 5, alpha: 0.5 }),
  sam: sam(sgd(0.05, { momentum: 0.9 }), { rho: 0.05 }),
  "sam, adaptive": sam(sgd(0.05, { momentum: 0.9 }), { rho: 0.5, adaptive: true }),
  muon: muon(0.005, adam(0.01)),
  "muon, as adam": muon(0.01, adam(0.01), { weightDecay: 0, nesterov: false, scale: "asAdam" }),
  lbfgs: lbfgs(0.05),
  "lbfgs, short": lbfgs(0.05, { history: 5 }),
  accumulate: accumulateGradients(4, adam(0.05)),
  "clip by global norm": chain(clipByGlobalNorm(0.05), sgd(0.5)),
  "clip by value": chain(clipByValue(0.02), sgd(0.5)),
  "clip adaptively": chain(clipAdaptively(0.03), sgd(0.5)),
  centralize: chain(centralizeGradients(), sgd(0.2)),
  groups: partition({ weights: adamw(0.02, { weightDecay: 0.1 }), biases: adamw(0.05, { weightDecay: 0 }) }, (path) =>
    path.startsWith("w") ? "weights" : "biases",
  ),
  schedule: adam(stepDecay({ start: 0.05, every: 10, factor: 0.7 })),
};

/** Ours, by the name of PyTorch's schedule. */
export const schedules: Readonly<Record<string, Schedule>> = {
  constant: constantRate(1),
  step: stepDecay({ start: 1, every: 7, factor: 0.5 }),
  "multi-step": multiStepDecay({ start: 1, boundaries: [5, 6, 20], factor: 0.3 }),
  exponential: exponentialDecay({ start: 1, factor: 0.9 }),
  polynomial: polynomialDecay({ start: 1, steps: 30, power: 2 }),
  linear: linear({ start: 0.25, end: 0.75, steps: 10 }),
  cosine: cosine({ peak: 1, steps: 40, floor: 0.1 }),
  "cosine with restarts": cosineWithRestarts({ peak: 1, steps: 5, factor: 2, floor: 0.05 }),
  "cosine with equal restarts": cosineWithRestarts({ peak: 1, steps: 8 }),
  "one cycle": oneCycle({ peak: 2, steps: 40 }),
  "one cycle, linear": oneCycle({ peak: 2, steps: 40, rise: 0.25, curve: "linear", startDivisor: 10, endDivisor: 100 }),
  "one cycle, three phases": oneCycle({ peak: 2, steps: 40, rise: 0.4, threePhases: true }),
  "inverse square root": inverseSquareRoot({ peak: 1 / Math.sqrt(64 * 10), warmUp: 10 }),
  joined: joinSchedules(
    [
      warmUp(exponentialDecay({ start: 1, factor: 0.9 }), 5, { from: 0.1 }),
      stepDecay({ start: 1, every: 4, factor: 0.5 }),
    ],
    [20],
  ),
};
