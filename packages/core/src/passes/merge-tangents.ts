/**
 * Merges a loop into one that carries what it carries and more: what forward mode records beside a loop computes the loop's
 * values too, from the same inputs, so that the loop itself need not run.
 */
import { outputTypesOf } from "../graph/graph-types.ts";
import { referenceKey, type Graph, type GraphNode, type NodeId, type Reference } from "../graph/graph.ts";
import { tensorType } from "../graph/tensor-type.ts";
import { topologicalOrder } from "../graph/topological-order.ts";
import type { Region } from "../op/region.ts";
import { ConstantNames } from "./constant-names.ts";
import { isImpure } from "./is-impure.ts";
import type { Pass, PassContext } from "./pass.ts";
import { outputKey, regionOf, successorName, withRegion } from "./region-node.ts";
import { nodeKey } from "./share.ts";

type Loop = Exclude<Region, { readonly kind: "branch" }>;

/** A loop with the inputs of its node by their kind. */
interface LoopNode {
  readonly node: GraphNode;
  readonly region: Loop;
  readonly groups: readonly (readonly string[])[];
}

/** Merges loops into those of their tangents: see the top of the file. */
export const mergeTangents: Pass = {
  name: "merge tangents",
  run: (graph, { definitions }) => {
    const replacements = new Map<string, Reference>();
    const additions: GraphNode[] = [];
    const removals: NodeId[] = [];
    const order = topologicalOrder(graph);
    const loops = order.flatMap((node): LoopNode[] => {
      const region = regionOf(node, definitions);
      return region === undefined || region.kind === "branch" ? [] : [{ node, region, groups: groupsOf(node, region) }];
    });
    const partners = new Map<NodeId, NodeId>();
    const isFree = ({ node }: LoopNode): boolean => !partners.has(node.id);
    for (const small of loops) {
      const large = loops.find((other) => isFree(other) && isFree(small) && isPrefix(small, other));
      if (large === undefined || dependsOn(order, large.node.id, small.node.id, partners)) continue;
      const results = resultsIn(small, large, definitions);
      if (results === undefined) continue;
      partners.set(small.node.id, large.node.id).set(large.node.id, small.node.id);
      const merged = withResults(large, results, definitions, (name) => name in graph.nodes);
      additions.push(merged.node);
      removals.push(small.node.id, large.node.id);
      large.node.outputs.forEach((_, slot) => {
        replacements.set(outputKey(large.node, slot), { node: merged.node.id, slot });
      });
      small.node.outputs.forEach((_, slot) => {
        const own = slot < small.region.carried ? slot : (merged.slots[slot - small.region.carried] ?? slot);
        replacements.set(outputKey(small.node, slot), { node: merged.node.id, slot: own });
      });
    }
    return { replacements, additions, removals };
  },
};

function groupsOf(node: GraphNode, region: Loop): readonly (readonly string[])[] {
  const keys = node.inputs.map(referenceKey);
  const end = region.carried + sequencesOf(region);
  return [keys.slice(0, region.carried), keys.slice(region.carried, end), keys.slice(end)];
}

function sequencesOf(region: Loop): number {
  return region.kind === "scan" ? region.sequences : 0;
}

/** The inputs of each kind are the first of the other's, of a loop of as many steps. */
function isPrefix(small: LoopNode, large: LoopNode): boolean {
  const [one, other] = [small.region, large.region];
  const sameSteps =
    one.kind === "scan" && other.kind === "scan"
      ? one.length === other.length && one.reverse === other.reverse
      : one.kind === other.kind;
  return (
    sameSteps &&
    small.node.op === large.node.op &&
    one.carried < other.carried &&
    small.groups.every((group, kind) => group.every((key, at) => key === large.groups[kind]?.[at]))
  );
}

/** True where a node depends on another, if loops that are merged already are one. */
function dependsOn(order: readonly GraphNode[], id: NodeId, on: NodeId, merged: ReadonlyMap<NodeId, NodeId>): boolean {
  const reached = new Set([on]);
  for (let before = 0; before < reached.size;) {
    before = reached.size;
    for (const node of order) {
      if (!reached.has(node.id) && !node.inputs.some((input) => reached.has(input.node))) continue;
      reached.add(node.id);
      const other = merged.get(node.id);
      if (other !== undefined) reached.add(other);
    }
  }
  return reached.has(id);
}

