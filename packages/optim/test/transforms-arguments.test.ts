/** Constants that are refused before anything is traced. */
import { RensaError } from "@rensa/core";
import { describe, expect, it } from "vitest";
import { accumulateGradients } from "../src/transforms/accumulate.ts";
import { adadelta } from "../src/transforms/adadelta.ts";
import { adagrad } from "../src/transforms/adagrad.ts";
import { adamax } from "../src/transforms/adamax.ts";
import { averageWeights } from "../src/transforms/average-weights.ts";
import { clipAdaptively } from "../src/transforms/clip-adaptively.ts";
import { clipByValue } from "../src/transforms/clip-by-value.ts";
import { clipByGlobalNorm } from "../src/transforms/clip.ts";
import { addGradientNoise } from "../src/transforms/gradient-noise.ts";
import { lamb } from "../src/transforms/lamb.ts";
import { lbfgs } from "../src/transforms/lbfgs.ts";
import { lion } from "../src/transforms/lion.ts";
import { lookahead } from "../src/transforms/lookahead.ts";
import { muon } from "../src/transforms/muon.ts";
import { nadam } from "../src/transforms/nadam.ts";
import { adam, adamw, sgd } from "../src/transforms/optimizers.ts";
import { radam } from "../src/transforms/radam.ts";
import { rmsprop } from "../src/transforms/rmsprop.ts";
import { sam } from "../src/transforms/sam.ts";

/** Calls with a constant that is wrong, and what the sentence names. */
const refused: Readonly<Record<string, readonly (readonly [make: () => unknown, words: RegExp])[]>> = {
  "a learning rate": [
    [() => sgd(-1), /learning rate is -1/],
    [() => adam(Number.NaN), /learning rate is NaN/],
    [() => lbfgs(Number.POSITIVE_INFINITY), /lbfgs: the learning rate is Infinity/],
  ],
  "sgd's": [
    [() => sgd(1, { momentum: 1 }), /momentum is 1; give a number from 0 to below 1/],
    [() => sgd(1, { momentum: 0.5, dampening: 2 }), /dampening is 2/],
    [() => sgd(1, { momentum: 0.5, dampening: 0.5, nesterov: true }), /no dampening/],
    [() => sgd(1, { weightDecay: -1 }), /decay is -1/],
  ],
  "adam's and adamw's": [
    [() => adam(1, { beta1: -0.1 }), /beta1 is -0.1/],
    [() => adam(1, { beta2: 1 }), /beta2 is 1/],
    [() => adamw(1, { epsilon: -1 }), /epsilon is -1/],
    [() => adamw(1, { weightDecay: Number.NaN }), /decay is NaN/],
  ],
  "rmsprop's": [
    [() => rmsprop(1, { decay: 1 }), /decay is 1/],
    [() => rmsprop(1, { epsilon: -1 }), /epsilon/],
    [() => rmsprop(1, { momentum: 2 }), /momentum is 2/],
  ],
  "adagrad's": [
    [() => adagrad(1, { initial: -1 }), /initial is -1/],
    [() => adagrad(1, { rateDecay: -1 }), /adagrad: rateDecay is -1/],
  ],
  "adadelta's": [
    [() => adadelta(1, { decay: 1.5 }), /decay is 1.5/],
    [() => adadelta(1, { epsilon: 0 }), /epsilon is 0; give a positive number/],
  ],
  "adamax's, nadam's and radam's": [
    [() => adamax(1, { beta1: 1 }), /scaleByAdamax: beta1/],
    [() => adamax(1, { epsilon: 0 }), /epsilon/],
    [() => nadam(1, { beta2: 1 }), /scaleByNadam: beta2/],
    [() => nadam(1, { momentumDecay: -1 }), /momentumDecay/],
    [() => radam(1, { beta2: 2 }), /scaleByRadam: beta2/],
  ],
  "lion's and lamb's": [
    [() => lion(1, { beta2: 1 }), /scaleByLion: beta2/],
    [() => lion(1, { weightDecay: -1 }), /decay is -1/],
    [() => lamb(1, { beta1: 1 }), /beta1/],
  ],
  "muon's": [
    [() => muon(1, sgd(1), { momentum: 1 }), /momentum is 1/],
    [() => muon(1, sgd(1), { iterations: 0.5 }), /iterations is 0.5; give a whole number from 1/],
    [() => muon(1, sgd(1), { scale: "toString" as never }), /no scale "toString"/],
  ],
  "lbfgs's": [
    [() => lbfgs(1, { history: 0 }), /history is 0/],
    [() => lbfgs(1, { tries: -1 }), /tries is -1/],
  ],
  "those of wrappers": [
    [() => lookahead(sgd(1), { steps: 0 }), /steps is 0/],
    [() => lookahead(sgd(1), { alpha: 2 }), /alpha is 2; give a number from 0 to 1/],
    [() => sam(sgd(1), { rho: 0 }), /rho is 0/],
    [() => accumulateGradients(1.5, sgd(1)), /steps is 1.5/],
    [() => averageWeights(sgd(1), { decay: 1 }), /decay is 1/],
  ],
  "those of clipping and noise": [
    [() => clipByGlobalNorm(0), /bound is 0/],
    [() => clipByValue(-1), /bound is -1/],
    [() => clipAdaptively(0), /ratio is 0/],
    [() => clipAdaptively(0.1, { epsilon: 0 }), /epsilon is 0/],
    [() => addGradientNoise(-1), /deviation is -1/],
    [() => addGradientNoise(1, { seed: 0.5 }), /seed is 0.5/],
  ],
};

describe("a constant out of range is refused", () => {
  it.each(Object.entries(refused))("%s", (_, calls) => {
    for (const [make, words] of calls) {
      expect(make).toThrow(words);
      expect(make).toThrow(RensaError);
      expect(make).toThrow(expect.objectContaining({ code: "ARGUMENT_INVALID" }) as Error);
    }
  });
});
