/** What the parts of forward mode hand to each other. */
import type { GraphNode, NodeId } from "../graph/graph.ts";
import type { Tensor } from "../op/tensor.ts";
import type { Recorder } from "../trace/recorder.ts";

/** A variable and how it changes. */
export interface Direction {
  readonly variable: Tensor;
  readonly tangent: Tensor;
}

/** The tangents of outputs, in their order; none for those that do not depend on the variables. */
export type Forward = (
  recorder: Recorder,
  outputs: readonly Tensor[],
  directions: readonly Direction[],
) => readonly (Tensor | undefined)[];

/** What is known of a node when its tangents are asked for. */
export interface ChangingNode {
  readonly node: GraphNode;
  /** By input: how it changes; none where it does not. */
  readonly tangents: readonly (Tensor | undefined)[];
  /** By output: whether its tangent is needed. */
  readonly wanted: readonly boolean[];
  /** The nodes from this one to an output, for explanations. */
  readonly pathToOutput: () => readonly NodeId[];
}
