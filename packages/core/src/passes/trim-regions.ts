/**
 * Trims regions to what is read: results that nobody reads are not computed, inputs that a body does not read are not
 * passed, and a carried value goes that serves itself alone. What a loop carries on unchanged becomes a constant of it.
 */
import { referenceKey, type Graph, type GraphNode, type NodeId, type Reference } from "../graph/graph.ts";
import { topologicalOrder } from "../graph/topological-order.ts";
import type { BranchRegion, Region, ScanRegion, WhileRegion } from "../op/region.ts";
import type { Pass } from "./pass.ts";
import { narrowed, outputKey, reachableFrom, regionOf, successorName, withRegion } from "./region-node.ts";

/** Trims regions: see the top of the file. */
export const trimRegions: Pass = {
  name: "trim regions",
  // What a body no longer reads after its own passes need not be passed.
  again: true,
  run: (graph, { definitions }) => {
    const replacements = new Map<string, Reference>();
    const additions: GraphNode[] = [];
    const removals: NodeId[] = [];
    const names = new Set(Object.keys(graph.nodes));
    const live = new Set(graph.outputs.map(({ source }) => referenceKey(source)));
    const read = (references: readonly Reference[]): void => {
      for (const reference of references) live.add(referenceKey(reference));
    };
    // From the last node to the first: when a node comes up, all that read it are known.
    for (const node of [...topologicalOrder(graph)].reverse()) {
      const isLive = node.outputs.map((_, slot) => live.has(outputKey(node, slot)));
      if (!isLive.includes(true)) continue;
      const region = regionOf(node, definitions);
      const trimmed = region && trim(region, isLive);
      if (region === undefined || trimmed === undefined) {
        read(node.inputs);
        continue;
      }
      trimmed.unchanged.forEach((position, slot) => {
        const input = node.inputs[position];
        if (input === undefined) return;
        replacements.set(outputKey(node, slot), input);
        if (isLive[slot] === true) read([input]);
      });
      const inputs = trimmed.inputs.flatMap((position) => node.inputs[position] ?? []);
      read(inputs);
      removals.push(node.id);
      if (trimmed.outputs.length === 0) continue;
      const id = successorName(node.id, (name) => names.has(name));
      names.add(id);
      const outputs = trimmed.outputs.flatMap((slot) => node.outputs[slot] ?? []);
      additions.push(withRegion(node, trimmed.region, definitions, { id, inputs, outputs }));
      trimmed.outputs.forEach((slot, position) => {
        replacements.set(outputKey(node, slot), { node: id, slot: position });
      });
    }
    // What reads a removed node is dead, and goes with it.
    const gone = new Set(removals);
    for (const node of topologicalOrder(graph)) {
      const isRead = node.outputs.some((_, slot) => live.has(outputKey(node, slot)));
      if (!isRead && node.inputs.some((input) => gone.has(input.node))) {
        gone.add(node.id);
        removals.push(node.id);
      }
    }
    return { replacements, additions, removals };
  },
};

/** A region that does less. */
interface Trimmed {
  readonly region: Region;
  /** The inputs and outputs of the node that are left, by the positions that they had. */
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  /** By the outputs that are never changed: the inputs that they are. */
  readonly unchanged: ReadonlyMap<number, number>;
}

function trim(region: Region, isLive: readonly boolean[]): Trimmed | undefined {
  switch (region.kind) {
    case "scan":
      return trimScan(region, isLive);
    case "while":
      return trimWhile(region, isLive);
    case "branch":
      return trimBranch(region, isLive);
  }
}

function trimScan(region: ScanRegion, isLive: readonly boolean[]): Trimmed | undefined {
  const { body, carried, sequences } = region;
  const unchanged = unchangedIn(body, carried);
  const results = positions(body.outputs).filter((at) => at >= carried && isLive[at] === true);
  const loop = liveCarried(body, carried, { isLive, unchanged, alsoRead: results, readElsewhere: new Set() });
  const isRead = (at: number): boolean => loop.read.has(body.inputs[at] ?? "");
  const elements = positions(body.inputs).filter((at) => at >= carried && at < carried + sequences && isRead(at));
  const constants = [
    ...[...unchanged].filter(isRead),
    ...positions(body.inputs).filter((at) => at >= carried + sequences && isRead(at)),
  ];
  const inputs = [...loop.carried, ...elements, ...constants];
  const outputs = [...loop.carried, ...results];
  if (isAll(inputs, body.inputs) && isAll(outputs, body.outputs)) return undefined;
  const graph = narrowed(body, pick(body.inputs, inputs), pick(body.outputs, outputs));
  return {
    region: { ...region, body: graph, carried: loop.carried.length, sequences: elements.length },
    inputs,
    outputs,
    unchanged: new Map([...unchanged].map((at) => [at, at])),
  };
}

