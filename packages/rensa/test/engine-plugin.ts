/** A plugin with an op that is 42 by its kernel, engines with and without it, and a training that uses it. */
import { add, mean, mul } from "@rensa/ops";
import {
  createEngine,
  defineOp,
  definePlugin,
  f32,
  full,
  hostTensor,
  jsBackend,
  rule,
  sgd,
  type Tensor,
  type Training,
} from "../src/index.ts";

/** What an op computes without a plugin is 1; its kernel writes 42, and a rule turns another op into it. */
export const answer = defineOp({
  name: "answer",
  forward: { scalar: ([x]) => x.mul(0).add(1) },
  nonDifferentiable: "it is constant",
});

export const question = defineOp({
  name: "question",
  forward: { scalar: ([x]) => x.mul(0).add(2) },
  nonDifferentiable: "it is constant",
});

export const plugin = definePlugin({
  name: "rensa-plugin-answer",
  version: "1.0.0",
  ops: { answer, question },
  rewrites: [rule("question(x) -> answer(x)", { op: question, inputs: ["x"] }, ({ x }) => answer(x))],
  backends: {
    js: {
      answer: (_, [y]) => {
        y.data.fill(42);
      },
    },
  },
});

export const engine = createEngine({ backend: jsBackend(), plugins: [plugin] });

export type Weights = Readonly<Record<"weights", Tensor>>;

/** The mean of what `question` says, which is 42 with the plugin's rule and kernel, and 2 without. */
export const training: Training<Weights> = {
  model: {
    initialize: () => ({ weights: full([1], 0) }),
    apply: ({ weights }, x) => add(question(x), mul(weights, 0)),
  },
  loss: (outputs, targets) => mean(add(outputs, mul(targets, 0))),
  metrics: { answer: (outputs) => mean(outputs) },
  optimizer: sgd(0),
  data: dataOf([2, 2, 1]),
  validation: dataOf([2, 1]),
  epochs: 1,
};

export function dataOf(sizes: readonly number[]): Training["data"] {
  const batch = (size: number) => ({
    inputs: hostTensor(Array<number>(size).fill(0), [size]),
    targets: hostTensor(Array<number>(size).fill(0), [size]),
  });
  return { inputs: f32(2), targets: f32(2), batchesPerEpoch: sizes.length, batches: () => sizes.map(batch) };
}
