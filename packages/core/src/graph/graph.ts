/** The graph: a frozen, plain, JSON-serializable record. Everything else about a graph is derived from it. */
import type { ConstantData } from "./constant-data.ts";
import type { Origin } from "./origin.ts";
import type { TensorType } from "./tensor-type.ts";

/** The name of a node, unique in its graph: an input's own name, else the op's name and a number (`matmul_4`). */
export type NodeId = string;

/** One output of one node. */
export interface Reference {
  /** The node. */
  readonly node: NodeId;
  /** Which of its outputs, from 0. */
  readonly slot: number;
}

/**
 * A value that an attribute of a node can have: JSON, and the numbers that JSON lacks (NaN and the infinities). Only a
 * constant has {@link ConstantData}.
 */
export type AttributeValue =
  | number
  | string
  | boolean
  | null
  | ConstantData
  | Graph
  | readonly AttributeValue[]
  | { readonly [name: string]: AttributeValue };

/** The attributes of a node: what is fixed when the graph is made. */
export type Attributes = Readonly<Record<string, AttributeValue>>;

/** One application of an op. */
export interface GraphNode {
  readonly id: NodeId;
  /** The op's name; the registry that goes with the graph knows its definition. */
  readonly op: string;
  readonly inputs: readonly Reference[];
  readonly attributes: Attributes;
  /** The types of its outputs, by slot. */
  readonly outputs: readonly TensorType[];
  /** Where it was made, where that is known. */
  readonly origin: Origin | null;
}

/** One named result of a graph. */
export interface GraphOutput {
  /** A path such as `value` or `gradients.w`. */
  readonly name: string;
  readonly source: Reference;
}

/** A static computation: nodes, the inputs among them, and the named outputs. */
export interface Graph {
  /** The input nodes, in order. Their op is `input`. */
  readonly inputs: readonly NodeId[];
  readonly outputs: readonly GraphOutput[];
  readonly nodes: Readonly<Record<NodeId, GraphNode>>;
  /** The ops that plugins brought, by name, with the name and version of the plugin. */
  readonly plugins?: Readonly<Record<string, string>>;
}

/** The name of the op that stands for a graph's input. */
export const inputOp = "input";

/** The name of the op that stands for data fixed in the graph, with the attributes `shape`, `dtype` and `data` ({@link ConstantData}). */
export const constantOp = "constant";

/**
 * A key by which a reference can be looked up in a map.
 *
 * @param reference - An output of a node.
 *
 * @example
 * ```ts
 * import { referenceKey } from "@rensa/core/graph";
 *
 * console.log(referenceKey({ node: "x", slot: 0 })); // "x"
 * ```
 */
export function referenceKey(reference: Reference): string {
  return reference.slot === 0 ? reference.node : `${reference.node}#${String(reference.slot)}`;
}

/**
 * True where both name the same output of the same node.
 *
 * @param left - One output of a node.
 * @param right - Another.
 *
 * @example
 * ```ts
 * import { sameReference } from "@rensa/core/graph";
 *
 * console.log(sameReference({ node: "x", slot: 0 }, { node: "x", slot: 1 })); // false
 * ```
 */
export function sameReference(left: Reference, right: Reference): boolean {
  return left.node === right.node && left.slot === right.slot;
}