function trimWhile(region: WhileRegion, isLive: readonly boolean[]): Trimmed | undefined {
  const { condition, body, carried } = region;
  const unchanged = unchangedIn(body, carried);
  const tested = reachableFrom(condition, condition.outputs);
  const readElsewhere = new Set(positions(condition.inputs).filter((at) => tested.has(condition.inputs[at] ?? "")));
  const loop = liveCarried(body, carried, { isLive, unchanged, alsoRead: [], readElsewhere });
  const isRead = (at: number): boolean => readElsewhere.has(at) || loop.read.has(body.inputs[at] ?? "");
  const constants = positions(body.inputs).filter((at) => (at >= carried || unchanged.has(at)) && isRead(at));
  const inputs = [...loop.carried, ...constants];
  if (isAll(inputs, body.inputs) && isAll(loop.carried, body.outputs)) return undefined;
  return {
    region: {
      ...region,
      carried: loop.carried.length,
      condition: narrowed(condition, pick(condition.inputs, inputs), condition.outputs),
      body: narrowed(body, pick(body.inputs, inputs), pick(body.outputs, loop.carried)),
    },
    inputs,
    outputs: loop.carried,
    unchanged: new Map([...unchanged].map((at) => [at, at])),
  };
}

function trimBranch(region: BranchRegion, isLive: readonly boolean[]): Trimmed | undefined {
  const { whenTrue, whenFalse } = region;
  const outputs = positions(whenTrue.outputs).filter((at) => isLive[at] === true);
  const graphs = [whenTrue, whenFalse];
  const reads = graphs.map((graph) => reachableFrom(graph, pick(graph.outputs, outputs)));
  const operands = positions(whenTrue.inputs).filter((at) =>
    graphs.some((graph, which) => reads[which]?.has(graph.inputs[at] ?? "")),
  );
  if (isAll(operands, whenTrue.inputs) && isAll(outputs, whenTrue.outputs)) return undefined;
  const narrow = (graph: Graph): Graph => narrowed(graph, pick(graph.inputs, operands), pick(graph.outputs, outputs));
  return {
    region: { ...region, whenTrue: narrow(whenTrue), whenFalse: narrow(whenFalse) },
    // The predicate stands before the operands.
    inputs: [0, ...operands.map((at) => at + 1)],
    outputs,
    unchanged: new Map(),
  };
}

/** The carried values that a body hands on as they came. */
function unchangedIn(body: Graph, carried: number): ReadonlySet<number> {
  const same = positions(body.outputs).filter(
    (at) => at < carried && body.outputs[at]?.source.node === body.inputs[at],
  );
  return new Set(same);
}

/** Which carried values are needed, and what the body reads to compute them and what else it returns. */
function liveCarried(
  body: Graph,
  carried: number,
  needs: {
    readonly isLive: readonly boolean[];
    readonly unchanged: ReadonlySet<number>;
    /** Outputs that are needed too. */
    readonly alsoRead: readonly number[];
    /** Inputs that something beside the body reads. */
    readonly readElsewhere: ReadonlySet<number>;
  },
): { readonly carried: readonly number[]; readonly read: ReadonlySet<NodeId> } {
  const { isLive, unchanged, alsoRead, readElsewhere } = needs;
  const changing = positions(body.outputs).filter((at) => at < carried && !unchanged.has(at));
  let needed = changing.filter((at) => isLive[at] === true || readElsewhere.has(at));
  for (;;) {
    const read = reachableFrom(body, pick(body.outputs, [...needed, ...alsoRead]));
    const next = changing.filter((at) => needed.includes(at) || read.has(body.inputs[at] ?? ""));
    if (next.length === needed.length) return { carried: needed, read };
    needed = next;
  }
}

function positions(list: readonly unknown[]): readonly number[] {
  return list.map((_, position) => position);
}

function pick<T>(list: readonly T[], at: readonly number[]): readonly T[] {
  return at.flatMap((position) => list[position] ?? []);
}

/** True where positions are all those of a list, in its order. */
function isAll(at: readonly number[], list: readonly unknown[]): boolean {
  return at.length === list.length && at.every((position, index) => position === index);
}
