/**
 * Merges loops over the same sequences that carry the same values and differ in their results only: the loop that a
 * vjp records, which keeps more of what it computes, takes the place of the one that was there.
 */
import { referenceKey, type Graph, type GraphNode, type NodeId, type Reference } from "../graph/graph.ts";
import { topologicalOrder } from "../graph/topological-order.ts";
import { outputTypesOf } from "../graph/graph-types.ts";
import type { ScanRegion } from "../op/region.ts";
import { tensorType } from "../graph/tensor-type.ts";
import { ConstantNames } from "./constant-names.ts";
import { isImpure } from "./is-impure.ts";
import type { Pass, PassContext } from "./pass.ts";
import { outputKey, regionOf, successorName, withRegion } from "./region-node.ts";
import { nodeKey } from "./share.ts";

/** Merges loops: see the top of the file. */
export const mergeScans: Pass = {
  name: "merge scans",
  run: (graph, { definitions }) => {
    // By each output of a loop: that of the loop which does what it does.
    const places = new Map<string, Reference>();
    const alike = new Map<string, Merged[]>();
    for (const node of topologicalOrder(graph)) {
      const region = regionOf(node, definitions);
      if (region?.kind !== "scan") continue;
      const inputs = node.inputs.map((input) => places.get(referenceKey(input)) ?? input);
      const { length, carried, sequences, reverse } = region;
      const key = [node.op, ...inputs.map(referenceKey), length, carried, sequences, reverse].join();
      const known = alike.get(key) ?? [];
      alike.set(key, known);
      let target = known.find((each) => each.take(node, region));
      if (target === undefined) known.push((target = new Merged(graph, node, region, definitions)));
      for (const [position, slot] of target.slotsOf(node).entries()) {
        places.set(outputKey(node, position), { node: target.id, slot });
      }
    }
    const merged = [...alike.values()].flat().filter(({ nodes }) => nodes.length > 1);
    const isMerged = new Set(merged.map(({ id }) => id));
    const replacements = new Map([...places].filter(([, { node }]) => isMerged.has(node)));
    return {
      replacements,
      additions: merged.map((each) => each.node()),
      removals: merged.flatMap(({ nodes }) => nodes.map(({ id }) => id)),
    };
  },
};

/** A loop that does what several do. */
class Merged {
  readonly id: NodeId;
  readonly first: GraphNode;
  readonly nodes: GraphNode[] = [];
  readonly #region: ScanRegion;
  readonly #definitions: PassContext["definitions"];
  /** The nodes of the joint body, and which of them computes what. */
  readonly #body = new Map<NodeId, GraphNode>();
  readonly #byKey = new Map<string, GraphNode>();
  readonly #names = new ConstantNames();
  readonly #results: Reference[] = [];
  readonly #slots = new Map<GraphNode, readonly number[]>();

  constructor(graph: Graph, node: GraphNode, region: ScanRegion, definitions: PassContext["definitions"]) {
    this.first = node;
    this.id = successorName(node.id, (name) => name in graph.nodes);
    this.#region = region;
    this.#definitions = definitions;
    for (const each of topologicalOrder(region.body)) {
      this.#body.set(each.id, each);
      this.#byKey.set(this.#keyOf(each, each.inputs), each);
    }
    this.#accept(node, region, (reference) => reference);
  }

  /** Takes another loop in; false, and nothing changes, where it carries other values. */
  take(node: GraphNode, { body, carried }: ScanRegion): boolean {
    const own = this.#region.body;
    const places = new Map<NodeId, NodeId>();
    body.inputs.forEach((name, position) => places.set(name, own.inputs[position] ?? name));
    const moved = ({ node: id, slot }: Reference): Reference => ({ node: places.get(id) ?? id, slot });
    const added = new Map<string, GraphNode>();
    const taken = new Set(this.#body.keys());
    for (const each of topologicalOrder(body)) {
      if (places.has(each.id)) continue;
      const inputs = each.inputs.map(moved);
      const key = this.#keyOf(each, inputs);
      const known = this.#byKey.get(key) ?? added.get(key);
      if (known === undefined) {
        const id = taken.has(each.id)
          ? successorName(each.id, (name) => taken.has(name) || name in body.nodes)
          : each.id;
        taken.add(id);
        places.set(each.id, id);
        added.set(key, { ...each, id, inputs });
      } else places.set(each.id, known.id);
    }
    const carries = (graph: Graph, place: (reference: Reference) => Reference): string =>
      graph.outputs
        .slice(0, carried)
        .map(({ source }) => referenceKey(place(source)))
        .join();
    if (carries(body, moved) !== carries(own, (reference) => reference)) return false;
    for (const [key, each] of added) {
      this.#byKey.set(key, each);
      this.#body.set(each.id, each);
    }
    this.#accept(node, { ...this.#region, body }, moved);
    return true;
  }

  /** Which outputs the outputs of a node have become. */
  slotsOf(node: GraphNode): readonly number[] {
    return this.#slots.get(node) ?? [];
  }

  node(): GraphNode {
    const { carried, length, body } = this.#region;
    const carries = body.outputs.slice(0, carried);
    const names = new Set(carries.map(({ name }) => name));
    const results = this.#results.map((source, position) => {
      const name = `result_${String(position)}`;
      return { name: names.has(name) ? successorName(name, (other) => names.has(other)) : name, source };
    });
    const joint: Graph = {
      inputs: body.inputs,
      outputs: [...carries, ...results],
      nodes: Object.fromEntries(this.#body),
    };
    const outputs = outputTypesOf(joint).map(({ dtype, shape }, position) =>
      tensorType(dtype, position < carried ? shape : [length, ...shape]),
    );
    return withRegion(this.first, { ...this.#region, body: joint }, this.#definitions, { id: this.id, outputs });
  }

  #accept(node: GraphNode, { body, carried }: ScanRegion, place: (reference: Reference) => Reference): void {
    const slots = body.outputs.map(({ source }, position) => {
      if (position < carried) return position;
      const result = place(source);
      const known = this.#results.findIndex((each) => referenceKey(each) === referenceKey(result));
      if (known >= 0) return carried + known;
      this.#results.push(result);
      return carried + this.#results.length - 1;
    });
    this.nodes.push(node);
    this.#slots.set(node, slots);
  }

  /** Nodes of equal keys compute the same. What is impure is like nothing else. */
  #keyOf(node: GraphNode, inputs: readonly Reference[]): string {
    if (node.inputs.length === 0 && this.#region.body.inputs.includes(node.id)) return `input ${node.id}`;
    const traits = this.#definitions.get(node.op)?.traits;
    if (isImpure(node, this.#definitions)) return `impure ${String(this.#byKey.size)} ${node.id}`;
    return nodeKey({ ...node, inputs }, traits?.commutative === true, this.#names);
  }
}
