/**
 * Hoists what does not change out of loops: what a body computes from constants of the loop alone is computed once,
 * before it. What is cheap stays, and views do: they cost less to compute again than to keep.
 */
import {
  constantOp,
  inputOp,
  referenceKey,
  type Graph,
  type GraphNode,
  type NodeId,
  type Reference,
} from "../graph/graph.ts";
import { topologicalOrder } from "../graph/topological-order.ts";
import type { TensorType } from "../graph/tensor-type.ts";
import { cheapCost } from "../kernel/fusion/inlined-work.ts";
import { valueFacts } from "../kernel/fusion/value-facts.ts";
import type { OpDefinition } from "../op/definition.ts";
import type { ScanRegion } from "../op/region.ts";
import { isImpure } from "./is-impure.ts";
import type { Pass, PassContext } from "./pass.ts";
import { narrowed, outputKey, regionOf, successorName, withInputs, withRegion } from "./region-node.ts";

/** Hoists what does not change out of loops of known length: see the top of the file. */
export const hoistInvariants: Pass = {
  name: "hoist invariants",
  again: true,
  run: (graph, { definitions }) => {
    const names = new Set(Object.keys(graph.nodes));
    const additions = Object.values(graph.nodes).flatMap((node) => {
      const region = regionOf(node, definitions);
      return region?.kind === "scan" ? hoist(node, region, names, definitions) : [];
    });
    return { additions };
  },
};

/** What comes before a loop, and the loop without it; nothing where there is nothing to hoist. */
function hoist(
  node: GraphNode,
  region: ScanRegion,
  names: Set<NodeId>,
  definitions: PassContext["definitions"],
): readonly GraphNode[] {
  const { body, carried, sequences } = region;
  const constants = new Map(
    body.inputs.flatMap((name, position) => {
      const input = node.inputs[position];
      return position < carried + sequences || input === undefined ? [] : [[name, input] as const];
    }),
  );
  const hoisted = nodesToHoist(body, constants, definitions);
  if (hoisted.worthwhile.size === 0) return [];
  const before = new Map<NodeId, GraphNode>();
  const outside = (reference: Reference): Reference =>
    constants.get(reference.node) ?? { ...reference, node: before.get(reference.node)?.id ?? reference.node };
  for (const each of hoisted.nodes) {
    const id = successorName(`${node.id}.${each.id}`, (name) => names.has(name));
    names.add(id);
    before.set(each.id, { ...each, id, inputs: each.inputs.map(outside) });
  }
  const added: (readonly [NodeId, TensorType])[] = [];
  const inputs: Reference[] = [];
  const replaced = new Map<string, Reference>();
  for (const each of hoisted.worthwhile) {
    each.outputs.forEach((type, slot) => {
      const isTaken = (id: NodeId): boolean => id in body.nodes || added.some(([known]) => known === id);
      const id = successorName(each.id, isTaken);
      added.push([id, type]);
      inputs.push(outside({ node: each.id, slot }));
      replaced.set(outputKey(each, slot), { node: id, slot: 0 });
    });
  }
  const inside = (reference: Reference): Reference => replaced.get(referenceKey(reference)) ?? reference;
  const nodes = Object.values(body.nodes).map((each) => [each.id, { ...each, inputs: each.inputs.map(inside) }]);
  const wider = withInputs({ ...body, nodes: Object.fromEntries(nodes) as Graph["nodes"] }, added);
  const outputs = body.outputs.map(({ name, source }) => ({ name, source: inside(source) }));
  const loop: ScanRegion = { ...region, body: narrowed(wider, wider.inputs, outputs) };
  return [...before.values(), withRegion(node, loop, definitions, { inputs: [...node.inputs, ...inputs] })];
}

interface Hoisted {
  /** In an order in which they can be computed. */
  readonly nodes: readonly GraphNode[];
  /** Those of them that are worth it; the others are what these read, and may be computed in the loop as well. */
  readonly worthwhile: ReadonlySet<GraphNode>;
}

function nodesToHoist(
  body: Graph,
  constants: ReadonlyMap<NodeId, Reference>,
  definitions: PassContext["definitions"],
): Hoisted {
  const definitionOf = (node: GraphNode): OpDefinition | undefined => definitions.get(node.op);
  const order = topologicalOrder(body);
  const isUnknown = (node: GraphNode): boolean => {
    const form = definitionOf(node)?.form;
    return form === undefined ? node.op !== inputOp && node.op !== constantOp : "composite" in form;
  };
  // What composites cost is not known before they are expanded.
  if (order.some(isUnknown)) return { nodes: [], worthwhile: new Set() };
  const invariant = new Map<NodeId, GraphNode>();
  for (const node of order) {
    const isPure = definitionOf(node) !== undefined && !isImpure(node, definitions);
    const isFixed = ({ node: id }: Reference): boolean => constants.has(id) || invariant.has(id);
    if (isPure && node.inputs.every(isFixed)) invariant.set(node.id, node);
  }
  const reads = (node: GraphNode): boolean => node.inputs.length > 0;
  if (![...invariant.values()].some(reads)) return { nodes: [], worthwhile: new Set() };
  const facts = valueFacts(body, (node) => definitionOf(node) as OpDefinition);
  const worthwhile = new Set(
    [...invariant.values()].filter((node) => {
      const { kind = "view", cost = 0 } = facts.get(node.id) ?? {};
      return reads(node) && kind !== "view" && (kind !== "pointwise" || cost > cheapCost);
    }),
  );
  const needed = new Set<NodeId>();
  const pending = [...worthwhile].map(({ id }) => id);
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (needed.has(id) || !invariant.has(id)) continue;
    needed.add(id);
    pending.push(...(invariant.get(id)?.inputs.map((input) => input.node) ?? []));
  }
  return { nodes: order.filter(({ id }) => needed.has(id)), worthwhile };
}
