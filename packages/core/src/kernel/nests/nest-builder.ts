/**
 * Puts the values of stores into loops. Every reduction and every shared or loop-invariant value is computed in the
 * outermost loop in which all it depends on is known; statements are appended to a loop's body when they are needed
 * there, which is before the inner loop that needs them is appended itself.
 */
import { computedBy } from "../../expression/computed-index.ts";
import { Index, type LoopIndex } from "../../expression/index-map.ts";
import { childrenOf } from "../../expression/children.ts";
import { indexScalar } from "../../expression/index-scalar.ts";
import { constantScalar, Scalar, type Bound, type Expression } from "../../expression/scalar.ts";
import type { Statement } from "./loop-nest.ts";
import {
  forgetWritten,
  homeOfIndices,
  inLoops,
  internStage,
  isVisible,
  newBlock,
  rootsOfStage,
  type Block,
  type Stage,
} from "./nest-block.ts";
import {
  callInputs,
  combineOf,
  loopsKey,
  NestAnalysis,
  readsMemory,
  rootsOf,
  type GuardContext,
} from "./nest-analysis.ts";
import type { Sharing } from "../sharing.ts";
import { mapComputed } from "../sharing.ts";

/** Builds the nest of one kernel, or of a part of one: indices that no loop here binds are constants. */
export class NestBuilder {
  readonly #sharing: Sharing;
  readonly #rows: readonly LoopIndex[];
  readonly #stages: readonly Stage[];
  readonly #analysis: NestAnalysis;
  readonly #guards = new Map<Stage, GuardContext | null>();
  /** The innermost row loop: what reads the kernel's own stores stays inside it. */
  #rowBlock: Block | null = null;
  #stageRoots: readonly Scalar[] = [];
  /** Reductions whose loops are being filled: nothing that these loops need may wait for one of them. */
  readonly #pending = new Set<Scalar>();
  readonly #numbers: { next: number };

