import { jsBackend } from "@rensa/backend-js";
import { defineOp, definePlugin, f32, type HostTensor } from "@rensa/core";
import { batchNorm, dense, dropout, sequential } from "@rensa/nn";
import { meanSquaredError } from "@rensa/ops";
import { expect, it } from "vitest";
import { adam, createTrainer, predictor } from "../src/index.ts";
import { lineConfig, lineData } from "./line.ts";
import { createEngine } from "rensa";

const model = sequential(dense(2, 8), batchNorm(8), dropout(0.5), dense(8, 1));

function examples(from: number, count: number): HostTensor<readonly [number, 2], "f32"> {
  const data = Float32Array.from({ length: 2 * count }, (_, at) => Math.sin(2 * from + at));
  return { ...f32(count, 2), data };
}

it("predicts what a training evaluates, for batches of any size", async () => {
  const { data, epochs } = lineConfig();
  const trainer = createTrainer({
    model,
    loss: meanSquaredError,
    optimizer: adam(0.01),
    data,
    validation: lineData(),
    epochs,
    engine: createEngine({ backend: jsBackend() }),
  });
  let loss = Number.NaN;
  trainer.events$.subscribe((event) => {
    if (event.type === "validated") loss = event.loss;
  });
  await trainer.start();
  const parameters = await trainer.readParameters();
  const predict = predictor({ model, parameters, example: f32(2), engine: createEngine({ backend: jsBackend() }) });
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

it("refuses parameters of another model by name", () => {
  const parameters = new Map([["dense_1.weights", { ...f32(2, 8), data: new Float32Array(16) }]]);
  expect(() =>
    predictor({ model, parameters, example: f32(2), engine: createEngine({ backend: jsBackend() }) }),
  ).toThrow(/missing/);
});

it("is refused, as a training is, with a plugin that has an op of the name of a standard one", async () => {
  const shadow = definePlugin({
    name: "rensa-plugin-shadow",
    version: "1.0.0",
    ops: { relu: defineOp({ name: "relu", forward: { scalar: ([x]) => x.mul(2) } }) },
  });
  const parameters = new Map([
    ["weights", { ...f32(2, 1), data: new Float32Array(2) }],
    ["bias", { ...f32(1), data: new Float32Array(1) }],
  ]);
  const engine = createEngine({ backend: jsBackend(), plugins: [shadow] });
  const predict = predictor({ engine, model: dense(2, 1), parameters, example: f32(2) });
  const refused = { code: "OP_DUPLICATE", op: "relu" };
  await expect(predict(examples(0, 2))).rejects.toMatchObject(refused);
  const trainer = createTrainer({ ...lineConfig(), engine });
  const failures: unknown[] = [];
  trainer.events$.subscribe((event) => {
    if (event.type === "failed") failures.push(event.error);
  });
  await trainer.start();
  expect(failures).toMatchObject([refused]);
});
