/** The stores of a group's kernel: what its members compute, stage by stage. */
import type { Graph } from "../../graph/graph.ts";
import { sizeOf } from "../../graph/shape.ts";
import type { LoopIndex, Index } from "../../expression/index-map.ts";
import type { Scalar } from "../../expression/scalar.ts";
import { ElementReader, flatten, type DefinitionOf } from "./element-reader.ts";
import type { FusionPlan } from "./fusion.ts";
import type { Group, Member } from "./group.ts";
import type { RowKernel, ElementStore } from "../kernel.ts";
import type { ValueFacts } from "./value-facts.ts";
import { indicesOfShape } from "./value-reads.ts";

/** The elements of one group's values. */
export class GroupElements {
  readonly indices: readonly Index[];
  readonly #group: Group;
  readonly #makeReader: (stage: number) => ElementReader;
  readonly #readers = new Map<number, ElementReader>();
  /** The members that later stages read again. */
  readonly #reread = new Set<string>();

  constructor(graph: Graph, definitionOf: DefinitionOf, plan: FusionPlan, group: Group) {
    this.#group = group;
    this.indices = indicesOfShape(group.shape);
    this.#makeReader = (stage) =>
      new ElementReader(graph, definitionOf, (key) => {
        if (plan.decisions.get(key)?.decision !== "buffer") return false;
        const member = group.memberOf(key);
        if (member === undefined) return true;
        const isStored = member.isExpensive && member.stage < stage && !group.isPerRow(member.fact);
        if (isStored) this.#reread.add(key);
        return isStored;
      });
  }

  /** Reads values as a stage sees them. */
  readerAt(stage: number): ElementReader {
    const reader = this.#readers.get(stage) ?? this.#makeReader(stage);
    this.#readers.set(stage, reader);
    return reader;
  }

  /** The element of a member at the group's indices. */
  elementOf({ fact, stage }: Member): Scalar {
    const reader = this.readerAt(stage);
    const { node, slot, type } = fact;
    return reader.sharing.intern(reader.element({ node: node.id, slot }, indicesOfShape(type.shape)));
  }

  /** The store of a member. */
  storeOf(member: Member): ElementStore {
    const { key, type } = member.fact;
    return { buffer: key, offset: flatten(indicesOfShape(type.shape), type.shape), value: this.elementOf(member) };
  }

  /** The stages of a group over rows, which store `wanted` and what a stage needs of an earlier one. */
  stages(wanted: (fact: ValueFacts) => boolean): RowKernel["stages"] {
    const { members } = this.#group;
    const stored = new Map<Member, ElementStore>();
    let missing = members.filter(({ fact }) => wanted(fact));
    while (missing.length > 0) {
      for (const member of missing) stored.set(member, this.storeOf(member));
      missing = members.filter(
        (member) => !stored.has(member) && this.#reread.has(member.fact.key) && hasElements(member.fact),
      );
    }
    const last = members.reduce((latest, { stage }) => Math.max(latest, stage), 0);
    const inner = loopsOf(this.indices.slice(this.#group.rowAxes ?? 0));
    return Array.from({ length: last + 1 }, (_, stage) => {
      const all = members.filter((member) => member.stage === stage && stored.has(member));
      const storesOf = (perRow: boolean): ElementStore[] =>
        all.flatMap((member) => {
          const store = stored.get(member);
          return store !== undefined && this.#group.isPerRow(member.fact) === perRow ? [store] : [];
        });
      return [
        { axes: [], stores: storesOf(true) },
        { axes: inner, stores: storesOf(false) },
      ];
    })
      .flat()
      .filter(({ stores }) => stores.length > 0);
  }
}

/** False for a value of which nothing may be written: {@link loopsOf} knows no loop that is never run. */
export function hasElements({ type }: ValueFacts): boolean {
  return sizeOf(type.shape) > 0;
}

/** The loops of indices that are loops; an axis of length 1 has none, and neither has one of length 0. */
export function loopsOf(indices: readonly Index[]): readonly LoopIndex[] {
  return indices.flatMap((index) => index.terms.flatMap(({ atom }) => (atom.kind === "loop" ? [atom] : [])));
}
