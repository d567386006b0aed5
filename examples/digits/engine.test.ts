/** The networks of the digits on an engine that is given nothing: the kernels and memory of the standard passes. */
import { softmaxCrossEntropy } from "@rensa/ops";
import { adamw, createEngine, defaultPasses, f32, i32, jsBackend, train, type Engine, type EngineOptions } from "rensa";
import { lastValueFrom } from "rxjs";
import { expect, it } from "vitest";
import { convolutional, perceptron } from "./model.ts";

const data = { inputs: f32(32, 784), targets: i32(32), batchesPerEpoch: 1, batches: () => [] };
const shared = { loss: softmaxCrossEntropy, optimizer: adamw(1e-3), data, epochs: 0 };

/** Kernels and bytes of each program that a training compiles. */
async function plansOf(run: (engine: Engine) => Promise<unknown>, options: EngineOptions): Promise<number[][]> {
  const plans: number[][] = [];
  const backend = jsBackend();
  const prepare: typeof backend.prepare = (plan, yielding) => {
    plans.push([plan.kernels.length, plan.bytes]);
    return backend.prepare(plan, yielding);
  };
  await run(createEngine({ ...options, backend: { ...backend, prepare } }));
  return plans;
}

it.each<readonly [string, (engine: Engine) => Promise<unknown>]>([
  ["convolutional", (engine) => lastValueFrom(train({ ...shared, model: convolutional(0.25), engine }))],
  ["perceptron", (engine) => lastValueFrom(train({ ...shared, model: perceptron(0.2), engine }))],
])("trains the %s network by the same kernels and memory as with the standard passes", async (_, run) => {
  const usual = await plansOf(run, {});
  expect(usual).toHaveLength(2);
  expect(usual).toEqual(await plansOf(run, { passes: defaultPasses }));
  expect(usual).not.toEqual(await plansOf(run, { passes: [] }));
});
