/** A model whose parameters are one tensor, without a name. */
import { f32, full, hostTensor, type Tensor } from "@rensa/core";
import type { Model } from "@rensa/nn";
import { meanSquaredError, mul } from "@rensa/ops";
import { createEngine, evaluate, predictor } from "rensa";
import { describe, expect, it } from "vitest";
import { adam, averageWeights, createTrainer, type TrainConfig, type TrainingSnapshot } from "../src/index.ts";
import { backendUnderTest } from "./backend-under-test.ts";

const slope: Model<Tensor> = { initialize: () => full([1], 1), apply: (by, x) => mul(x, by) };
const batch = { inputs: hostTensor([1, 2], [2, 1]), targets: hostTensor([3, 6], [2, 1]) };
const data = { inputs: f32(2, 1), targets: f32(2, 1), batchesPerEpoch: 2, batches: () => [batch, batch] };

describe("parameters that are one tensor", () => {
  it("are trained, read, written, saved, resumed, evaluated and predicted with", async () => {
    const engine = createEngine({ backend: backendUnderTest() });
    const config = (resume: TrainingSnapshot | null): TrainConfig<Tensor> => ({
      model: slope,
      loss: meanSquaredError,
      optimizer: averageWeights(adam(0.1), { decay: 0.5 }),
      data,
      epochs: resume === null ? 2 : 4,
      engine,
      resume,
    });
    const trainer = createTrainer(config(null));
    await trainer.start();
    const trained = await trainer.readParameters();
    expect([...trained.keys()]).toEqual([""]);
    expect(trained.get("")?.data[0]).toBeGreaterThan(1.2);
    const resumed = createTrainer(config(await trainer.snapshot()));
    await resumed.start();
    expect((await resumed.readParameters()).get("")?.data[0]).toBeGreaterThan(trained.get("")?.data[0] ?? 9);
    const whole = createTrainer({ ...config(null), epochs: 4, stepsInFlight: 3 });
    await whole.start();
    expect(await whole.readParameters()).toEqual(await resumed.readParameters());

    const parameters = new Map([["", hostTensor([3])]]);
    await resumed.writeParameters(parameters);
    expect(await resumed.readParameters()).toEqual(parameters);
    expect((await evaluate({ model: slope, parameters, data, loss: meanSquaredError, engine })).loss).toBe(0);
    const predict = predictor({ model: slope, parameters, example: f32(1), engine });
    expect([...(await predict(hostTensor([[4], [5]]))).data]).toEqual([12, 15]);
    const given = createTrainer({ ...config(null), epochs: 0, parameters });
    await given.start();
    expect(await given.readParameters()).toEqual(parameters);
  });
});
