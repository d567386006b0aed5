/** The lengths of gradients, parameter by parameter: a program of its own, for those who ask. */
import {
  callUserCode,
  flattenTree,
  gradientsOf,
  isTensor,
  mapTree,
  scope,
  traceTree,
  type HostTensor,
  type Program,
  type Tensor,
  type TensorTree,
  type TypeTree,
} from "@rensa/core";
import { foldIn, sqrt, square, sum } from "@rensa/ops";
import { sizeOfBatch } from "./batch-size.ts";
import { ByExamples } from "./by-examples.ts";
import type { TrainConfig, TrainingBatch, TrainingData } from "./config.ts";
import type { GradientNorm, ParameterSummary } from "./event.ts";
import { isHostTensor, lossOf } from "./scores.ts";
import { optimizerPrefix, statePrefix } from "./state-paths.ts";
import { withState } from "./state-types.ts";
import { batchTypes, keyType, stepType, type BatchTypes, type StepArguments } from "./trace-step.ts";
import { trainableOf, trainedPart } from "./trainable.ts";

/** The programs that measure gradients. */
export class GradientNorms {
  readonly #data: TrainingData;
  readonly #programs: ByExamples<Program<unknown, unknown>>;

  constructor(config: TrainConfig, parameters: TypeTree) {
    this.#data = config.data;
    this.#programs = new ByExamples(async (examples) =>
      config.engine.compile(traceGradientNorms(config, parameters, batchTypes(config.data, examples)), withState),
    );
  }

  /** Those that the next step on a batch will see, from a training's state. */
  async of(
    batch: TrainingBatch,
    state: ReadonlyMap<string, HostTensor>,
    parameters: readonly ParameterSummary[],
  ): Promise<readonly GradientNorm[]> {
    const program = await this.#programs.of(sizeOfBatch(batch, this.#data));
    program.writeState(new Map([...state].filter(([path]) => !path.startsWith(statePrefix + optimizerPrefix))));
    return readGradientNorms(await program.runAsync({ inputs: batch.inputs, targets: batch.targets }), parameters);
  }
}

/** The lengths of parameters and of their gradients in the next step. */
function traceGradientNorms(config: TrainConfig, parameters: TypeTree, batch: BatchTypes) {
  const spec = { state: { parameters, key: keyType, step: stepType }, ...batch };
  return traceTree<typeof spec, { state: unknown; gradients: unknown; parameters: unknown }>(
    spec,
    ({ state, inputs, targets }: StepArguments) => {
      const { model } = config;
      const trained = trainedPart(state.parameters, trainableOf(model));
      const context = { training: true, key: foldIn(state.key, state.step), assign: () => undefined };
      const outputs = scope("model", () =>
        callUserCode("The model's apply", () => model.apply(state.parameters, inputs, context)),
      );
      const loss = lossOf(config, outputs, targets);
      const norms = (tree: TensorTree) =>
        mapTree<Tensor, TensorTree>(tree, isTensor, (tensor) => sqrt(sum(square(tensor))));
      return { state, gradients: norms(gradientsOf(loss, trained)), parameters: norms(trained) };
    },
  );
}

/** What that program found. */
function readGradientNorms(result: unknown, parameters: readonly ParameterSummary[]): readonly GradientNorm[] {
  const found = result as { readonly gradients: unknown; readonly parameters: unknown };
  const norms = new Map(flattenTree(found.parameters, isHostTensor).map(([path, { data }]) => [path, data[0] ?? 0]));
  const counts = new Map(parameters.map(({ name, count }) => [name, count]));
  return flattenTree(found.gradients, isHostTensor).map(([name, { data }]) => ({
    name,
    count: counts.get(name) ?? 1,
    norm: data[0] ?? 0,
    parameterNorm: norms.get(name) ?? 0,
  }));
}
