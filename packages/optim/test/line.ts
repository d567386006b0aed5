/** A small training for tests: y = 3 a - b + 1/2 on ten examples, in batches of four, the last one smaller. */
import { f32, full, type HostTensor, type Tensor } from "@rensa/core";
import type { Model } from "@rensa/nn";
import { add, matmul, meanSquaredError, normal } from "@rensa/ops";
import { adam, type PassOptions, type TrainConfig, type TrainingBatch, type TrainingData } from "../src/index.ts";
import { backendUnderTest, stepsInFlight } from "./backend-under-test.ts";
import { createEngine } from "rensa";

export interface LineParameters {
  readonly weights: Tensor;
  readonly bias: Tensor;
  readonly [name: string]: Tensor;
}

export const lineModel: Model<LineParameters> = {
  initialize: (key) => ({ weights: normal(key, [2, 1]), bias: full([1], 0) }),
  apply: ({ weights, bias }, x) => add(matmul(x, weights), bias),
};

const examples = Array.from({ length: 10 }, (_, row) => {
  const [a, b] = [Math.sin(row), Math.cos(3 * row)];
  return { a, b, y: 3 * a - b + 0.5 };
});

function tensor(rows: readonly (readonly number[])[]): HostTensor {
  return { ...f32(rows.length, rows[0]?.length ?? 0), data: Float32Array.from(rows.flat()) };
}

function batchOf(rows: typeof examples): TrainingBatch {
  return { inputs: tensor(rows.map(({ a, b }) => [a, b])), targets: tensor(rows.map(({ y }) => [y])) };
}

/** All examples in batches of a size, rotated by the epoch. */
export function lineData(size = 4): TrainingData {
  const batches = Math.ceil(examples.length / size);
  return {
    inputs: f32(size, 2),
    targets: f32(size, 1),
    batchesPerEpoch: batches,
    *batches({ epoch, shuffle, start = 0 }: PassOptions) {
      const turn = shuffle === false ? 0 : epoch % examples.length;
      const rows = [...examples.slice(turn), ...examples.slice(0, turn)];
      for (let batch = start; batch < batches; batch++) yield batchOf(rows.slice(batch * size, (batch + 1) * size));
    },
  };
}

export function lineConfig(change: Partial<TrainConfig<LineParameters>> = {}): TrainConfig<LineParameters> {
  return {
    model: lineModel,
    loss: meanSquaredError,
    optimizer: adam(0.1),
    data: lineData(),
    epochs: 4,
    engine: createEngine({ backend: backendUnderTest() }),
    stepsInFlight,
    ...change,
  };
}
