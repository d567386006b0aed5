/** Loop bodies that are being filled, and where among them a value can be computed. */
import type { Index, LoopIndex } from "../../expression/index-map.ts";
import type { Bound, Scalar } from "../../expression/scalar.ts";
import type { ScatterCombine } from "../../op/form.ts";
import type { ElementStore } from "../kernel.ts";
import type { Statement } from "./loop-nest.ts";
import { readsAny, type GuardContext, type NestAnalysis } from "./nest-analysis.ts";
import type { Sharing } from "../sharing.ts";

/** Loops and what is stored in them. */
export interface Stage {
  readonly axes: readonly LoopIndex[];
  readonly stores: readonly ElementStore[];
  /** Where set, several stores may go to one place, and this is how they join. */
  readonly combine?: ScatterCombine;
  /** Where these do not hold, nothing is stored. */
  readonly bounds?: readonly Bound[];
}

/** A stage whose expressions are canonical. */
export function internStage(sharing: Sharing, stage: Stage): Stage {
  return {
    ...stage,
    stores: stage.stores.map((store) => ({
      ...store,
      offset: sharing.internIndex(store.offset),
      value: sharing.intern(store.value),
    })),
    ...(stage.bounds && { bounds: stage.bounds.map((b) => ({ ...b, index: sharing.internIndex(b.index) })) }),
  };
}

/** What a stage is there to compute. */
export function rootsOfStage({ stores }: Stage): Scalar[] {
  return stores.map(({ value }) => value);
}

/** One loop body while it is being filled. */
export interface Block {
  readonly parent: Block | null;
  /** The loop that it is the body of. */
  readonly index: LoopIndex | null;
  readonly depth: number;
  readonly statements: Statement[];
  readonly locals: Map<Scalar, Scalar>;
  /** The parts of index maps that are known here, by key. */
  readonly bases: Map<string, Index>;
  /** What the block is there to compute. */
  readonly roots: readonly Scalar[];
  /** Guards that hold in the whole block. */
  readonly holds: ReadonlySet<GuardContext>;
}

/** An empty block. */
export function newBlock(
  parent: Block | null,
  index: LoopIndex | null,
  roots: readonly Scalar[],
  holds: ReadonlySet<GuardContext> = new Set(),
): Block {
  return {
    parent,
    index,
    depth: (parent?.depth ?? -1) + 1,
    statements: [],
    locals: new Map(),
    bases: new Map(),
    roots,
    holds: new Set([...(parent?.holds ?? []), ...holds]),
  };
}

/**
 * The outermost block around `block` (or itself) in which these indices are what they are in `block`; not beyond
 * `limit`.
 */
export function homeOfIndices(free: ReadonlySet<string>, block: Block, limit: Block | null = null): Block {
  let home = block;
  while (home.parent !== null && home !== limit && !(home.index !== null && free.has(home.index.name)))
    home = home.parent;
  return home;
}

/** True where none of these indices belongs to a loop of the nest (`loops` names all) that is not around the block. */
export function isVisible(free: ReadonlySet<string>, block: Block, loops: ReadonlySet<string>): boolean {
  const missing = new Set([...free].filter((name) => loops.has(name)));
  for (let around: Block | null = block; around !== null; around = around.parent) {
    if (around.index !== null) missing.delete(around.index.name);
  }
  return missing.size === 0;
}

/** Fills the innermost of loops over some indices, and puts the loops into a block. */
export function inLoops(
  block: Block,
  indices: readonly LoopIndex[],
  roots: readonly Scalar[],
  fill: (block: Block) => void,
): void {
  const [index, ...inner] = indices;
  if (index === undefined) fill(block);
  // An index below 1 is the constant 0 in every index map.
  else if (index.extent === 1) inLoops(block, inner, roots, fill);
  else {
    const body = newBlock(block, index, roots);
    inLoops(body, inner, roots, fill);
    block.statements.push({ kind: "loop", index, body: body.statements });
  }
}

/** What a stage has written, the next must read again. */
export function forgetWritten(row: Block, { stores }: Stage, analysis: NestAnalysis): void {
  const written = new Set(stores.map(({ buffer }) => buffer));
  for (const scalar of [...row.locals.keys()]) {
    if (!analysis.readsWritten(scalar) || !readsAny(scalar, written)) continue;
    row.locals.delete(scalar);
    row.bases.clear();
  }
}
