/** The lengths of gradients, parameter by parameter: a program of its own, for those who ask. */
import {
  callUserCode,
  flattenTree,
  gradientsOf,
  isTensor,
  mapTree,
  scope,
  traceTree,
  type Program,
  type Tensor,
  type TensorTree,
} from "@rensa/core";
import { foldIn, sqrt, square, sum } from "@rensa/ops";
import { sizeOfBatch } from "./batch-size.ts";
import { ByExamples } from "./by-examples.ts";
import type { TrainConfig, TrainingBatch, TrainingData } from "../config.ts";
import type { GradientNorm, ParameterSummary } from "../event.ts";
import { isHostTensor, lossOf } from "./scores.ts";
import type { TrainingStore } from "./state-types.ts";
import { batchTypes, type BatchTypes, type StepArguments } from "./trace-step.ts";
import { trainableOf, trainedPart } from "./trainable.ts";

/** The programs that measure gradients. */
export class GradientNorms {
  readonly #data: TrainingData;
  readonly #programs: ByExamples<Program<unknown, unknown>>;

  constructor(config: TrainConfig, store: TrainingStore) {
    this.#data = config.data;
    this.#programs = new ByExamples(async (examples) =>
      config.engine.compile(traceGradientNorms(config, store, batchTypes(config.data, examples)), { state: store }),
    );
  }

  /** What asks for those that the next step on a batch will see, once its program is compiled. */
  async on(
    batch: TrainingBatch,
    parameters: readonly ParameterSummary[],
  ): Promise<() => Promise<readonly GradientNorm[]>> {
    const program = await this.#programs.of(sizeOfBatch(batch, this.#data));
    const { inputs, targets } = batch;
    return async () => readGradientNorms(await program.runAsync({ inputs, targets }), parameters);
  }
}

/** The lengths of parameters and of their gradients in the next step. */
function traceGradientNorms(config: TrainConfig, store: TrainingStore, batch: BatchTypes) {
  const { parameters, key, step } = store.types;
  const spec = { parameters, key, step, ...batch };
  return traceTree<typeof spec, { norms: unknown; lengths: unknown }>(
    spec,
    ({ inputs, targets, ...state }: StepArguments) => {
      const { model } = config;
      const trained = trainedPart(state.parameters, trainableOf(model));
      const context = { training: true, key: foldIn(state.key, state.step), assign: () => undefined };
      const outputs = scope("model", () =>
        callUserCode("The model's apply", () => model.apply(state.parameters, inputs, context)),
      );
      const loss = lossOf(config, outputs, targets);
      const norms = (tree: TensorTree) =>
        mapTree<Tensor, TensorTree>(tree, isTensor, (tensor) => sqrt(sum(square(tensor))));
      return { norms: norms(gradientsOf(loss, trained)), lengths: norms(trained) };
    },
  );
}

/** What that program found. */
function readGradientNorms(result: unknown, parameters: readonly ParameterSummary[]): readonly GradientNorm[] {
  const found = result as { readonly norms: unknown; readonly lengths: unknown };
  const lengths = new Map(flattenTree(found.lengths, isHostTensor).map(([path, { data }]) => [path, data[0] ?? 0]));
  const counts = new Map(parameters.map(({ name, count }) => [name, count]));
  return flattenTree(found.norms, isHostTensor).map(([name, { data }]) => ({
    name,
    count: counts.get(name) ?? 1,
    norm: data[0] ?? 0,
    parameterNorm: lengths.get(name) ?? 0,
  }));
}
