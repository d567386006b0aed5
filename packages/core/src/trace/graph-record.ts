/** The nodes of a graph while it is being made, in the order of their making, which is topological. */
import { freezeDeep } from "../graph/freeze.ts";
import { RensaError } from "../graph/error.ts";
import {
  inputOp,
  type Attributes,
  type Graph,
  type GraphNode,
  type GraphOutput,
  type Reference,
} from "../graph/graph.ts";
import type { Origin } from "../graph/origin.ts";
import type { TensorType } from "../graph/tensor-type.ts";
import { topologicalOrder } from "../graph/topological-order.ts";
import type { OpDefinition } from "../op/definition.ts";
import { pluginsOf } from "./named-plugins.ts";

/** What a node is made of, but for its name. */
export interface NodeParts {
  readonly op: string;
  readonly inputs: readonly Reference[];
  readonly attributes: Attributes;
  readonly outputs: readonly TensorType[];
  readonly origin: Origin | null;
}

/** Frozen nodes by id, and the definitions of their ops by name. */
export class GraphRecord {
  readonly #nodes = new Map<string, GraphNode>();
  readonly #definitions = new Map<string, OpDefinition>();
  readonly #inputs: string[] = [];
  #count = 0;

  get nodes(): ReadonlyMap<string, GraphNode> {
    return this.#nodes;
  }

  get definitions(): ReadonlyMap<string, OpDefinition> {
    return this.#definitions;
  }

  /** Takes over the nodes of a graph; what is added gets names that it does not have. */
  addGraph(graph: Graph): void {
    this.#inputs.push(...graph.inputs);
    for (const node of topologicalOrder(graph)) {
      this.#nodes.set(node.id, node);
      const number = /_(\d+)$/.exec(node.id)?.[1];
      if (number !== undefined) this.#count = Math.max(this.#count, Number(number) + 1);
    }
  }

  /** Adds a node, named after its op. */
  add(parts: NodeParts): GraphNode {
    return this.#addAs(this.#name(parts.op), parts);
  }

  /** Adds an input of the graph. */
  addInput(name: string, type: TensorType, origin: Origin | null): GraphNode {
    this.#inputs.push(name);
    return this.#addAs(name, { op: inputOp, inputs: [], attributes: {}, outputs: [type], origin });
  }

  /** @throws RensaError `OP_DUPLICATE` where another op has its name. */
  define(definition: OpDefinition): void {
    const known = this.#definitions.get(definition.name);
    if (known !== undefined && known !== definition) {
      throw new RensaError(
        "OP_DUPLICATE",
        `${definition.name}: two different ops of this name are used in one trace; rename one of them.`,
      );
    }
    this.#definitions.set(definition.name, definition);
  }

  /** The graph with the given outputs, frozen. */
  finish(outputs: readonly GraphOutput[]): Graph {
    const plugins = pluginsOf(this.#nodes.values(), this.#definitions);
    return Object.freeze({
      ...(plugins.size === 0 ? {} : { plugins: Object.freeze(Object.fromEntries(plugins)) }),
      inputs: Object.freeze([...this.#inputs]),
      outputs: Object.freeze(outputs.map((output) => Object.freeze(output))),
      nodes: Object.freeze(Object.fromEntries(this.#nodes)),
    });
  }

  #name(op: string): string {
    return `${op}_${String(this.#count++)}`;
  }

  #addAs(id: string, { op, inputs, attributes, outputs, origin }: NodeParts): GraphNode {
    if (this.#nodes.has(id)) {
      throw new RensaError("ARGUMENT_INVALID", `trace: two inputs or nodes are named "${id}"; rename the input.`);
    }
    const node: GraphNode = Object.freeze({
      id,
      op,
      inputs: Object.freeze([...inputs]),
      attributes: freezeDeep(attributes),
      outputs: Object.freeze(
        outputs.map(({ shape, dtype }) => Object.freeze({ shape: Object.freeze([...shape]), dtype })),
      ),
      origin: origin && Object.freeze(origin),
    });
    this.#nodes.set(id, node);
    return node;
  }
}