  /** `numbers`: those of the names of locals, where several nests of one kernel must not have the same. */
  constructor(
    sharing: Sharing,
    rows: readonly LoopIndex[],
    stages: readonly Stage[],
    numbers: { next: number } = { next: 0 },
  ) {
    this.#numbers = numbers;
    this.#sharing = sharing;
    this.#rows = rows;
    this.#stages = stages.map((stage) => internStage(sharing, stage));
    const roots = this.#stages.flatMap((stage) => {
      const context = stage.bounds === undefined ? null : { parent: null, bounds: stage.bounds, depth: 1 };
      this.#guards.set(stage, context);
      const [values, offsets] = [stage.stores.map(({ value }) => value), stage.stores.map(({ offset }) => offset)];
      const bounds = (stage.bounds ?? []).map(({ index }) => index);
      return [...rootsOf(values, offsets, context), ...rootsOf([], bounds, null)];
    });
    const written = new Set(stages.flatMap(({ stores }) => stores.map(({ buffer }) => buffer)));
    const loops = [...rows, ...stages.flatMap(({ axes }) => axes)];
    this.#analysis = new NestAnalysis(sharing, roots, written, loops);
  }

  /** The statements. */
  build(): readonly Statement[] {
    const roots = this.#stages.flatMap(rootsOfStage);
    const top = newBlock(null, null, roots);
    inLoops(top, this.#rows, roots, (row) => {
      this.#rowBlock = row;
      for (const stage of this.#stages) {
        this.#stageRoots = rootsOfStage(stage);
        inLoops(row, stage.axes, this.#stageRoots, (block) => {
          this.#storeAll(stage, block);
        });
        forgetWritten(row, stage, this.#analysis);
      }
    });
    return top.statements;
  }

  #storeAll({ stores, bounds, combine }: Stage, block: Block): void {
    const checked = bounds && this.#placeBounds(bounds, block);
    const body = stores.map(({ buffer, offset, value }, position): Statement => {
      const place = this.#place(offset, block);
      let result = this.#value(value, block);
      // All stores of a stage see what was there before it, even where a store's buffer shares memory with an operand.
      if (position > 0 && readsMemory(result)) result = this.#define(block, value, result, false);
      return { kind: "store", buffer, offset: place, value: result, combine: combine ?? null };
    });
    if (checked === undefined) block.statements.push(...body);
    else block.statements.push({ kind: "when", bounds: checked, body });
  }

  /** The expression as it can stand in `block`, with what is shared or invariant defined where it belongs. */
  #value(scalar: Scalar, block: Block): Scalar {
    const { expression, dtype } = scalar;
    if (expression.kind === "constant" || expression.kind === "local") return scalar;
    const home = this.#homeOf(scalar, block);
    const known = home.locals.get(scalar);
    if (known !== undefined) return known;
    if (expression.kind === "reduce") return this.#reduce(scalar, expression, home, block);
    if (this.#analysis.isDeep(scalar)) this.#cutChains(scalar, block);
    const isLocal = home !== block || this.#analysis.isShared(scalar);
    if (!isLocal || expression.kind === "index") return new Scalar(this.#rewrite(expression, block), dtype);
    const value = new Scalar(this.#rewrite(expression, home), dtype);
    return this.#define(home, scalar, this.#guarded(scalar, value, home, block));
  }

  #rewrite(expression: Expression, block: Block): Expression {
    switch (expression.kind) {
      case "load":
        return { ...expression, offset: this.#place(expression.offset, block) };
      case "index":
        return { ...expression, index: this.#place(expression.index, block) };
      case "call":
        return { ...expression, inputs: expression.inputs.map((input) => this.#value(input, block)) };
      case "guard":
        return {
          ...expression,
          bounds: this.#placeBounds(expression.bounds, block),
          value: this.#value(expression.value, block),
          otherwise: this.#value(expression.otherwise, block),
        };
      case "constant":
      case "local":
      case "reduce":
        return expression;
    }
  }

  /** Defines the inner calls of a deep expression first, innermost first, so that no recursion goes through it all. */
  #cutChains(root: Scalar, block: Block): void {
    const cuts: Scalar[] = [];
    const seen = new Set<Scalar>();
    const pending = [...callInputs(root)];
    for (let scalar = pending.pop(); scalar !== undefined; scalar = pending.pop()) {
      if (seen.has(scalar) || this.#homeOf(scalar, block).locals.has(scalar)) continue;
      seen.add(scalar);
      if (this.#analysis.cutsChain(scalar)) cuts.push(scalar);
      pending.push(...callInputs(scalar));
    }
    for (const cut of cuts.sort((a, b) => this.#sharing.idOf(a) - this.#sharing.idOf(b))) this.#value(cut, block);
  }

  /** Computes a reduction, and in the same loops those others that need the same loops and not each other. */
  #reduce(scalar: Scalar, { indices }: Expression & { readonly kind: "reduce" }, home: Block, block: Block): Scalar {
    const group = [scalar];
    for (const root of home.roots) {
      for (const other of this.#analysis.reducesIn(root)) {
        if (this.#joins(other, group, home)) group.push(other);
      }
    }
    group.sort((a, b) => this.#sharing.idOf(a) - this.#sharing.idOf(b));
    const locals = group.map((each) => this.#newLocal(home, each, combineOf(each)));
    const { bounds, holds } = this.#availableBounds(this.#analysis.contextOf(scalar), home, block);
    const container = newBlock(home, null, group, holds);
    group.forEach((each) => this.#pending.add(each));
    inLoops(container, indices, group, (inner) => {
      const updates = group.map((each, position): Statement => {
        const [combine, name] = [combineOf(each), locals[position]?.name ?? ""];
        return { kind: "update", name, combine, value: this.#value(childrenOf(each)[0] ?? each, inner) };
      });
      inner.statements.push(...updates);
    });
    group.forEach((each) => this.#pending.delete(each));
    const starts = group.map((each, position): Statement => {
      return { kind: "accumulator", name: locals[position]?.name ?? "", dtype: each.dtype, combine: combineOf(each) };
    });
    const loops: Statement[] =
      bounds.length === 0
        ? container.statements
        : [{ kind: "when", bounds: this.#placeBounds(bounds, home), body: container.statements }];
    home.statements.push(...starts, ...loops);
    return home.locals.get(scalar) ?? scalar;
  }

  #joins(other: Scalar, group: readonly Scalar[], home: Block): boolean {
    const [first] = group;
    if (first === undefined || group.includes(other) || home.locals.has(other)) return false;
    const analysis = this.#analysis;
    const within = analysis.reducesIn(other);
    return (
      [...this.#pending].every((each) => !within.has(each)) &&
      loopsKey(other) === loopsKey(first) &&
      analysis.contextOf(other) === analysis.contextOf(first) &&
      this.#homeOf(other, home) === home &&
      this.#isVisible(this.#sharing.freeIndices(other), home) &&
      group.every((each) => !analysis.reducesIn(each).has(other) && !within.has(each)) &&
      (!analysis.readsWritten(other) || this.#stageRoots.some((root) => analysis.reducesIn(root).has(other)))
    );
  }

  /** A value that is computed apart from the guard around it, under what of that guard is known there. */
  #guarded(scalar: Scalar, value: Scalar, home: Block, block: Block): Scalar {
    const { bounds } = this.#availableBounds(this.#analysis.contextOf(scalar), home, block);
    if (bounds.length === 0) return value;
    const otherwise = constantScalar(0, value.dtype);
    return new Scalar({ kind: "guard", bounds: this.#placeBounds(bounds, home), value, otherwise }, value.dtype);
  }

  /** The bounds around a value that are not known to hold in `home` but can be tested there. */
  #availableBounds(
    context: GuardContext | null,
    home: Block,
    block: Block,
  ): { readonly bounds: readonly Bound[]; readonly holds: ReadonlySet<GuardContext> } {
    const bounds: Bound[] = [];
    const holds = new Set<GuardContext>();
    for (let each = context; each !== null; each = each.parent) {
      if (home.holds.has(each)) continue;
      const known = each.bounds.filter(({ index }) => {
        const free = this.#sharing.freeIndicesOfIndex(index);
        const isKnown = this.#isVisible(free, home) && homeOfIndices(free, block).depth <= home.depth;
        return isKnown && this.#analysis.isUnambiguous(index);
      });
      bounds.push(...known);
      if (known.length === each.bounds.length) holds.add(each);
    }
    return { bounds, holds };
  }

  #placeBounds(bounds: readonly Bound[], block: Block): readonly Bound[] {
    return bounds.map((bound) => ({ ...bound, index: this.#place(bound.index, block) }));
  }

  /** An index map with its computed parts, and the part that does not change in the innermost loop, as locals. */
  #place(index: Index, block: Block): Index {
    const invariant = index.terms.filter(({ atom }) => {
      return homeOfIndices(this.#sharing.freeIndicesOfIndex(Index.of(atom)), block) !== block;
    });
    const base = invariant.reduce((sum, { atom, coefficient }) => sum.add(Index.of(atom).mul(coefficient)), zero);
    const [only] = base.terms;
    // A bare loop index is as short as a local.
    const isBare = only?.coefficient === 1 && (only.atom.kind === "loop" || only.atom.kind === "computed");
    if (only === undefined || (base.terms.length === 1 && isBare)) return this.#placeComputed(index, block);
    const home = homeOfIndices(this.#sharing.freeIndicesOfIndex(base), block);
    return this.#placeComputed(index.sub(base), block).add(home.bases.get(base.key) ?? this.#defineBase(base, home));
  }

  #defineBase(base: Index, home: Block): Index {
    const value = indexScalar(this.#place(base, home));
    const name = this.#newName("at");
    home.statements.push({ kind: "define", name, value });
    const read = new Scalar({ kind: "local", name }, "i32");
    const local = Index.of({ kind: "computed", value: read, key: name, minimum: base.minimum, maximum: base.maximum });
    home.bases.set(base.key, local);
    return local;
  }

  #placeComputed(index: Index, block: Block): Index {
    return mapComputed(index, (atom) =>
      this.#sharing.computed(this.#value(computedBy(atom), block), atom.minimum, atom.maximum),
    );
  }

  #homeOf(scalar: Scalar, block: Block): Block {
    const limit = this.#analysis.readsWritten(scalar) ? this.#rowBlock : null;
    return homeOfIndices(this.#sharing.freeIndices(scalar), block, limit);
  }

  #isVisible(free: ReadonlySet<string>, block: Block): boolean {
    return isVisible(free, block, this.#analysis.loops);
  }

  #define(block: Block, scalar: Scalar, value: Scalar, remember = true): Scalar {
    const { name, local } = this.#newLocal(block, scalar, "v", remember);
    block.statements.push({ kind: "define", name, value });
    return local;
  }

  #newLocal(block: Block, scalar: Scalar, prefix: string, remember = true): { name: string; local: Scalar } {
    const name = this.#newName(prefix);
    const local = new Scalar({ kind: "local", name }, scalar.dtype);
    if (remember) block.locals.set(scalar, local);
    return { name, local };
  }

  #newName(prefix: string): string {
    let name: string;
    do name = `${prefix}${String(this.#numbers.next++)}`;
    while (this.#analysis.names.has(name));
    return name;
  }
}

const zero = Index.constant(0);
