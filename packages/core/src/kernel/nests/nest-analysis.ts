/**
 * What lowering must know of an expression before it places anything: how often each part is used, under which guards
 * alone, which reductions it contains, and whether it reads what its own kernel writes.
 */
import type { Index, LoopIndex } from "../../expression/index-map.ts";
import type { Combine } from "../../expression/scalar-function.ts";
import { childrenOf } from "../../expression/children.ts";
import type { Bound, Scalar } from "../../expression/scalar.ts";
import { dependenciesOf, scalarsOf, type Sharing } from "../sharing.ts";

/** Bounds that hold wherever an expression is needed, and those around them. */
export interface GuardContext {
  readonly parent: GuardContext | null;
  readonly bounds: readonly Bound[];
  readonly depth: number;
}

/** An expression that is needed, and the bounds under which it is. */
export interface Root {
  readonly scalar: Scalar;
  readonly context: GuardContext | null;
}

/** A chain of calls is cut by a local at every so many, so that neither lowering nor a parser recurses deeper. */
const longestChain = 32;

/** The facts of all expressions of one nest. All of them are canonical in `sharing`. */
export class NestAnalysis {
  readonly #sharing: Sharing;
  readonly #written: ReadonlySet<string>;
  readonly #uses = new Map<Scalar, number>();
  readonly #contexts = new Map<Scalar, GuardContext | null>();
  readonly #depths = new Map<Scalar, number>();
  readonly #reduces = new Map<Scalar, ReadonlySet<Scalar>>();
  readonly #readsWritten = new Set<Scalar>();
  /** Every name of a loop or local in the expressions. */
  readonly names = new Set<string>();
  /** The names of the loops of the nest. Other indices are constants to it. */
  readonly loops: Set<string>;
  /** The names that a loop binds inside another loop of that name. */
  readonly #shadowed = new Set<string>();

  constructor(sharing: Sharing, roots: readonly Root[], written: ReadonlySet<string>, loops: readonly LoopIndex[]) {
    this.#sharing = sharing;
    this.#written = written;
    this.loops = new Set(loops.map(({ name }) => name));
    const outer = new Set(this.loops);
    // A number is larger than those of all that an expression is made of: so numbers are a topological order.
    const all = reachable(roots).sort((a, b) => sharing.idOf(a) - sharing.idOf(b));
    for (const scalar of all) this.#analyze(scalar);
    for (const { scalar } of roots) this.#findShadowed(scalar, outer);
    this.loops.forEach((name) => this.names.add(name));
    for (const { scalar, context } of roots) this.#use(scalar, context);
    for (const scalar of all.reverse()) this.#useDependencies(scalar);
  }

