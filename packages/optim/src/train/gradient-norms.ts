/** The lengths of gradients, parameter by parameter: a program of its own, for those who ask. */
import {
  flatten,
  gradientsOf,
  isTensor,
  mapTree,
  scope,
  traceTree,
  type Tensor,
  type TensorTree,
  type TypeTree,
} from "@rensa/core";
import { foldIn, sqrt, square, sum } from "@rensa/ops";
import type { TrainConfig } from "./config.ts";
import type { GradientNorm, ParameterSummary } from "./event.ts";
import { isHostTensor, scoreTree } from "./scores.ts";
import { keyType, stepType, type BatchTypes, type StepArguments } from "./trace-step.ts";
import { trainableOf, trainedPart } from "./trainable.ts";

/** The lengths of parameters and of their gradients in the next step. */
export function traceGradientNorms(config: TrainConfig, parameters: TypeTree, batch: BatchTypes) {
  const spec = { state: { parameters, key: keyType, step: stepType }, ...batch };
  return traceTree<typeof spec, { state: unknown; gradients: unknown; parameters: unknown }>(
    spec,
    ({ state, inputs, targets }: StepArguments) => {
      const { model } = config;
      const trained = trainedPart(state.parameters, trainableOf(model));
      const context = { training: true, key: foldIn(state.key, state.step), assign: () => undefined };
      const outputs = scope("model", () => model.apply(state.parameters, inputs, context));
      const { loss } = scoreTree({ loss: config.loss }, outputs, targets);
      const norms = (tree: TensorTree) =>
        mapTree<Tensor, TensorTree>(tree, isTensor, (tensor) => sqrt(sum(square(tensor)) as Tensor));
      return { state, gradients: norms(gradientsOf(loss, trained)), parameters: norms(trained) };
    },
  );
}

/** What that program found. */
export function readGradientNorms(result: unknown, parameters: readonly ParameterSummary[]): readonly GradientNorm[] {
  const found = result as { readonly gradients: unknown; readonly parameters: unknown };
  const norms = new Map(flatten(found.parameters, isHostTensor).map(([path, { data }]) => [path, data[0] ?? 0]));
  const counts = new Map(parameters.map(({ name, count }) => [name, count]));
  return flatten(found.gradients, isHostTensor).map(([name, { data }]) => ({
    name,
    count: counts.get(name) ?? 1,
    norm: data[0] ?? 0,
    parameterNorm: norms.get(name) ?? 0,
  }));
}
