/** The graphs of a training: its start and its step. */
import {
  flatten,
  gradientsOf,
  isTensor,
  mapTree,
  isTyped,
  scope,
  traceTree,
  type HostTensor,
  type Tensor,
  type TensorTree,
  type TensorType,
  type TypeTree,
} from "@rensa/core";
import type { ApplyContext, Key } from "@rensa/nn";
import { add, foldIn } from "@rensa/ops";
import type { TrainConfig } from "./config.ts";
import { scoresByPath, scoreTree } from "./scores.ts";
import { Assignments, trainableOf, trainedPart } from "./trainable.ts";

/** What a step reads and replaces. */
export interface State {
  readonly parameters: TensorTree;
  readonly optimizer: TensorTree;
  readonly key: Key;
  readonly step: Tensor<readonly [], "i32">;
}

/** What the body of a step gets. */
export interface StepArguments {
  readonly state: State;
  readonly inputs: Tensor;
  readonly targets: Tensor;
}

/** The type of a random key. */
export const keyType: TensorType<readonly [2], "i32"> = { shape: [2], dtype: "i32" };
/** The type of the counter of steps. */
export const stepType: TensorType<readonly [], "i32"> = { shape: [], dtype: "i32" };

/** The segment of a path in an optimizer's state below which hyperparameters stand, and reports. */
export const hyperparameterSegment = "hyperparameters";
export const reportSegment = "reports";

/** The types of a batch of some number of examples. */
export interface BatchTypes {
  readonly inputs: TypeTree;
  readonly targets: TypeTree;
}

/** The types of a batch, with another number of examples. */
export function batchTypes({ inputs, targets }: BatchTypes, examples: number): BatchTypes {
  const sized = (tree: TypeTree): TypeTree =>
    mapTree<TensorType, TypeTree>(tree, isTyped, ({ shape, dtype }) => ({
      shape: [examples, ...shape.slice(1)],
      dtype,
    }));
  return { inputs: sized(inputs), targets: sized(targets) };
}

/** Parameters and slots before the first step; of the parameters, those that are given by path are inputs. */
export function traceStart({ model, optimizer }: TrainConfig, given: Readonly<Record<string, TensorType>>) {
  const spec = { key: keyType, given };
  return traceTree<typeof spec, { parameters: unknown; optimizer: unknown }>(
    spec,
    ({ key, given: others }: { readonly key: Key; readonly given: TensorTree }) => {
      const parameters = merged(
        scope("initialize", () => model.initialize(key)),
        others,
      );
      return { parameters, optimizer: optimizer.init(trainedPart(parameters, trainableOf(model))) };
    },
  );
}

/** The key of a run. */
export function keyOf(seed: number): HostTensor {
  return { ...keyType, data: Int32Array.of(seed, 0x52454e53) };
}

/** The key and the counter before the first step. */
export function startOfRandomness(seed: number): ReadonlyMap<string, HostTensor> {
  return new Map<string, HostTensor>([
    ["key", keyOf(seed)],
    ["step", { ...stepType, data: new Int32Array(1) }],
  ]);
}

/** Forward, backward and update. */
export function traceStep(
  config: TrainConfig,
  state: { parameters: TypeTree; optimizer: TypeTree },
  batch: BatchTypes,
) {
  const spec = { state: { ...state, key: keyType, step: stepType }, ...batch };
  return traceTree<typeof spec, { state: unknown; scores: unknown; reports: unknown }>(
    spec,
    ({ state: before, inputs, targets }: StepArguments) => {
      const { model, optimizer } = config;
      const isTrainable = trainableOf(model);
      const assignments = new Assignments(before.parameters, isTrainable);
      const judged = (parameters: TensorTree, assign: ApplyContext["assign"]) => {
        const context = { training: true, key: foldIn(before.key, before.step), assign };
        const outputs = scope("model", () => model.apply(parameters, inputs, context));
        return scoreTree(config, outputs, targets);
      };
      const scores = judged(before.parameters, (parameter, value) => {
        assignments.set(parameter, value);
      });
      const trained = trainedPart(before.parameters, isTrainable);
      const evaluate = (elsewhere: TensorTree) => {
        const { loss } = judged(merged(before.parameters, elsewhere), () => undefined);
        return { loss, gradients: gradientsOf(loss, elsewhere) };
      };
      const [updates, optimizerState] = scope("optimizer", () =>
        optimizer.update(gradientsOf(scores.loss, trained), before.optimizer, trained, { loss: scores.loss, evaluate }),
      );
      const parameters = assignments.next(before.parameters, updates, (parameter, update) => add(parameter, update));
      return {
        state: { parameters, optimizer: optimizerState, key: before.key, step: add(before.step, 1) },
        scores: scoresByPath(scores),
        reports: reportsOf(optimizerState),
      };
    },
  );
}

/** Parameters, with others in place of those that are trained. */
export function merged(parameters: TensorTree, trained: TensorTree): TensorTree {
  const others = new Map(flatten(trained, isTensor));
  return mapTree<Tensor, TensorTree>(parameters, isTensor, (parameter, path) => others.get(path) ?? parameter);
}

/** What an optimizer reports, by name. */
function reportsOf(optimizerState: TensorTree): Readonly<Record<string, Tensor>> {
  const reports = flatten(optimizerState, isTensor).filter(([path]) => path.split(".").at(-2) === reportSegment);
  return Object.fromEntries(reports.map(([path, tensor]) => [path.split(".").at(-1) ?? path, tensor]));
}
