/** By which addresses the hyperparameters of an optimizer are found. */
import { RensaError } from "@rensa/core";
import { describe, expect, it } from "vitest";
import {
  accumulateGradients,
  adam,
  addDecayedWeights,
  averageWeights,
  chain,
  clipByGlobalNorm,
  cosine,
  createTrainer,
  lookahead,
  masked,
  partition,
  sam,
  sgd,
  type TrainConfig,
  type Trainer,
  type Transform,
} from "../src/index.ts";
import { backendUnderTest, stepsInFlight } from "./backend-under-test.ts";
import { slopeTrainings, trained } from "./slope-and-offset.ts";

const { plain } = slopeTrainings(backendUnderTest, stepsInFlight);

describe("a hyperparameter is found by its address", () => {
  const groups = partition({ slow: sgd(0.1), fast: adam(0.2, { weightDecay: 0.5 }) }, (path) =>
    path === "slope" ? "slow" : "fast",
  );
  const table: readonly (readonly [string, Transform, Readonly<Record<string, number>>])[] = [
    ["of one", sgd(0.5, { momentum: 0.25 }), { momentum: 0.25, learningRate: 0.5 }],
    ["with a schedule", sgd(cosine({ peak: 1, steps: 9 })), { learningRateFactor: 1 }],
    ["in groups", groups, { "slow.learningRate": 0.1, weightDecay: 0.5, "fast.learningRate": 0.2 }],
    [
      "twice in a chain",
      chain(addDecayedWeights(0.5), addDecayedWeights(0.25), sgd(1)),
      { "0.weightDecay": 0.5, "1.weightDecay": 0.25, learningRate: 1 },
    ],
    [
      "in wrappers around groups",
      averageWeights(
        accumulateGradients(
          2,
          masked(groups, () => true),
        ),
        { decay: 0.5 },
      ),
      { averageDecay: 0.5, "slow.learningRate": 0.1, weightDecay: 0.5, "fast.learningRate": 0.2 },
    ],
    [
      "twice in wrappers",
      sam(sam(sgd(1), { rho: 0.25 }), { rho: 0.5 }),
      { rho: 0.5, "inner.rho": 0.25, learningRate: 1 },
    ],
    [
      "in groups of groups",
      partition({ body: groups, head: sgd(0.75) }, () => "head" as const),
      {
        "body.slow.learningRate": 0.1,
        weightDecay: 0.5,
        "body.fast.learningRate": 0.2,
        "head.learningRate": 0.75,
      },
    ],
  ];

  it.each(table)("%s", async (_, optimizer, expected) => {
    const trainer = await trained({ ...plain(optimizer), epochs: 0 });
    const read = await trainer.readHyperparameters();
    expect(Object.keys(read)).toEqual(Object.keys(expected));
    expect(optimizer.addresses).toEqual(Object.keys(expected));
    for (const [address, value] of Object.entries(expected)) {
      expect(read[address]).toBeCloseTo(value, 6);
      await trainer.setHyperparameter(address, 0.125);
      const now = await trainer.readHyperparameters();
      expect(now).toEqual({ ...read, [address]: 0.125 });
      await trainer.setHyperparameter(address, read[address]!);
    }
  });

  it("which means all that it fits, and events tell of each", async () => {
    const trainer = await trained({ ...plain(groups), epochs: 0 });
    const told: unknown[] = [];
    trainer.events$.subscribe();
    const running = createTrainer(plain(groups));
    running.events$.subscribe((event) => {
      if (event.type === "hyperparameterChanged") told.push([event.name, event.value]);
    });
    const run = running.start();
    await running.setHyperparameter("learningRate", 0.5);
    await run;
    expect(told).toEqual([
      ["slow.learningRate", 0.5],
      ["fast.learningRate", 0.5],
    ]);
    await expect(trainer.setHyperparameter("fast.momentum", 1)).rejects.toMatchObject({
      code: "ARGUMENT_INVALID",
      message: expect.stringMatching(/no "fast.momentum".*slow.learningRate, weightDecay, fast.learningRate/) as string,
    });
    for (const unknown of [
      "",
      ".",
      "learningRate.",
      "slow",
      "inner.slow.learningRate",
      "__proto__",
      "hyperparameters",
    ]) {
      await expect(trainer.setHyperparameter(unknown, 0.5)).rejects.toThrow(/the optimizer has no/);
    }
  });

  it.each([
    [
      sgd(0.1, { momentum: 0.5 }),
      "learningRate",
      [-1, 1e308, Number.NaN, Infinity, -0.001, "1", null],
      /from 0 up to 3\.4e38/,
    ],
    [sgd(0.1, { momentum: 0.5 }), "momentum", [1, -0.1, 0.99999999999, Number.NaN], /from 0 and below 1/],
    [chain(clipByGlobalNorm(1), sgd(0.1)), "clipNorm", [0, -1, 1e-320], /above 0 up to 3\.4e38/],
    [lookahead(sgd(0.1)), "alpha", [1.5, -0.5], /from 0 up to 1\./],
    [sgd(cosine({ peak: 1, steps: 9 })), "learningRateFactor", [-1, 1e308], /from 0 up to/],
  ] as const)("and nothing out of its range is taken: %#", async (optimizer, address, refused, range) => {
    const trainer = await trained({ ...plain(optimizer), epochs: 0 });
    const before = await trainer.readHyperparameters();
    for (const value of refused) {
      const error = await trainer.setHyperparameter(address, value as number).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(RensaError);
      expect((error as RensaError).code).toBe("ARGUMENT_INVALID");
      expect((error as RensaError).message).toMatch(range);
    }
    expect(await trainer.readHyperparameters()).toEqual(before);
  });
});

it("TypeScript knows the addresses", () => {
  const optimizer = partition({ slow: sgd(0.1), fast: lookahead(adam(0.1)) }, () => "slow" as const);
  const config: TrainConfig = plain(optimizer);
  const trainer = createTrainer({ ...config, optimizer });
  const set = (address: Parameters<typeof trainer.setHyperparameter>[0]): string => address;
  expect([set("learningRate"), set("slow.learningRate"), set("fast.alpha"), set("fast.0.weightDecay")]).toHaveLength(4);
  // @ts-expect-error There is no such group.
  set("quick.learningRate");
  // @ts-expect-error Only the other group has one.
  set("slow.alpha");
  // @ts-expect-error It is spelled otherwise.
  set("learningrate");
  // @ts-expect-error There is no such group.
  partition({ slow: sgd(0.1) }, () => "quick");
  const steering: Trainer = trainer;
  expect(steering).toBe(trainer);
});
