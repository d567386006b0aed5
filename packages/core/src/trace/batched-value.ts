/** Values of all examples of a batch, as vectorization passes them on. */
import type { Graph } from "../graph/graph.ts";
import type { Vectorize } from "../op/batched-rules.ts";
import type { OpDefinition } from "../op/definition.ts";
import { broadcastTo } from "../op/structural.ts";
import type { Tensor } from "../op/tensor.ts";
import type { Recorder } from "./recorder.ts";

/** A value of all examples: one tensor with a batch axis in front, or one that they share. */
export interface BatchedValue {
  readonly tensor: Tensor;
  readonly batched: boolean;
}

/** Records the nodes of a graph for a batch of `size` examples, and returns its outputs in order. */
export type VectorizeGraph = (
  recorder: Recorder,
  graph: Graph,
  definitions: ReadonlyMap<string, OpDefinition>,
  inputs: ReadonlyMap<string, BatchedValue>,
  size: number,
) => readonly BatchedValue[];

/** Both ways to vectorize, for what is needed by them and needs them. */
export interface Vectorizers {
  readonly graph: VectorizeGraph;
  readonly body: Vectorize;
}

/** The tensor with a batch axis, repeated where the examples shared it. */
export function withBatch({ tensor, batched }: BatchedValue, size: number): Tensor {
  return batched ? tensor : broadcastTo(tensor, [size, ...tensor.shape]);
}
