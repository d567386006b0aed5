/** The networks of the digits on an engine that is given nothing: the kernels and memory of the standard passes. */
import { softmaxCrossEntropy } from "@rensa/ops";
import { createEngine, defaultPasses, f32, i32, jsBackend, adamw, train, type Engine, type Training } from "rensa";
import { expect, it } from "vitest";
import { convolutional, perceptron } from "./model.ts";

/** Kernels and bytes of each program that a training compiles. */
async function plansOf(model: unknown, options: Parameters<typeof createEngine>[0]): Promise<readonly number[][]> {
  const plans: number[][] = [];
  const backend = jsBackend();
  const engine: Engine = createEngine({
    ...options,
    backend: {
      ...backend,
      prepare: (plan, yielding) => {
        plans.push([plan.kernels.length, plan.bytes]);
        return backend.prepare(plan, yielding);
      },
    },
  });
  const training: Training = {
    model: model as never,
    loss: softmaxCrossEntropy as never,
    optimizer: adamw(1e-3),
    data: { inputs: f32(32, 784), targets: i32(32), batchesPerEpoch: 1, batches: () => [] },
    epochs: 0,
  };
  await new Promise<void>((resolve, reject) => {
    train({ ...training, engine }).subscribe({ error: reject, complete: resolve });
  });
  return plans;
}

it.each([
  ["convolutional", () => convolutional(0.25)],
  ["perceptron", () => perceptron(0.2)],
])("trains the %s network by the same kernels and memory as with the standard passes", async (_, make) => {
  const usual = await plansOf(make(), {});
  expect(usual).toHaveLength(2);
  expect(usual).toEqual(await plansOf(make(), { passes: defaultPasses }));
  expect(usual).not.toEqual(await plansOf(make(), { passes: [] }));
});
