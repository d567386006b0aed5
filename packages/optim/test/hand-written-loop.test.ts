/** A loop of one's own around `trainStep` has the bits of a trainer, with frozen layers, running means and dropout. */
import { flattenTree, i32, isTyped, traceTree, type HostTensor, type Tensor, type TensorTree } from "@rensa/core";
import { batchNorm, dense, dropout, frozen, sequential, type Key } from "@rensa/nn";
import { foldIn, meanSquaredError, relu } from "@rensa/ops";
import { expect, it } from "vitest";
import { adam, createTrainer, trainStep, type TrainState, type TrainingBatch } from "../src/index.ts";
import { lineConfig, lineData } from "./line.ts";

const model = sequential(frozen(dense(2, 8)), batchNorm(8), relu, dropout(0.3), dense(8, 1));
const optimizer = adam(0.05);
const data = lineData(5);
const seed = 7;
const epochs = 3;

const isHostTensor = (value: unknown): value is HostTensor => isTyped(value);
const bitsOf = (state: ReadonlyMap<string, HostTensor>, prefix: string) =>
  Object.fromEntries(
    [...state]
      .filter(([path]) => path.startsWith(prefix))
      .map(([path, { data }]) => [path, Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("hex")]),
  );

async function trained(): Promise<ReadonlyMap<string, HostTensor>> {
  const config = { ...lineConfig(), model, loss: meanSquaredError, optimizer, data, epochs, seed };
  const trainer = createTrainer(config);
  await trainer.start();
  return (await trainer.snapshot()).state;
}

/** The same by hand: a program for the start and one for the step, and two loops. */
async function byHand(): Promise<Record<"before" | "after", ReadonlyMap<string, HostTensor>>> {
  const { initialize, step } = trainStep<TensorTree>(model, meanSquaredError, optimizer);
  const key = i32(2);
  const start = traceTree<{ key: typeof key }, TrainState>({ key }, (given: { key: Key }) => initialize(given.key));
  const spec = { state: start.result, inputs: data.inputs, targets: data.targets, key, count: i32() };
  const traced = traceTree<typeof spec, { state: TrainState; loss: Tensor }>(
    spec,
    (given: { state: TrainState; inputs: Tensor; targets: Tensor; key: Key; count: Tensor<readonly [], "i32"> }) => {
      const { state, loss } = step(given.state, { ...given, key: foldIn(given.key, given.count) });
      return { state, loss };
    },
  );
  const { engine } = lineConfig();
  const program = await engine.compile(traced, { state: ["state"] });
  const ownKey = { ...key, data: Int32Array.of(seed, 0x52454e53) };
  const begun = await (await engine.compile(start)).runAsync({ key: ownKey });
  const before = new Map(flattenTree(begun, isHostTensor).map(([path, value]) => [`state.${path}`, value]));
  program.store.writeByPath(before);
  let count = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    const batches = data.batches({ epoch, seed }) as Iterable<TrainingBatch>;
    for (const { inputs, targets } of batches) await program.runAsync({ inputs, targets, key: ownKey, count: count++ });
  }
  return { before, after: await program.store.readByPath() };
}

it("has the trainer's bits, and leaves what is frozen", async () => {
  const { before, after } = await byHand();
  const [parameters, optimizerState] = ["state.parameters.", "state.optimizer."];
  const ofTrainer = new Map(
    [...(await trained())].map(([path, value]) => [path.startsWith("state.") ? path : `state.${path}`, value]),
  );
  expect(bitsOf(after, parameters)).toEqual(bitsOf(ofTrainer, parameters));
  expect(bitsOf(after, optimizerState)).toEqual(bitsOf(ofTrainer, optimizerState));
  const changed = Object.entries(bitsOf(after, parameters))
    .filter(([path, bits]) => bitsOf(before, parameters)[path] !== bits)
    .map(([path]) => path);
  expect(changed.some((path) => path.includes("runningMean"))).toBe(true);
  expect(changed.some((path) => path.startsWith("state.parameters.dense_1."))).toBe(false);
  expect(changed.some((path) => path.startsWith("state.parameters.dense_2."))).toBe(true);
});
