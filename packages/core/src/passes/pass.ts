/** Passes: named functions from graph to graph. A pipeline is an ordered list of them, read downward. */
import type { Graph } from "../graph/graph.ts";
import type { GraphEdit } from "../graph/edit.ts";
import type { Yielding } from "../graph/yielding.ts";
import type { OpDefinition } from "../op/definition.ts";
import type { Rule } from "./rule.ts";

/** What a pass may know beside the graph. */
export interface PassContext {
  /** The definitions of the ops in the graph, by name. A pass adds those of the ops that it brings in. */
  readonly definitions: Map<string, OpDefinition>;
  /** How a pass that takes long gives way. Default: it does not. */
  readonly yielding?: Yielding;
}

/** One pass. It says what to change; the pipeline applies it, verifies the result and keeps the diff. */
export interface Pass {
  /** A verb phrase: `remove dead`. */
  readonly name: string;
  /** It runs once more after the graphs of regions have gone through the pipeline. Default: false. */
  readonly again?: boolean;
  /** The rules that it applies, where it is made of such: so a check can name the one at fault. */
  readonly rules?: readonly Rule[];
  /** A promise, where it has to load something first, or gives way. */
  readonly run: (graph: Graph, context: PassContext) => GraphEdit | Promise<GraphEdit>;
}
