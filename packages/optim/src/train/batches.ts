/** What all programs of a training are compiled with, and for which batches. */
import { flatten, isTyped, RensaError, type TypeTree } from "@rensa/core";
import type { TrainConfig, TrainingBatch, TrainingData } from "./config.ts";

/** The types of a training's state. */
export type StateTypes = Readonly<Record<"parameters" | "optimizer", TypeTree>>;

/** How a training's programs are compiled. */
export function compileOptions({ backend, passes = [], plugins = [], checkFinite = false }: TrainConfig) {
  return { backend, passes, plugins, checkFinite, state: ["state"] };
}

/** The examples that the program for a batch takes: those of the batch, unless there are too many, which it will refuse. */
export function sizeOfBatch({ inputs }: TrainingBatch, data: TrainingData): number {
  return Math.min(examplesOf(inputs), examplesOf(data.inputs));
}

/** The examples in a batch: the first extent of its first tensor. */
export function examplesOf(inputs: TypeTree): number {
  const [first] = flatten(inputs, isTyped);
  const examples = first?.[1].shape[0];
  if (examples === undefined) {
    throw new RensaError(
      "DATA_INVALID",
      "The data has no batch axis; let the first axis of every tensor count the examples.",
    );
  }
  return examples;
}
