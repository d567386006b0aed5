/** What must be known of a loop nest before it is emitted: what its locals stand for, and what depends on which loop. */
import { Index, type Scalar } from "@rensa/core";
import { childrenOf, computedBy, indicesOf, scalarsOf, type IndexAtom, type Statement } from "@rensa/core/compiler";
import type { LaneCount } from "../lanes/kind.ts";

/** How an index changes from lane to lane. */
export type Dependence =
  | { readonly kind: "none" }
  /** It grows by a constant. */
  | { readonly kind: "affine"; readonly step: number }
  | { readonly kind: "general" };

const none: Dependence = { kind: "none" };
const general: Dependence = { kind: "general" };

/** The facts of one nest. Names of locals are unique in a nest. */
export class NestFacts {
  readonly #lanes: LaneCount;
  readonly #definitions = new Map<string, Scalar>();
  /** The loops around each accumulator. */
  readonly #accumulators = new Map<string, ReadonlySet<string>>();
  readonly #dependences = new Map<string, Dependence>();
  readonly #depends = new Map<string, Map<Scalar, boolean>>();

  constructor(statements: readonly Statement[], lanes: LaneCount) {
    this.#lanes = lanes;
    this.#collect(statements, new Set());
  }

  /** The index that a local holds, where it holds one: kept as a plain number, not as a vector. */
  indexOfLocal(name: string): Index | undefined {
    const expression = this.#definitions.get(name)?.expression;
    return expression?.kind === "index" ? this.resolve(expression.index) : undefined;
  }

  /** An index map with the locals that hold indices replaced by these. */
  resolve(index: Index): Index {
    if (index.terms.every(({ atom }) => atom.kind === "loop")) return index;
    return index.substitute(
      (loop) => Index.of(loop),
      (atom) => {
        const { expression } = computedBy(atom);
        const known = expression.kind === "local" ? this.indexOfLocal(expression.name) : undefined;
        return known ?? Index.of(atom);
      },
    );
  }

  /** How an index changes with a loop whose values are taken in groups of lanes, the first a multiple of their number. */
  dependence(index: Index, loop: string | null): Dependence {
    if (loop === null) return none;
    const key = `${loop} ${index.key}`;
    let known = this.#dependences.get(key);
    if (known === undefined) {
      known = this.#dependenceOf(this.resolve(index), loop);
      // Keys of computed parts are numbers of one kernel: they mean the same within it.
      this.#dependences.set(key, known);
    }
    return known;
  }

  /** True where the value of an expression changes with a loop. */
  dependsOn(scalar: Scalar, loop: string): boolean {
    let memo = this.#depends.get(loop);
    if (memo === undefined) {
      memo = new Map();
      this.#depends.set(loop, memo);
    }
    let known = memo.get(scalar);
    if (known === undefined) {
      known = this.#scalarDependsOn(scalar, loop);
      memo.set(scalar, known);
    }
    return known;
  }

  #scalarDependsOn(scalar: Scalar, loop: string): boolean {
    const { expression } = scalar;
    if (expression.kind === "local") {
      const definition = this.#definitions.get(expression.name);
      if (definition !== undefined) return this.dependsOn(definition, loop);
      // An accumulator that stands inside the loop is another one for each of its iterations.
      return this.#accumulators.get(expression.name)?.has(loop) ?? false;
    }
    return (
      childrenOf(scalar).some((child) => this.dependsOn(child, loop)) ||
      indicesOf(expression).some((index) => this.dependence(index, loop).kind !== "none")
    );
  }

  #dependenceOf(index: Index, loop: string): Dependence {
    let step = 0;
    for (const { atom, coefficient } of index.terms) {
      const part = this.#atomDependence(atom, loop);
      if (part.kind === "general") return general;
      if (part.kind === "affine") step += coefficient * part.step;
    }
    return step === 0 ? none : { kind: "affine", step };
  }

  #atomDependence(atom: IndexAtom, loop: string): Dependence {
    switch (atom.kind) {
      case "loop":
        return atom.name === loop ? { kind: "affine", step: 1 } : none;
      case "computed":
        return this.dependsOn(computedBy(atom), loop) ||
          scalarsOf(Index.of(atom)).some((each) => this.dependsOn(each, loop))
          ? general
          : none;
      case "quotient":
      case "remainder": {
        const inner = this.#dependenceOf(atom.index, loop);
        if (inner.kind === "none") return none;
        // A group of lanes that starts at a multiple of their number never crosses a multiple of the divisor.
        const staysInside =
          inner.kind === "affine" &&
          inner.step === 1 &&
          atom.divisor % this.#lanes === 0 &&
          atom.index.constant % this.#lanes === 0 &&
          atom.index.terms.every(
            (term) => (term.atom.kind === "loop" && term.atom.name === loop) || term.coefficient % this.#lanes === 0,
          );
        if (!staysInside) return general;
        return atom.kind === "remainder" ? inner : none;
      }
    }
  }

  #collect(statements: readonly Statement[], loops: ReadonlySet<string>): void {
    for (const statement of statements) {
      if (statement.kind === "define") this.#definitions.set(statement.name, statement.value);
      else if (statement.kind === "accumulator") this.#accumulators.set(statement.name, loops);
      else if (statement.kind === "loop") this.#collect(statement.body, new Set([...loops, statement.index.name]));
      else if (statement.kind === "when") this.#collect(statement.body, loops);
    }
  }
}
