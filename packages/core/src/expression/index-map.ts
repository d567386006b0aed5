/**
 * Index maps: which element of a buffer an expression reads, as an affine form of loop indices in normal form.
 *
 * `index = constant + sum of coefficient * atom`. An atom is a loop index, the quotient or remainder of an index by a
 * constant, or a computed integer (gather). These simplify by ranges: reshape, transpose, slice and pad cost nothing.
 */
import type { DType } from "../graph/dtype.ts";
import { RensaError } from "../graph/error.ts";
import { refusePrimitive } from "../graph/refuse-primitive.ts";
import { formatGiven } from "../graph/format-given.ts";

/** One loop variable, counting from 0 below `extent`. Its name is its identity within one kernel. */
export interface LoopIndex {
  readonly kind: "loop";
  readonly name: string;
  readonly extent: number;
}

/** The floor of an index divided by a constant. */
export interface Quotient {
  readonly kind: "quotient";
  readonly index: Index;
  readonly divisor: number;
}

/** What the division by a constant leaves, from 0 below the divisor. */
export interface Remainder {
  readonly kind: "remainder";
  readonly index: Index;
  readonly divisor: number;
}

/** What computes an integer: a `Scalar`, of which index maps, on which scalars are built, know no more. */
export interface IndexSource {
  readonly dtype: DType;
}

/** An integer that is computed, of bounds that its author promises: the index map of a gather. `computedBy` gives the scalar. */
export interface ComputedIndex {
  readonly kind: "computed";
  readonly value: IndexSource;
  readonly key: string;
  readonly minimum: number;
  readonly maximum: number;
}

/** What an {@link Index} is affine in. */
export type IndexAtom = LoopIndex | Quotient | Remainder | ComputedIndex;

/** A coefficient and its atom. */
export interface IndexTerm {
  readonly atom: IndexAtom;
  readonly coefficient: number;
}

/**
 * An affine integer expression in normal form: terms sorted by key, no coefficient 0.
 *
 * @throws RensaError `ARGUMENT_INVALID` where it is used as a number, whose value is not known while the graph is made.
 *
 * @example
 * ```ts
 * import { Index } from "@rensa/core";
 *
 * const offset = Index.loop("row", 2).mul(3).add(Index.loop("column", 3));
 * console.log(offset.toString(), offset.coefficientOf("row")); // "column+3*row" 3
 * ```
 */
export class Index {
  readonly terms: readonly IndexTerm[];
  readonly constant: number;
  /** Equal keys are equal indices. */
  readonly key: string;
  /** The least value. */
  readonly minimum: number;
  /** The greatest value. */
  readonly maximum: number;

  private constructor(terms: readonly IndexTerm[], constant: number) {
    expectWhole(constant);
    this.terms = terms;
    this.constant = constant;
    let [minimum, maximum, key] = [constant, constant, ""];
    for (const { atom, coefficient } of terms) {
      expectWhole(coefficient);
      const [low, high] = rangeOf(atom);
      minimum += coefficient * (coefficient > 0 ? low : high);
      maximum += coefficient * (coefficient > 0 ? high : low);
      key += `${key === "" ? "" : "+"}${coefficient === 1 ? "" : `${String(coefficient)}*`}${atomKey(atom)}`;
    }
    this.key = terms.length === 0 ? String(constant) : constant === 0 ? key : `${key}+${String(constant)}`;
    this.minimum = minimum;
    this.maximum = maximum;
  }

  /** Refuses `i + 1`, `i > 0` and the like. */
  [Symbol.toPrimitive](): never {
    return refusePrimitive("An index", "i.add(1), within([{ index: i, lower: 1, upper: n }], ...), position(i)");
  }

  /**
   * The constant index.
   * @param value - The integer.
   */
  static constant(value: number): Index {
    return new Index([], value);
  }

  /**
   * The index that is one atom. An atom that can only be 0 is the constant 0.
   * @param atom - The atom: a loop index, a quotient, a remainder or a computed index.
   */
  static of(atom: IndexAtom): Index {
    const [low, high] = rangeOf(atom);
    return low === high ? new Index([], low) : new Index([{ atom, coefficient: 1 }], 0);
  }

  /**
   * The loop index `name` below `extent`.
   * @param name - The loop's name.
   * @param extent - How often the loop runs.
   */
  static loop(name: string, extent: number): Index {
    expectWhole(extent);
    return Index.of({ kind: "loop", name, extent });
  }

  /** Sum. */
  add(other: Index | number): Index {
    if (typeof other === "number") return other === 0 ? this : new Index(this.terms, this.constant + other);
    if (other.terms.length === 0) return this.add(other.constant);
    if (this.terms.length === 0) return other.add(this.constant);
    return Index.rejoin(mergeTerms(this.terms, other.terms), this.constant + other.constant);
  }

  /** Difference. */
  sub(other: Index | number): Index {
    return this.add(typeof other === "number" ? -other : other.mul(-1));
  }

  /**
   * Product with a constant.
   * @param factor - An integer.
   */
  mul(factor: number): Index {
    if (factor === 1) return this;
    if (factor === 0) return Index.constant(0);
    return new Index(
      this.terms.map(({ atom, coefficient }) => ({ atom, coefficient: coefficient * factor })),
      this.constant * factor,
    );
  }

