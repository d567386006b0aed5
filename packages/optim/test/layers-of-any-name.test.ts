/** Layers and metrics may be called anything, whatever the state of optimizers is called. */
import { full, type Tensor } from "@rensa/core";
import type { Metric } from "@rensa/nn";
import { meanSquaredError, square, sub, sum } from "@rensa/ops";
import { describe, expect, it } from "vitest";
import {
  adam,
  averageWeights,
  chain,
  clipByGlobalNorm,
  createTrainer,
  decodeCheckpoint,
  encodeCheckpoint,
  lookahead,
  partition,
  sgd,
  type TrainConfig,
  type Trainer,
} from "../src/index.ts";
import { backendUnderTest, stepsInFlight } from "./backend-under-test.ts";
import { slopeTrainings, values, trained, failureOf } from "./slope-and-offset.ts";

const { configOf, plain } = slopeTrainings(backendUnderTest, stepsInFlight);

const names = [
  ...["hyperparameters", "reports", "state", "slots", "inner", "optimizer", "parameters", "0", "learningRate"],
  ...["__proto__", "constructor", "toString", "a.b", "a.hyperparameters.b", "hyperparameters.learningRate", " "],
];

describe("layers of any name train, are saved and go on to the bits of others", () => {
  const optimizer = chain(
    clipByGlobalNorm(1),
    partition(
      { hyperparameters: lookahead(adam(0.1), { steps: 2 }), reports: averageWeights(sgd(0.1, { momentum: 0.9 })) },
      (path) => (path.endsWith("slope") ? "hyperparameters" : "reports"),
    ),
  );
  const nested = (name: string): TrainConfig =>
    configOf(
      optimizer,
      (slope, offset) => Object.fromEntries([[name, Object.fromEntries([[name, { slope, offset }]])]]),
      (tree: Readonly<Record<string, Readonly<Record<string, { slope: Tensor; offset: Tensor }>>>>) => {
        const layer = Object.values(Object.values(tree)[0]!)[0]!;
        return [layer.slope, layer.offset];
      },
    );

  it.each(names)("%s", async (name) => {
    const expected = await values(await trained(plain(optimizer)));
    const whole = await trained(nested(name));
    expect(await values(whole)).toEqual(expected);
    expect([...(await whole.readParameters()).keys()]).toEqual([`${name}.${name}.slope`, `${name}.${name}.offset`]);
    const half = await trained({ ...nested(name), epochs: 1 });
    const { file, manifest } = await encodeCheckpoint(await half.snapshot());
    expect(manifest.isFinite).toBe(true);
    const resumed = await trained({ ...nested(name), resume: await decodeCheckpoint(file, manifest) });
    expect(await values(resumed)).toEqual(expected);
    const state = async (trainer: Trainer): Promise<unknown> => [...(await trainer.snapshot()).state];
    expect(await state(resumed)).toEqual(await state(whole));
  });

  it("but two layers that come to one path are refused with a sentence", async () => {
    const trainer = createTrainer(
      configOf(
        sgd(0.1),
        (slope, offset) => ({ "a.b": { c: slope }, a: { b: { c: offset } } }),
        (tree: { "a.b": { c: Tensor }; a: { b: { c: Tensor } } }) => [tree["a.b"].c, tree.a.b.c],
      ),
    );
    const error = await failureOf(trainer);
    expect(error?.code).not.toBe("INTERNAL");
    expect(error?.message).toMatch(/a\.b\.c/);
  });
});

describe("metrics of any name are totaled apart", () => {
  const distance: Metric = {
    statistics: (outputs, targets) => ({ "b.c": sum(square(sub(outputs, targets))), count: full([], 4) }),
    result: (totals) => totals["b.c"]![0]! / totals["count"]![0]!,
  };

  it.each(names)("%s", async (name) => {
    const metrics = Object.fromEntries([
      [name, distance],
      [`${name}!`, meanSquaredError],
    ]);
    const trainer = createTrainer({ ...plain(sgd(0)), metrics });
    const told: (readonly number[])[] = [];
    trainer.events$.subscribe((event) => {
      if (event.type === "epochCompleted") told.push([event.loss, ...Object.values(event.metrics)]);
    });
    await trainer.start();
    expect(told).toHaveLength(2);
    for (const [loss, ...others] of told) for (const each of others) expect(each).toBeCloseTo(loss!, 5);
  });
});