/** What the large loop computes for each result of the small one; `undefined` where it computes something else. */
function resultsIn(
  small: LoopNode,
  large: LoopNode,
  definitions: PassContext["definitions"],
): readonly Reference[] | undefined {
  const values = new Canonical(definitions);
  if (small.region.kind === "while" && large.region.kind === "while") {
    const [one, other] = [small.region.condition, large.region.condition].map((graph, at) =>
      values.outputs(graph, at === 0 ? small : large),
    );
    if (one?.join() !== other?.join()) return undefined;
  }
  const { carried } = small.region;
  const own = values.outputs(small.region.body, small);
  const others = values.outputs(large.region.body, large);
  if (own.slice(0, carried).join() !== others.slice(0, carried).join()) return undefined;
  const known = values.places(large.region.body, large);
  const results = own.slice(carried).map((key) => known.get(key));
  return results.every((each) => each !== undefined) ? results : undefined;
}

/** Names for values, equal for what computes the same of the same inputs of a loop. */
class Canonical {
  readonly #definitions: PassContext["definitions"];
  readonly #ids = new Map<string, string>();
  readonly #names = new ConstantNames();
  #impure = 0;

  constructor(definitions: PassContext["definitions"]) {
    this.#definitions = definitions;
  }

  outputs(graph: Graph, loop: LoopNode): readonly string[] {
    const ids = this.#nodes(graph, loop);
    return graph.outputs.map(({ source }) => referenceKey({ node: ids.get(source.node) ?? "", slot: source.slot }));
  }

  /** The values of a graph by their names. */
  places(graph: Graph, loop: LoopNode): ReadonlyMap<string, Reference> {
    const ids = this.#nodes(graph, loop);
    return new Map(
      Object.values(graph.nodes).flatMap((node) =>
        node.outputs.map((_, slot) => [referenceKey({ node: ids.get(node.id) ?? "", slot }), { node: node.id, slot }]),
      ),
    );
  }

  #nodes(graph: Graph, { region }: LoopNode): ReadonlyMap<NodeId, string> {
    const bounds = [0, region.carried, region.carried + sequencesOf(region)];
    const ids = new Map<NodeId, string>();
    graph.inputs.forEach((name, position) => {
      const kind = bounds.findLastIndex((start) => position >= start);
      ids.set(name, `input ${String(kind)} ${String(position - (bounds[kind] ?? 0))}`);
    });
    for (const node of topologicalOrder(graph)) if (!ids.has(node.id)) ids.set(node.id, this.#idOf(node, ids));
    return ids;
  }

  #idOf(node: GraphNode, ids: ReadonlyMap<NodeId, string>): string {
    if (isImpure(node, this.#definitions)) return `impure ${String(this.#impure++)}`;
    const inputs = node.inputs.map(({ node: id, slot }) => ({ node: ids.get(id) ?? "", slot }));
    const isCommutative = this.#definitions.get(node.op)?.traits.commutative === true;
    const key = nodeKey({ ...node, inputs }, isCommutative, this.#names);
    const id = this.#ids.get(key) ?? `value ${String(this.#ids.size)}`;
    this.#ids.set(key, id);
    return id;
  }
}

/** The loop with further results, and where they stand. */
function withResults(
  { node, region }: LoopNode,
  results: readonly Reference[],
  definitions: PassContext["definitions"],
  isTaken: (name: string) => boolean,
): { readonly node: GraphNode; readonly slots: readonly number[] } {
  const id = successorName(node.id, isTaken);
  const outputs = [...region.body.outputs];
  const names = new Set(outputs.map(({ name }) => name));
  const slots = results.map((source) => {
    const name = successorName("result", (other) => names.has(other));
    names.add(name);
    return outputs.push({ name, source }) - 1;
  });
  const body: Graph = { ...region.body, outputs };
  const types = outputTypesOf(body).map(({ dtype, shape }, position) =>
    region.kind === "scan" && position >= region.carried
      ? tensorType(dtype, [region.length, ...shape])
      : tensorType(dtype, shape),
  );
  return { node: withRegion(node, { ...region, body }, definitions, { id, outputs: types }), slots };
}