  /**
   * Floor division by a positive constant. By 0, the length of an axis where nothing is read, it is 0.
   * @param divisor - A positive integer.
   */
  div(divisor: number): Index {
    expectWhole(divisor);
    if (divisor === 1) return this;
    if (divisor === 0) return Index.constant(0);
    const { multiple, rest } = this.split(divisor);
    if (rest.minimum >= 0 && rest.maximum < divisor) return multiple;
    const only = rest.terms[0];
    // floor(floor(e / a) / b) = floor(e / (a b)): nested divisions become one, so that equal maps get equal keys.
    if (only?.atom.kind === "quotient" && rest.terms.length === 1 && only.coefficient === 1 && rest.constant === 0) {
      return multiple.add(only.atom.index.div(only.atom.divisor * divisor));
    }
    return multiple.add(Index.of({ kind: "quotient", index: rest, divisor }));
  }

  /**
   * Remainder of the floor division by a positive constant, from 0 below it; 0 for the divisor 0.
   * @param divisor - An integer from 0.
   */
  mod(divisor: number): Index {
    expectWhole(divisor);
    if (divisor === 1 || divisor === 0) return Index.constant(0);
    const { rest } = this.split(divisor);
    if (rest.minimum >= 0 && rest.maximum < divisor) return rest;
    return Index.of({ kind: "remainder", index: rest, divisor });
  }

  /**
   * This index with every loop index replaced.
   * @param replace - Gives what stands in place of a loop index.
   * @param computed - Gives what stands in place of a computed part; without it these stay.
   */
  substitute(replace: (loop: LoopIndex) => Index, computed: (value: ComputedIndex) => Index): Index {
    let result = Index.constant(this.constant);
    for (const { atom, coefficient } of this.terms) {
      result = result.add(substituteAtom(atom, replace, computed).mul(coefficient));
    }
    return result;
  }

  /**
   * The coefficient of a loop index that stands alone in this form (0 where it does not occur).
   * @param name - The name of the loop.
   */
  coefficientOf(name: string): number {
    return this.terms.find(({ atom }) => atom.kind === "loop" && atom.name === name)?.coefficient ?? 0;
  }

  toString(): string {
    return this.key;
  }

  /** d * floor(e / d) + e mod d = e: joins what a reshape took apart and another put together again. */
  private static rejoin(terms: readonly IndexTerm[], constant: number): Index {
    for (const { atom, coefficient } of terms) {
      if (atom.kind !== "remainder") continue;
      const [quotient, ...others] = atom.index.div(atom.divisor).terms;
      if (quotient?.coefficient !== 1 || others.length > 0) continue;
      const key = atomKey(quotient.atom);
      const partner = terms.find(
        (term) => term.coefficient === coefficient * atom.divisor && atomKey(term.atom) === key,
      );
      if (partner === undefined) continue;
      const kept = terms.filter((term) => term.atom !== atom && term !== partner);
      return new Index(kept, constant).add(atom.index.mul(coefficient));
    }
    return new Index(terms, constant);
  }

  /** What is a multiple of the divisor (already divided by it), and the rest. */
  private split(divisor: number): { multiple: Index; rest: Index } {
    const multiple: IndexTerm[] = [];
    const rest: IndexTerm[] = [];
    for (const term of this.terms) {
      if (term.coefficient % divisor === 0) multiple.push({ atom: term.atom, coefficient: term.coefficient / divisor });
      else rest.push(term);
    }
    const quotient = Math.floor(this.constant / divisor);
    return { multiple: new Index(multiple, quotient), rest: new Index(rest, this.constant - quotient * divisor) };
  }
}

/** An index becomes code, so that nothing but whole numbers may get into one. */
function expectWhole(value: number): void {
  if (Number.isInteger(value)) return;
  throw new RensaError("ARGUMENT_INVALID", `An index is made with ${formatGiven(value)}; give an integer.`);
}

function mergeTerms(left: readonly IndexTerm[], right: readonly IndexTerm[]): IndexTerm[] {
  const merged = new Map<string, IndexTerm>();
  for (const { atom, coefficient } of [...left, ...right]) {
    const key = atomKey(atom);
    const total = (merged.get(key)?.coefficient ?? 0) + coefficient;
    if (total === 0) merged.delete(key);
    else merged.set(key, { atom, coefficient: total });
  }
  return [...merged.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, term]) => term);
}

function substituteAtom(
  atom: IndexAtom,
  replace: (loop: LoopIndex) => Index,
  computed: (value: ComputedIndex) => Index,
): Index {
  switch (atom.kind) {
    case "loop":
      return replace(atom);
    case "quotient":
      return atom.index.substitute(replace, computed).div(atom.divisor);
    case "remainder":
      return atom.index.substitute(replace, computed).mod(atom.divisor);
    case "computed":
      return computed(atom);
  }
}

function rangeOf(atom: IndexAtom): readonly [number, number] {
  switch (atom.kind) {
    case "loop":
      return [0, Math.max(0, atom.extent - 1)];
    case "quotient":
      return [Math.floor(atom.index.minimum / atom.divisor), Math.floor(atom.index.maximum / atom.divisor)];
    case "remainder":
      return [0, atom.divisor - 1];
    case "computed":
      return [atom.minimum, atom.maximum];
  }
}

/** The key of an atom; equal keys are equal atoms. */
export function atomKey(atom: IndexAtom): string {
  switch (atom.kind) {
    case "loop":
      return atom.name;
    case "quotient":
      return `(${atom.index.key}/${String(atom.divisor)})`;
    case "remainder":
      return `(${atom.index.key}%${String(atom.divisor)})`;
    case "computed":
      return `{${atom.key}}`;
  }
}
