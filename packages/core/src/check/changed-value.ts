/** What a check of passes is given, and what it finds. */
import type { Graph, NodeId } from "../graph/graph.ts";
import type { HostTensor } from "../graph/host-tensor.ts";
import type { Pass } from "../passes/pass.ts";

/** A value that a pass changed, and the smallest graph that shows it. */
export interface ChangedValue {
  /** The pass, by its name. */
  readonly pass: string;
  /** The rule of the pass, by its equation; `null` where the pass is not made of rules. */
  readonly rule: string | null;
  /** The loops and branches in whose graphs it happened, from the outermost; empty where in none. */
  readonly regions: readonly NodeId[];
  /** The data that show it: `zeros`, `the given data, second use of the state`. */
  readonly data: string;
  /** The first node whose value is another after the pass. */
  readonly node: NodeId;
  readonly op: string;
  /** The position of the element, flat and row-major, and its value before and after. */
  readonly element: number;
  readonly before: number;
  readonly after: number;
  /** The smallest graph that shows it, the values of its inputs by name, and what the pass made of it. */
  readonly graph: Graph;
  readonly inputs: Readonly<Record<NodeId, HostTensor>>;
  readonly changed: Graph;
}

/** The passes of a program. */
export interface CheckedPasses {
  readonly passes: readonly Pass[];
  /** For graphs with loops and branches. Default: all of them. */
  readonly regionPasses?: readonly Pass[] | undefined;
}
