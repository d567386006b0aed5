/** Transforms around transforms: for a part, in groups, every few steps, averaged. */
import { describe, expect, it } from "vitest";
import { accumulateGradients } from "../src/transforms/accumulate.ts";
import { averageWeights } from "../src/transforms/average-weights.ts";
import { clipByValue } from "../src/transforms/clip-by-value.ts";
import { addGradientNoise } from "../src/transforms/gradient-noise.ts";
import { lbfgs } from "../src/transforms/lbfgs.ts";
import { lookahead } from "../src/transforms/lookahead.ts";
import { masked } from "../src/transforms/masked.ts";
import { adam, adamw, sgd } from "../src/transforms/optimizers.ts";
import { partition } from "../src/transforms/partition.ts";
import { sam } from "../src/transforms/sam.ts";
import { chain } from "../src/transforms/chain.ts";
import type { Transform } from "../src/transforms/transform.ts";
import { descent } from "./descent.ts";
import { part, smallProblem as problem } from "./small-problem.ts";

const steps = async (optimizer: Transform, count: number): Promise<number[]> => {
  const training = await descent(optimizer, problem);
  training.run(count);
  return training.parameters();
};

describe("masked", () => {
  it("changes the updates of what it sees, keeps state for that alone, and lets the rest pass", async () => {
    const training = await descent(
      chain(
        masked(clipByValue(1e-3), (path) => path === "w1"),
        sgd(1),
      ),
      problem,
    );
    const before = training.parameters();
    training.run(1);
    const after = training.parameters();
    const plain = await steps(sgd(1), 1);
    const moved = part(after, "w1").map((value, at) => Math.abs(value - part(before, "w1")[at]!));
    expect(Math.max(...moved)).toBeCloseTo(1e-3, 9);
    expect(after.slice(20)).toEqual(plain.slice(20));
    const within = await descent(
      masked(adam(0.1), (_path, { shape }) => shape.length === 2),
      problem,
    );
    expect([...within.state().keys()].filter((path) => path.includes(".slots.first."))).toEqual([
      "optimizer.inner.inner.0.slots.first.w1",
      "optimizer.inner.inner.0.slots.first.w2",
    ]);
  });

  it("asks for the loss elsewhere with the rest as it is", async () => {
    const isWeight = (path: string): boolean => path.startsWith("w");
    const training = await descent(
      partition({ near: sam(sgd(0.1), { rho: 0.3 }), plain: sgd(0.1) }, (path) => (isWeight(path) ? "near" : "plain")),
      problem,
    );
    training.run(1);
    const plain = await steps(sgd(0.1), 1);
    const after = training.parameters();
    expect(part(after, "b1")).toEqual(part(plain, "b1"));
    expect(part(after, "b2")).toEqual(part(plain, "b2"));
    expect(part(after, "w1")).not.toEqual(part(plain, "w1"));
  });
});

describe("weight decay with a mask", () => {
  it("leaves out what does not decay", async () => {
    const decayed = await steps(adamw(0.01, { weightDecay: 0.5, mask: (path) => path.startsWith("w") }), 1);
    const everywhere = await steps(adamw(0.01, { weightDecay: 0.5 }), 1);
    const plain = await steps(adam(0.01), 1);
    expect(part(decayed, "w1")).toEqual(part(everywhere, "w1"));
    expect(part(decayed, "b1")).toEqual(part(plain, "b1"));
    expect(part(everywhere, "b1")).not.toEqual(part(plain, "b1"));
  });
});

describe("partition", () => {
  it("gives each group what its transform gives alone", async () => {
    const both = partition({ weights: adam(0.01), biases: sgd(0.5) }, (path) =>
      path.startsWith("w") ? "weights" : "biases",
    );
    const after = await steps(both, 1);
    expect(part(after, "w2")).toEqual(part(await steps(adam(0.01), 1), "w2"));
    expect(part(after, "b2")).toEqual(part(await steps(sgd(0.5), 1), "b2"));
  });

  it("works with a group that nobody belongs to", async () => {
    const after = await steps(
      partition({ all: adam(0.01), none: lbfgs() }, () => "all"),
      2,
    );
    expect(after).toEqual(await steps(adam(0.01), 2));
  });

  it("refuses a label that is no group, no groups, and names that are no part of a path", async () => {
    const label = (path: string) => path as "weights";
    await expect(steps(partition({ weights: sgd(1) }, label), 1)).rejects.toMatchObject({
      code: "ARGUMENT_INVALID",
      message: expect.stringMatching(/label of "w1" is "w1".*weights/s) as string,
    });
    expect(() => partition({}, () => undefined as never)).toThrow(/no groups/);
    expect(() => partition({ "a.b": sgd(1) }, () => "a.b")).toThrow(/"a.b"/);
  });
});

