/** Which values with buffers are computed in one kernel: those that read each other, or read the same. */
import { referenceKey, type Graph } from "../../graph/graph.ts";
import { formatShape, sizeOf } from "../../graph/shape.ts";
import type { Interruptible } from "../../graph/interruptible.ts";
import type { DefinitionOf } from "./element-reader.ts";
import { bufferedValues, type FusionPlan } from "./fusion.ts";
import { Group, largestGroup } from "./group.ts";
import type { ValueFacts } from "./value-facts.ts";
import { producersOf, valueReads, type ValueRead } from "./value-reads.ts";

/** Kernels that are smaller than this take longer to start than to run: they are joined whatever they read. */
const smallKernel = 4096;

/**
 * Groups the values that have buffers. A value joins an earlier group where everything that it reads from outside that
 * group is computed before the group: so the order of groups stays a topological one.
 */
export function* groupValues(
  graph: Graph,
  definitionOf: DefinitionOf,
  plan: FusionPlan,
  fuse: boolean,
): Interruptible<readonly Group[]> {
  const grouping = new Grouping(plan);
  for (const value of smallestFirst(plan, bufferedValues(plan))) {
    if (value.kind === "source" || grouping.has(value)) continue;
    yield;
    const reads = fuse ? valueReads(graph, definitionOf, plan, value) : [];
    if (!fuse || !grouping.join(value, reads)) grouping.open(value, reads);
  }
  return grouping.groups;
}

/** Values of more elements than this are computed where they are needed. */
const fewElements = 64;

/**
 * What is small and depends on inputs alone comes first: a step counter and the corrections that an optimizer makes of
 * it. Else the kernels of gradients would come before it, and could not take in the updates that read it.
 */
function smallestFirst(plan: FusionPlan, values: readonly ValueFacts[]): readonly ValueFacts[] {
  const producers = new Map<string, ReadonlySet<string>>();
  const first = new Set<string>();
  const isReady = (key: string): boolean => first.has(key) || plan.facts.get(key)?.kind === "source";
  for (const value of values) {
    const isElements = value.kind === "pointwise" || value.kind === "view";
    if (!isElements || plan.works.get(value.key)?.loops !== 0 || sizeOf(value.type.shape) > fewElements) continue;
    if ([...producersOf(plan, value, producers)].every(isReady)) first.add(value.key);
  }
  return [...values.filter(({ key }) => first.has(key)), ...values.filter(({ key }) => !first.has(key))];
}

class Grouping {
  readonly groups: Group[] = [];
  readonly #plan: FusionPlan;
  readonly #groupOf = new Map<string, Group>();
  readonly #byShape = new Map<string, Group[]>();
  readonly #producers = new Map<string, ReadonlySet<string>>();
  /** What the members of a group read from outside it. */
  readonly #operands = new Map<Group, Set<string>>();

  constructor(plan: FusionPlan) {
    this.#plan = plan;
  }

  has({ key }: ValueFacts): boolean {
    return this.#groupOf.has(key);
  }

  /** A group of its own. */
  open(value: ValueFacts, reads: readonly ValueRead[]): void {
    const { kind: made } = value;
    const kind = made === "host" || made === "region" || made === "scatter" ? made : "loops";
    const group = new Group(this.groups.length, kind, value.type.shape);
    this.groups.push(group);
    if (kind === "loops") {
      const shape = formatShape(value.type.shape);
      const known = this.#byShape.get(shape);
      if (known === undefined) this.#byShape.set(shape, [group]);
      else known.push(group);
    }
    // A host op computes all its outputs in one call, and so does a loop.
    const all = value.node.outputs.map((_, slot) => referenceKey({ node: value.node.id, slot }));
    for (const key of kind === "host" || kind === "region" ? all : [value.key]) {
      const fact = this.#plan.facts.get(key);
      if (fact === undefined) continue;
      group.add(fact, this.#plan.works.get(key), []);
      this.#remember(fact, group, reads);
    }
  }

  /** Joins the group that made what the value reads last, else one that reads the same; false where none can take it. */
  join(value: ValueFacts, reads: readonly ValueRead[]): boolean {
    const isElements = value.kind === "pointwise" || value.kind === "view" || value.kind === "reduction";
    if (!isElements || value.rereads) return false;
    const producers = producersOf(this.#plan, value, this.#producers);
    let latest: Group | undefined;
    for (const key of producers) {
      const group = this.#groupOf.get(key);
      if (group !== undefined && group.sequence > (latest?.sequence ?? -1)) latest = group;
    }
    if (latest?.kind === "loops" && this.#tryJoin(latest, value, reads)) return true;
    if (value.kind === "reduction") return false;
    const candidates = this.#byShape.get(formatShape(value.type.shape)) ?? [];
    for (let at = candidates.length - 1; at >= 0; at--) {
      const group = candidates[at];
      if (group === undefined || group.sequence <= (latest?.sequence ?? -1)) return false;
      if (this.#gainsFrom(group, value, producers) && this.#tryJoin(group, value, reads)) return true;
    }
    return false;
  }

  /** A stranger gains from a group that reads the same, or where both are small; in a contraction it is in the way. */
  #gainsFrom(group: Group, value: ValueFacts, producers: ReadonlySet<string>): boolean {
    if (group.members.some(({ fact }) => fact.kind === "reduction")) return false;
    const elements = sizeOf(value.type.shape);
    if (elements <= smallKernel) return true;
    const operands = this.#operands.get(group);
    return [...producers].some((key) => {
      return operands?.has(key) === true && sizeOf(this.#plan.facts.get(key)?.type.shape ?? []) >= elements;
    });
  }

  #tryJoin(group: Group, value: ValueFacts, reads: readonly ValueRead[]): boolean {
    if (group.size >= largestGroup || !group.tryAdd(value, this.#plan.works.get(value.key), reads)) return false;
    this.#remember(value, group, reads);
    return true;
  }

  #remember(value: ValueFacts, group: Group, reads: readonly ValueRead[]): void {
    this.#groupOf.set(value.key, group);
    const operands = this.#operands.get(group) ?? new Set();
    this.#operands.set(group, operands);
    for (const { key } of reads) operands.add(key);
  }
}
