/**
 * Groups: the values that one kernel computes together.
 *
 * A group is flat, where all its values have one shape and read each other at their own elements only; or it runs over
 * rows. Then it has values over rows and inner axes ("full"), values with one element per row, and reductions between
 * them: softmax is a maximum per row, an exponential, a sum per row and a quotient.
 */
import { sameShape, sizeOf, type Shape } from "../../graph/shape.ts";
import { cheapCost, type Work } from "./inlined-work.ts";
import type { ValueFacts } from "./value-facts.ts";
import { indicesOfShape, type ValueRead } from "./value-reads.ts";

/** A value of a group. */
export interface Member {
  readonly fact: ValueFacts;
  /** The stage that computes it: after all those whose stored values it reads. */
  readonly stage: number;
  /** The first stage that can read it at other elements of its row than its own. */
  readonly elsewhere: number;
  /** It is stored and read again by later stages, where others are computed again. */
  readonly isExpensive: boolean;
}

/** More members than this make a kernel slower to compile than it is faster to run. */
export const largestGroup = 12;
/** Rows are what threads share: a few long ones would leave threads idle. */
const enoughRows = 16;
const smallSize = 32_768;

/** Values computed in one kernel. */
export class Group {
  /** Its place in the order of execution. */
  readonly sequence: number;
  readonly kind: "loops" | "host" | "region" | "scatter";
  readonly #members = new Map<string, Member>();
  #shape: Shape;
  #rowAxes: number | null = null;

  constructor(sequence: number, kind: Group["kind"], shape: Shape) {
    this.sequence = sequence;
    this.kind = kind;
    this.#shape = shape;
  }

  get members(): readonly Member[] {
    return [...this.#members.values()];
  }

  get size(): number {
    return this.#members.size;
  }

  /** The shape of its full values. */
  get shape(): Shape {
    return this.#shape;
  }

  /** How many axes are rows, in a group over rows; `null` in a flat one. */
  get rowAxes(): number | null {
    return this.#rowAxes;
  }

  /** True where its kernel is a contraction, whose epilogue takes only what is computed from one element each. */
  get isContraction(): boolean {
    return this.members[0]?.fact.rereads === true;
  }

  memberOf(key: string): Member | undefined {
    return this.#members.get(key);
  }

  /** True for a value with an element per row of a group over rows. */
  isPerRow({ type }: ValueFacts): boolean {
    return this.#rowAxes !== null && !sameShape(type.shape, this.#shape);
  }

  /** Adds a value without asking. */
  add(fact: ValueFacts, work: Work | undefined, reads: readonly ValueRead[]): void {
    const isExpensive = work === undefined || work.loops > 0 || work.cost > cheapCost;
    let stage = 0;
    let elsewhere = 0;
    for (const read of reads) {
      const member = this.#members.get(read.key);
      if (member === undefined) continue;
      const atOwn = this.isPerRow(member.fact) || (!this.isPerRow(fact) && isOwn(read, member.fact.type.shape));
      stage = Math.max(stage, atOwn ? member.stage : member.elsewhere);
      elsewhere = Math.max(elsewhere, this.isPerRow(member.fact) ? member.stage : member.elsewhere);
    }
    elsewhere = isExpensive ? stage + 1 : Math.max(stage, elsewhere);
    this.#members.set(fact.key, { fact, stage, elsewhere, isExpensive });
  }

  /** Adds a value where one kernel can compute it with the members: false, and nothing changes, where it cannot. */
  tryAdd(fact: ValueFacts, work: Work | undefined, reads: readonly ValueRead[]): boolean {
    const layout = this.#layoutWith(fact, work, reads);
    if (layout === undefined) return false;
    this.#shape = layout.shape;
    this.#rowAxes = layout.rowAxes;
    this.add(fact, work, reads);
    return true;
  }

  #layoutWith(fact: ValueFacts, work: Work | undefined, reads: readonly ValueRead[]): Layout | undefined {
    const { shape } = fact.type;
    const inside = reads.filter(({ key }) => this.#members.has(key));
    const isSame = sameShape(shape, this.#shape);
    const own = inside.every((read) => isOwn(read, this.#shapeOf(read.key)));
    if (this.isContraction) return isSame && own && work?.loops === 0 ? this.#layout(null) : undefined;
    if (this.#rowAxes === null && isSame && own) return this.#layout(null);
    const whole = sizeOf(shape) > sizeOf(this.#shape) ? shape : this.#shape;
    const rowAxes = this.#rowAxes ?? this.#rowAxesWith(shape, whole, inside);
    if (rowAxes === undefined || !fits(shape, whole, rowAxes)) return undefined;
    if (this.#rowAxes !== null ? whole !== this.#shape : !fits(this.#shape, whole, rowAxes)) return undefined;
    if (!inside.every((read) => isInRow(read, this.#shapeOf(read.key), whole, rowAxes))) return undefined;
    return isWorthwhile(whole, rowAxes) ? { shape: whole, rowAxes } : undefined;
  }

  #layout(rowAxes: number | null): Layout {
    return { shape: this.#shape, rowAxes };
  }

  /** The rows that a flat group would have with a value of another shape, or one that reads other elements. */
  #rowAxesWith(shape: Shape, whole: Shape, inside: readonly ValueRead[]): number | undefined {
    const smaller = shape === whole ? this.#shape : shape;
    if (!sameShape(smaller, whole)) return strippedRank(smaller);
    const shared = inside.map((read) => ownAxes(read, this.#shapeOf(read.key)));
    return shared.length === 0 ? undefined : Math.min(...shared);
  }

  #shapeOf(key: string): Shape {
    return this.#members.get(key)?.fact.type.shape ?? [];
  }
}

interface Layout {
  readonly shape: Shape;
  readonly rowAxes: number | null;
}

/** True where a read is at the reader's own indices. */
function isOwn(read: ValueRead, shape: Shape): boolean {
  return read.indices.length === shape.length && ownAxes(read, shape) === shape.length;
}

/** How many of the first indices are the reader's own. */
function ownAxes({ indices }: ValueRead, shape: Shape): number {
  const own = indicesOfShape(shape);
  const other = own.findIndex(({ key }, axis) => indices[axis] !== key);
  return other < 0 ? own.length : other;
}

/** True where a read stays in the row of its reader. */
function isInRow(read: ValueRead, shape: Shape, whole: Shape, rowAxes: number): boolean {
  if (read.indices.length !== shape.length) return false;
  return ownAxes(read, shape) >= (sameShape(shape, whole) ? rowAxes : shape.length);
}

/** True where a shape is the whole, or has one element per row of it. */
function fits(shape: Shape, whole: Shape, rowAxes: number): boolean {
  if (sameShape(shape, whole)) return true;
  return strippedRank(shape) <= rowAxes && sizeOf(shape) === sizeOf(whole.slice(0, rowAxes)) && isPrefix(shape, whole);
}

/** True where the axes of `shape` but those of length 1 at its end are the first of `whole`. */
function isPrefix(shape: Shape, whole: Shape): boolean {
  return shape.slice(0, strippedRank(shape)).every((extent, axis) => extent === whole[axis]);
}

/** The number of axes up to the last that is longer than 1. */
function strippedRank(shape: Shape): number {
  return shape.findLastIndex((extent) => extent !== 1) + 1;
}

function isWorthwhile(whole: Shape, rowAxes: number): boolean {
  const rows = sizeOf(whole.slice(0, rowAxes));
  return rows > 1 && rows < sizeOf(whole) && (rows >= enoughRows || sizeOf(whole) <= smallSize);
}
