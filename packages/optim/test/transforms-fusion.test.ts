/** An update is one sweep over a parameter: it adds no kernels to those of the gradients. */
import { describe, expect, it } from "vitest";
import { accumulateGradients } from "../src/transforms/accumulate.ts";
import { averageWeights } from "../src/transforms/average-weights.ts";
import { lion } from "../src/transforms/lion.ts";
import { lookahead } from "../src/transforms/lookahead.ts";
import { adam, adamw, sgd } from "../src/transforms/optimizers.ts";
import { rmsprop } from "../src/transforms/rmsprop.ts";
import type { Transform } from "../src/transforms/transform.ts";
import { descent } from "./descent.ts";
import { smallProblem as problem } from "./small-problem.ts";

const optimizers: Readonly<Record<string, Transform>> = {
  momentum: sgd(0.1, { momentum: 0.9, nesterov: true, weightDecay: 0.1 }),
  adamw: adamw(0.1, { amsgrad: true }),
  "rmsprop, centered": rmsprop(0.1, { centered: true }),
  lion: lion(0.1),
  lookahead: lookahead(adam(0.1)),
  "averaged weights": averageWeights(adam(0.1)),
  "accumulated gradients": accumulateGradients(4, adam(0.1)),
};

const plain = (await descent(sgd(0.1), problem)).kernels;

describe("as many kernels as gradient descent, and at most one more for what all elements share, has", () => {
  it.each(Object.entries(optimizers))("%s", async (_, optimizer) => {
    const { kernels } = await descent(optimizer, problem);
    expect(kernels).toBeGreaterThanOrEqual(plain);
    expect(kernels).toBeLessThanOrEqual(plain + 1);
  });
});
