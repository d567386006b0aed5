/** Groups: the values that one kernel computes together, over one index space. */
import { referenceKey } from "../graph/graph.ts";
import { formatShape, type Shape } from "../graph/shape.ts";
import type { Graph } from "../graph/graph.ts";
import { Index } from "../expression/index-map.ts";
import type { Scalar } from "../expression/scalar.ts";
import { ElementReader, flatten, type DefinitionOf } from "./element-reader.ts";
import { bufferedValues, type FusionPlan } from "./fusion.ts";
import type { ValueFacts } from "./value-facts.ts";

/** Values computed in one kernel. */
export class Group {
  /** Its place in the order of execution. */
  readonly sequence: number;
  readonly kind: "loops" | "host" | "scatter";
  readonly shape: Shape;
  readonly members: ValueFacts[] = [];
  readonly indices: readonly Index[];
  readonly reader: ElementReader;
  readonly #canonical: ReadonlySet<string>;
  readonly #keys = new Set<string>();
  #conflict = false;

  constructor(
    sequence: number,
    kind: Group["kind"],
    shape: Shape,
    graph: Graph,
    definitionOf: DefinitionOf,
    plan: FusionPlan,
  ) {
    this.sequence = sequence;
    this.kind = kind;
    this.shape = shape;
    this.indices = shape.map((extent, axis) => Index.loop(`i${String(axis)}`, extent));
    this.#canonical = new Set([keyOf(this.indices), keyOf([flatten(this.indices, shape)])]);
    this.reader = new ElementReader(graph, definitionOf, (key, indices) => {
      if (plan.decisions.get(key)?.decision !== "buffer") return false;
      if (!this.#keys.has(key)) return true;
      if (this.#canonical.has(keyOf(indices))) return false;
      this.#conflict = true;
      return true;
    });
  }

  has(key: string): boolean {
    return this.#keys.has(key);
  }

  /** Adds a value that depends on members, if on anything, only through the element at the same indices. */
  tryAdd(value: ValueFacts): boolean {
    this.#keys.add(value.key);
    if (this.#conflictsOn(value)) {
      this.#keys.delete(value.key);
      return false;
    }
    this.members.push(value);
    return true;
  }

  /** True where the value reads a member anywhere but at the group's own indices. */
  #conflictsOn(value: ValueFacts): boolean {
    this.#conflict = false;
    if (this.kind === "loops") this.elementOf(value);
    return this.#conflict;
  }

  /** The element of a member at the group's indices. */
  elementOf({ node, slot }: ValueFacts): Scalar {
    return this.reader.element({ node: node.id, slot }, this.indices);
  }
}

function keyOf(indices: readonly Index[]): string {
  return indices.map((index) => index.key).join(",");
}

/** More stores than this make a kernel slower to compile than it is faster to run. */
const largestGroup = 8;

/**
 * Groups the values that have buffers. A value joins an earlier group of its shape where everything that it reads from
 * outside that group is computed before the group: so the order of groups stays a topological one.
 */
export function groupValues(
  graph: Graph,
  definitionOf: DefinitionOf,
  plan: FusionPlan,
  fuse: boolean,
): readonly Group[] {
  const groups: Group[] = [];
  const groupOf = new Map<string, Group>();
  const byShape = new Map<string, Group[]>();
  const sources = new Map<string, ReadonlySet<string>>();
  for (const value of bufferedValues(plan)) {
    if (value.kind === "source" || groupOf.has(value.key)) continue;
    const producers = producersOf(plan, value, sources);
    const shapeKey = formatShape(value.type.shape);
    const joined = fuse ? findGroup(value, producers, groupOf, byShape.get(shapeKey) ?? []) : undefined;
    const group = joined ?? new Group(groups.length, kindOf(value), value.type.shape, graph, definitionOf, plan);
    if (joined === undefined) {
      groups.push(group);
      if (group.kind === "loops") byShape.set(shapeKey, [...(byShape.get(shapeKey) ?? []), group]);
      // A host op computes all its outputs in one call.
      const all =
        group.kind === "host"
          ? value.node.outputs.map((_, slot) => referenceKey({ node: value.node.id, slot }))
          : [value.key];
      for (const key of all) {
        const fact = plan.facts.get(key);
        if (fact !== undefined) group.tryAdd(fact);
        groupOf.set(key, group);
      }
    } else groupOf.set(value.key, joined);
  }
  return groups;
}

function kindOf(value: ValueFacts): Group["kind"] {
  return value.kind === "host" || value.kind === "scatter" ? value.kind : "loops";
}

function findGroup(
  value: ValueFacts,
  producers: ReadonlySet<string>,
  groupOf: ReadonlyMap<string, Group>,
  candidates: readonly Group[],
): Group | undefined {
  if (value.kind !== "pointwise" && value.kind !== "view") return undefined;
  let latest = -1;
  for (const key of producers) latest = Math.max(latest, groupOf.get(key)?.sequence ?? -1);
  for (let at = candidates.length - 1; at >= 0; at--) {
    const group = candidates[at];
    if (group === undefined || group.sequence < latest) return undefined;
    if (group.members.length >= largestGroup) continue;
    const readsIt = group.members.some((member) => producers.has(member.key));
    // A stranger in the epilogue of a contraction would only be in its way.
    if (!readsIt && group.members.some((member) => member.kind === "reduction")) continue;
    if (group.tryAdd(value)) return group;
  }
  return undefined;
}

/** The values with buffers that a value reads, directly or through inlined ones. */
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
