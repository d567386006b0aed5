/** What inlining a value would put into its reader: its own work, and that of all that is inlined into it. */
import { referenceKey } from "../../graph/graph.ts";
import { sameShape } from "../../graph/shape.ts";
import type { ValueFacts } from "./value-facts.ts";

/** What computing one element of a value takes, inlined inputs included. */
export interface Work {
  /** Scalar functions. */
  readonly calls: number;
  /** What they cost, in additions. */
  readonly cost: number;
  /** The reductions that run per element. */
  readonly loops: number;
  /** It reads a contraction's element that nothing else reads, at its own indices: it can be computed in its epilogue. */
  readonly isEpilogue: boolean;
}

/** What costs no more than this is cheaper to compute than to store and to read again. */
export const cheapCost = 3;

/** The work of a value whose inputs have been decided. */
export function inlinedWork(
  facts: ReadonlyMap<string, ValueFacts>,
  fact: ValueFacts,
  isInlined: (key: string) => boolean,
  works: ReadonlyMap<string, Work>,
): Work {
  let { calls, cost } = fact;
  let loops = fact.kind === "reduction" ? 1 : 0;
  let isEpilogue = false;
  for (const input of fact.node.inputs) {
    const key = referenceKey(input);
    const source = facts.get(key);
    const isSame = source !== undefined && sameShape(source.type.shape, fact.type.shape);
    if (!isInlined(key)) {
      isEpilogue ||= isSame && source.rereads && source.uses.length === 1;
      continue;
    }
    const work = works.get(key);
    // Inlining a view is work for the compiler too, so that its chains count.
    calls += 1 + (work?.calls ?? 0);
    cost += work?.cost ?? 0;
    loops += work?.loops ?? 0;
    isEpilogue ||= isSame && work?.isEpilogue === true;
  }
  return { calls, cost, loops, isEpilogue };
}