describe("accumulateGradients", () => {
  it("leaves parameters and the inner state to the bit in the steps between", async () => {
    const training = await descent(accumulateGradients(3, chain(addGradientNoise(0.1), adam(0.1))), problem);
    const inner = (): unknown[] =>
      [...training.state()].filter(([path]) => path.startsWith("optimizer.inner") || path.startsWith("parameters"));
    const before = inner();
    training.run(2);
    expect(inner()).toEqual(before);
    training.run(1);
    const [after, changed] = [inner() as [string, unknown][], before as [string, unknown][]];
    expect(after.filter(([path], at) => path.includes("first") && after[at]![1] === changed[at]![1])).toEqual([]);
    expect(after).not.toEqual(before);
    expect(training.state().get("optimizer.slots.count")!.data[0]).toBe(0);
    expect(training.state().get("optimizer.inner.inner.1.inner.1.slots.step")!.data[0]).toBe(1);
  });

  it("of the same batch several times is one step on it", async () => {
    const [once, gathered] = [await steps(adam(0.1), 2), await steps(accumulateGradients(4, adam(0.1)), 8)];
    gathered.forEach((value, at) => {
      expect(value).toBeCloseTo(once[at]!, 12);
    });
  });
});

describe("what is evaluated", () => {
  it("is the decayed mean of the weights, and training goes on with the weights", async () => {
    const decay = 0.75;
    const training = await descent(averageWeights(adam(0.05), { decay }), problem);
    const plain = await descent(adam(0.05), problem);
    let mean = plain.parameters();
    for (let step = 0; step < 5; step++) {
      training.run(1);
      plain.run(1);
      mean = plain.parameters().map((value, at) => decay * mean[at]! + (1 - decay) * value);
    }
    expect(training.parameters()).toEqual(plain.parameters());
    training.evaluated().forEach((value, at) => {
      expect(value).toBeCloseTo(mean[at]!, 12);
    });
  });

  it("is the slow weights of lookahead", async () => {
    const training = await descent(lookahead(sgd(0.1), { steps: 3 }), problem);
    const start = training.parameters();
    training.run(2);
    expect(training.evaluated()).toEqual(start);
    expect(training.parameters()).not.toEqual(start);
    training.run(1);
    expect(training.evaluated()).toEqual(training.parameters());
  });

  it("passes through wrappers: the last of a chain says it, a group for its parameters, the parameters where nobody does", async () => {
    const averaged = averageWeights(sgd(0.1), { decay: 0.5 });
    const alone = await descent(averaged, problem);
    alone.run(1);
    const wrapped = [
      chain(clipByValue(100), averaged),
      accumulateGradients(1, averaged),
      masked(averaged, () => true),
      partition({ all: averaged }, () => "all"),
    ];
    for (const wrapper of wrapped) {
      const training = await descent(wrapper, problem);
      training.run(1);
      expect(training.evaluated()).toEqual(alone.evaluated());
    }
    const biases = await descent(
      partition({ averaged, plain: sgd(0.1) }, (path) => (path === "b1" ? "averaged" : "plain")),
      problem,
    );
    biases.run(1);
    expect(part(biases.evaluated(), "b1")).toEqual(part(alone.evaluated(), "b1"));
    expect(part(biases.evaluated(), "w1")).toEqual(part(biases.parameters(), "w1"));
    expect(chain(sgd(0.1))).not.toHaveProperty("evaluated");
    expect(sam(sgd(0.1))).not.toHaveProperty("evaluated");
  });
});

describe("addGradientNoise", () => {
  it("has the deviation that was asked for, other numbers for each step and parameter, and the same for a seed", async () => {
    const still = chain(addGradientNoise(0.2, { seed: 3, fading: 0 }), sgd(1));
    const [once, again] = [await descent(still, problem), await descent(still, problem)];
    const plain = await descent(sgd(1), problem);
    for (const training of [once, again, plain]) training.run(1);
    expect(once.parameters()).toEqual(again.parameters());
    const noise = once.parameters().map((value, at) => value - plain.parameters()[at]!);
    const deviation = Math.sqrt(noise.reduce((total, value) => total + value * value, 0) / noise.length);
    expect(deviation).toBeGreaterThan(0.14);
    expect(deviation).toBeLessThan(0.26);
    expect(new Set(noise.map((value) => value.toFixed(6))).size).toBe(noise.length);
  });
});

it("sam says what it needs where nobody can evaluate elsewhere", async () => {
  await expect(descent(sam(sgd(0.1)), problem, { context: false })).rejects.toMatchObject({ code: "ARGUMENT_INVALID" });
});
