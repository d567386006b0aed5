/** The graphs of a training: its start and its step. */
import {
  isTensor,
  isTyped,
  mapTree,
  traceTree,
  type HostTensor,
  type Tensor,
  type TensorTree,
  type TensorType,
  type TypeTree,
} from "@rensa/core";
import type { Key } from "@rensa/nn";
import { add, foldIn } from "@rensa/ops";
import { locate, scalarAt } from "../../transforms/addresses.ts";
import type { TransformState } from "../../transforms/transform.ts";
import type { TrainConfig } from "../config.ts";
import { metricTree } from "./scores.ts";
import type { StateTypes } from "./state-types.ts";
import { trainStep } from "./train-step.ts";
import { trainableOf, trainedPart } from "./trainable.ts";

/** What a step reads and replaces. */
export interface State {
  readonly parameters: TensorTree;
  readonly optimizer: TransformState;
  readonly key: Key;
  readonly step: Tensor<readonly [], "i32">;
}

/** What the body of a step gets. */
export interface StepArguments extends State {
  readonly inputs: Tensor;
  readonly targets: Tensor;
}

/** The type of a random key. */
export const keyType: TensorType<readonly [2], "i32"> = { shape: [2], dtype: "i32" };
/** The type of the counter of steps. */
export const stepType: TensorType<readonly [], "i32"> = { shape: [], dtype: "i32" };

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

/** Parameters and the optimizer's state before the first step; of the parameters, those that are given by path are inputs. */
export function traceStart({ model, loss, optimizer }: TrainConfig, given: Readonly<Record<string, TensorType>>) {
  const { initialize } = trainStep(model, loss, optimizer);
  const spec = { key: keyType, given };
  return traceTree<typeof spec, { parameters: unknown; optimizer: unknown }>(
    spec,
    ({ key, given: others }: { readonly key: Key; readonly given: Readonly<Record<string, Tensor>> }) => {
      const start = initialize(key);
      const byPath = new Map(Object.entries(others));
      if (byPath.size === 0) return start;
      const parameters = mapTree<Tensor, TensorTree>(
        start.parameters,
        isTensor,
        (parameter, path) => byPath.get(path) ?? parameter,
      );
      return { parameters, optimizer: optimizer.init(trainedPart(parameters, trainableOf(model))) };
    },
  );
}

/** The key of a run. */
export function keyOf(seed: number): HostTensor {
  return { ...keyType, data: Int32Array.of(seed, 0x52454e53) };
}

/** Forward, backward and update. */
export function traceStep(config: TrainConfig, state: StateTypes, batch: BatchTypes) {
  const spec = { ...state, ...batch };
  return traceTree<typeof spec, Record<keyof State | "scores" | "reports", unknown>>(
    spec,
    ({ key, step: count, inputs, targets, ...before }: StepArguments) => {
      const { model, loss, optimizer } = config;
      const { step } = trainStep(model, loss, optimizer);
      const made = step(before, { inputs, targets, key: foldIn(key, count) });
      return {
        ...made.state,
        key,
        step: add(count, 1),
        scores: { loss: made.loss, metrics: metricTree(config, made.outputs, targets) },
        reports: locate(optimizer, "reports").map((each) => scalarAt(made.state.optimizer, "reports", each)),
      };
    },
  );
}