  /** True where the value is worth a local even if nothing else is known of it. */
  isShared(scalar: Scalar): boolean {
    return (this.#uses.get(scalar) ?? 0) > 1 || this.cutsChain(scalar);
  }

  /** True for the calls at which a long chain is cut. */
  cutsChain(scalar: Scalar): boolean {
    const depth = this.#depths.get(scalar) ?? 0;
    return depth > 0 && depth % longestChain === 0 && scalar.expression.kind === "call";
  }

  /** True where lowering it by recursion would go deep. */
  isDeep(scalar: Scalar): boolean {
    return (this.#depths.get(scalar) ?? 0) > longestChain;
  }

  /** The guards without which the value is never needed. */
  contextOf(scalar: Scalar): GuardContext | null {
    return this.#contexts.get(scalar) ?? null;
  }

  /** The reductions in an expression, itself included. */
  reducesIn(scalar: Scalar): ReadonlySet<Scalar> {
    return this.#reduces.get(scalar) ?? nothing;
  }

  /** True where the expression reads a buffer that its kernel writes, so that it must stay behind the store. */
  readsWritten(scalar: Scalar): boolean {
    return this.#readsWritten.has(scalar);
  }

  /** True where an index map means the same in every loop that it is seen from. */
  isUnambiguous(index: Index): boolean {
    return (
      this.#shadowed.size === 0 ||
      [...this.#sharing.freeIndicesOfIndex(index)].every((name) => !this.#shadowed.has(name))
    );
  }

  #findShadowed(scalar: Scalar, outer: ReadonlySet<string>): void {
    for (const { expression } of this.reducesIn(scalar)) {
      if (expression.kind !== "reduce") continue;
      for (const { name } of expression.indices) if (outer.has(name)) this.#shadowed.add(name);
    }
  }

  #analyze(scalar: Scalar): void {
    const { expression } = scalar;
    const dependencies = dependenciesOf(scalar);
    let depth = 0;
    for (const inner of dependencies) depth = Math.max(depth, 1 + (this.#depths.get(inner) ?? 0));
    this.#depths.set(scalar, depth);
    const readsIt = expression.kind === "load" && this.#written.has(expression.buffer);
    if (readsIt || dependencies.some((inner) => this.#readsWritten.has(inner))) this.#readsWritten.add(scalar);
    const reduces = unionOf(dependencies.map((inner) => this.reducesIn(inner)));
    this.#reduces.set(scalar, expression.kind === "reduce" ? new Set([...reduces, scalar]) : reduces);
    if (expression.kind === "local") this.names.add(expression.name);
    if (expression.kind === "reduce") {
      const own = expression.indices.map(({ name }) => name);
      this.#findShadowed(expression.value, new Set(own));
      own.forEach((name) => this.loops.add(name));
    }
    this.#sharing.freeIndices(scalar).forEach((name) => this.names.add(name));
  }

  #useDependencies(scalar: Scalar): void {
    const { expression } = scalar;
    const context = this.contextOf(scalar);
    if (expression.kind !== "guard") {
      const inside = expression.kind === "reduce" ? this.#contextInside(context, expression.indices) : context;
      for (const inner of dependenciesOf(scalar)) this.#use(inner, inside);
      return;
    }
    const { bounds, value, otherwise } = expression;
    for (const { index } of bounds) for (const inner of scalarsOf(index)) this.#use(inner, context);
    this.#use(value, { parent: context, bounds, depth: (context?.depth ?? 0) + 1 });
    this.#use(otherwise, context);
  }

  /** The guards that can still be tested inside loops: a bound of an index that these rebind cannot. */
  #contextInside(context: GuardContext | null, loops: readonly LoopIndex[]): GuardContext | null {
    let inside = context;
    for (let each = context; each !== null; each = each.parent) {
      const free = each.bounds.map(({ index }) => this.#sharing.freeIndicesOfIndex(index));
      if (loops.some(({ name }) => free.some((names) => names.has(name)))) inside = each.parent;
    }
    return inside;
  }

  #use(scalar: Scalar, context: GuardContext | null): void {
    const uses = this.#uses.get(scalar) ?? 0;
    this.#contexts.set(scalar, uses === 0 ? context : commonContext(this.contextOf(scalar), context));
    this.#uses.set(scalar, uses + 1);
  }
}

const nothing: ReadonlySet<Scalar> = new Set();

/** The expressions that compute index maps and values, as roots of one context. */
export function rootsOf(scalars: readonly Scalar[], indices: readonly Index[], context: GuardContext | null): Root[] {
  return [...scalars, ...indices.flatMap(scalarsOf)].map((scalar) => ({ scalar, context }));
}

function reachable(roots: readonly Root[]): Scalar[] {
  const seen = new Set<Scalar>();
  const pending = roots.map(({ scalar }) => scalar);
  for (let scalar = pending.pop(); scalar !== undefined; scalar = pending.pop()) {
    if (seen.has(scalar)) continue;
    seen.add(scalar);
    pending.push(...dependenciesOf(scalar));
  }
  return [...seen];
}

function unionOf(sets: readonly ReadonlySet<Scalar>[]): ReadonlySet<Scalar> {
  const [first = nothing, ...others] = sets.filter((set) => set.size > 0);
  // Most expressions hold no reduction, or pass on those of one operand: no new set for each of thousands.
  if (others.every((other) => other === first)) return first;
  return new Set([first, ...others].flatMap((set) => [...set]));
}

function commonContext(left: GuardContext | null, right: GuardContext | null): GuardContext | null {
  let [a, b] = [left, right];
  while (a !== b) {
    if ((a?.depth ?? 0) >= (b?.depth ?? 0)) a = a?.parent ?? null;
    else b = b?.parent ?? null;
  }
  return a;
}

/** The arguments of a call. */
export function callInputs({ expression }: Scalar): readonly Scalar[] {
  return expression.kind === "call" ? expression.inputs : [];
}

/** How a reduction combines. */
export function combineOf({ expression }: Scalar): Combine {
  return expression.kind === "reduce" ? expression.combine : "sum";
}

/** Equal keys are equal loops of reductions. */
export function loopsKey({ expression }: Scalar): string {
  if (expression.kind !== "reduce") return "";
  return expression.indices.map(({ name, extent }) => `${name}:${String(extent)}`).join();
}

/** True where an expression reads a buffer. */
export function readsMemory(scalar: Scalar): boolean {
  return scalar.expression.kind === "load" || childrenOf(scalar).some(readsMemory);
}

/** True where an expression, or what computes its indices, reads one of these buffers. */
export function readsAny(root: Scalar, buffers: ReadonlySet<string>): boolean {
  const seen = new Set<Scalar>();
  const pending = [root];
  for (let scalar = pending.pop(); scalar !== undefined; scalar = pending.pop()) {
    if (seen.has(scalar)) continue;
    seen.add(scalar);
    if (scalar.expression.kind === "load" && buffers.has(scalar.expression.buffer)) return true;
    pending.push(...dependenciesOf(scalar));
  }
  return false;
}
