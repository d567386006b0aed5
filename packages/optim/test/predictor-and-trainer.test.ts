/** Predictors beside trainers: what a trainer predicts, a predictor with its parameters does, as a training evaluates. */
import { f32, hostTensor, type HostTensor } from "@rensa/core";
import { batchNorm, dense, dropout, sequential } from "@rensa/nn";
import { meanSquaredError } from "@rensa/ops";
import { describe, expect, it } from "vitest";
import { adam, averageWeights, createTrainer, predictor } from "../src/index.ts";
import { lineConfig, lineData } from "./line.ts";
import { backendUnderTest } from "./backend-under-test.ts";
import { createEngine } from "rensa";

const model = sequential(dense(2, 8), batchNorm(8), dropout(0.5), dense(8, 1));

function examples(from: number, count: number): HostTensor<readonly [number, 2], "f32"> {
  const data = Float32Array.from({ length: 2 * count }, (_, at) => Math.sin(2 * from + at));
  return { ...f32(count, 2), data };
}

const js = createEngine({ backend: backendUnderTest() });

it("predicts what a training evaluates, for batches of any size", async () => {
  const { data, epochs } = lineConfig();
  const trainer = createTrainer({
    model,
    loss: meanSquaredError,
    optimizer: adam(0.01),
    data,
    validation: lineData(),
    epochs,
    engine: createEngine({ backend: backendUnderTest() }),
  });
  let loss = Number.NaN;
  trainer.events$.subscribe((event) => {
    if (event.type === "validated") loss = event.loss;
  });
  await trainer.start();
  const parameters = await trainer.readParameters();
  const predict = predictor({
    model,
    parameters,
    example: f32(2),
    engine: createEngine({ backend: backendUnderTest() }),
  });
  let [squares, count] = [0, 0];
  for (const { inputs, targets } of lineData().batches({ epoch: 0, seed: 0, shuffle: false }) as Iterable<{
    inputs: HostTensor<readonly [number, 2], "f32">;
    targets: HostTensor;
  }>) {
    const outputs = await predict(inputs);
    outputs.data.forEach((output, at) => (squares += (output - (targets.data[at] ?? 0)) ** 2));
    count += outputs.data.length;
  }
  expect(count).toBe(10);
  expect(squares / count).toBeCloseTo(loss, 5);
  const whole = await predict(examples(0, 5));
  const part = await predict(examples(1, 2));
  expect([...whole.data.slice(1, 3)]).toEqual([...part.data]);
});

describe("a trainer", () => {
  const parts = { ...lineConfig(), engine: js };

  it("predicts with the parameters of now, which a predictor gets too", async () => {
    const trainer = createTrainer(parts);
    await expect(trainer.predict([[1, 2]])).rejects.toMatchObject({ code: "TRAINER_STATE" });
    const during: Promise<HostTensor>[] = [];
    trainer.events$.subscribe((event) => {
      if (event.type === "step" && event.step === 2) during.push(trainer.predict([[1, 2]]));
    });
    await trainer.start();
    const own = predictor({
      engine: js,
      model: parts.model,
      parameters: await trainer.readParameters(),
      example: f32(2),
    });
    const rows = Array.from({ length: 20 }, (_, row) => [row, -row]);
    const outputs = await trainer.predict(rows);
    expect(outputs.shape).toEqual([20, 1]);
    expect(outputs.data).toEqual((await own(rows)).data);
    const [early] = await Promise.all(during);
    expect(early?.data).not.toEqual((await own([[1, 2]])).data);
    await trainer.writeParameters(new Map([["bias", hostTensor([100])]]));
    expect((await trainer.predict([[0, 0]])).data[0]).toBe(100);
    await expect(trainer.predict([1, 2] as never)).rejects.toThrow("one example is f32[2]; give f32[n, 2]");
  });

  it("predicts with what is evaluated in place of the parameters", async () => {
    const trainer = createTrainer({ ...parts, optimizer: averageWeights(adam(0.1)) });
    await trainer.start();
    const { state } = await trainer.snapshot();
    const weights = [...state].find(
      ([path]) => path.endsWith("average.weights") || /average.*weights$/.test(path),
    )?.[1];
    const { data } = await trainer.predict([
      [0, 0],
      [1, 0],
    ]);
    expect((data[1] ?? 0) - (data[0] ?? 0)).toBeCloseTo(weights?.data[0] ?? Number.NaN, 5);
    const [own] = (await trainer.readParameters()).get("weights")?.data ?? [];
    expect(weights?.data[0]).not.toBeCloseTo(own ?? 0, 3);
  });
});
