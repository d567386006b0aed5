/** How many examples a batch has, and the program for it. */
import { isTyped, RensaError, type TensorType, type TypeTree } from "@rensa/core";
import type { TrainingBatch, TrainingData } from "../config.ts";

/** The examples that the program for a batch takes: those of the batch, unless there are too many, which it will refuse. */
export function sizeOfBatch({ inputs }: TrainingBatch, data: TrainingData): number {
  return Math.min(examplesOf(inputs), examplesOf(data.inputs));
}

/** The examples in a batch: the first extent of its first tensor. */
export function examplesOf(inputs: TypeTree): number {
  const examples = firstType(inputs)?.shape[0];
  if (examples === undefined) {
    throw new RensaError(
      "DATA_INVALID",
      "The data has no batch axis; let the first axis of every tensor count the examples.",
    );
  }
  return examples;
}

/** The first leaf of a tree. (It is asked for in every step, so the tree is not flattened.) */
function firstType(tree: TypeTree): TensorType | undefined {
  if (isTyped(tree)) return tree;
  for (const inner of Object.values<TypeTree>(tree)) {
    const found = firstType(inner);
    if (found !== undefined) return found;
  }
  return undefined;
}
