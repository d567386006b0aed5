/** Which elements of other values with buffers a value reads, whatever kernel it is computed in. */
import { referenceKey, type Graph } from "../../graph/graph.ts";
import { Index } from "../../expression/index-map.ts";
import { ElementReader, flatten, type DefinitionOf } from "./element-reader.ts";
import type { FusionPlan } from "./fusion.ts";
import type { ValueFacts } from "./value-facts.ts";

/** One read, at indices in terms of the value's own (`i0`, `i1`, ...) and of reductions. */
export interface ValueRead {
  readonly key: string;
  /** The keys of the indices. */
  readonly indices: readonly string[];
}

/** The indices at which the elements of a value are computed. An axis of length 1 has the index 0. */
export function indicesOfShape(shape: readonly number[]): readonly Index[] {
  return shape.map((extent, axis) => Index.loop(`i${String(axis)}`, extent));
}

/** The reads of a value that is made of elements. Scatters and host ops have none. */
export function valueReads(
  graph: Graph,
  definitionOf: DefinitionOf,
  plan: FusionPlan,
  value: ValueFacts,
): readonly ValueRead[] {
  const { kind } = value;
  if (kind === "host" || kind === "region" || kind === "scatter" || kind === "source") return [];
  const reads: ValueRead[] = [];
  const reader = new ElementReader(graph, definitionOf, (key, indices) => {
    if (key === value.key || plan.decisions.get(key)?.decision !== "buffer") return false;
    reads.push({ key, indices: keysOf(plan, key, indices) });
    return true;
  });
  reader.element({ node: value.node.id, slot: value.slot }, indicesOfShape(value.type.shape));
  return reads;
}

/** The producers with buffers that a value reads, directly or through inlined ones. */
export function producersOf(
  plan: FusionPlan,
  value: ValueFacts,
  known: Map<string, ReadonlySet<string>>,
): ReadonlySet<string> {
  const producers = new Set<string>();
  for (const input of value.node.inputs) {
    const key = referenceKey(input);
    const source = plan.facts.get(key);
    if (source === undefined) continue;
    if (plan.decisions.get(key)?.decision === "buffer") producers.add(key);
    else {
      const inner = known.get(key) ?? producersOf(plan, source, known);
      known.set(key, inner);
      inner.forEach((producer) => producers.add(producer));
    }
  }
  return producers;
}

/** A read at the flat offset of the value's own indices is a read at these; other flat reads have one index. */
function keysOf(plan: FusionPlan, key: string, indices: readonly Index[]): readonly string[] {
  const shape = plan.facts.get(key)?.type.shape ?? [];
  const own = indicesOfShape(shape);
  const [only] = indices;
  const isOwn = indices.length === 1 && shape.length > 1 && only?.key === flatten(own, shape).key;
  return (isOwn ? own : indices).map((index) => index.key);
}
