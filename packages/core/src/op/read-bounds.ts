/**
 * Reads of a `loops` op outside its operand, found when the op is applied: every read is asked for at indices that stand
 * for all of their axis. What intervals cannot decide, such as `i - i % 2`, is decided by places of the loops that are tried.
 */
import { RensaError } from "../graph/error.ts";
import { checkShape, sizeOf, type Shape } from "../graph/shape.ts";
import { formatTensorType, type TensorType } from "../graph/tensor-type.ts";
import type { IndexLike } from "../expression/computed-index.ts";
import { Index, type IndexAtom, type LoopIndex } from "../expression/index-map.ts";
import { indexScalar } from "../expression/index-scalar.ts";
import { constantScalar, Scalar } from "../expression/scalar.ts";
import { describeValue } from "./describe-value.ts";
import type { LoopOperand, LoopTools, Reduced } from "./form.ts";

interface Bound {
  readonly index: Index;
  readonly lower: number;
  readonly upper: number;
}

/** What holds where a read stands inside `within`: all its bounds, or, in its `otherwise`, not all of them. */
interface Condition {
  readonly bounds: readonly Bound[];
  readonly holds: boolean;
}

/** By loop: the value that it has. */
type Places = ReadonlyMap<string, number>;

/** More places than this are not all tried, only those at and near the ends of every loop. */
const mostPlaces = 20_000;

/** Checks the reads of one application of an op. */
export class ReadBounds {
  readonly tools: LoopTools;
  readonly #op: string;
  readonly #inputs: readonly string[] | null;
  #conditions: readonly Condition[] = [];
  /** Inside something that is empty, where nothing is read at all. */
  #isIdle = false;
  #depth = 0;

  constructor(op: string, inputs: readonly string[] | null) {
    this.#op = op;
    this.#inputs = inputs;
    const over = (extents: Shape, value: Reduced): Scalar => {
      checkShape(`${op}: what it reduces over`, extents);
      this.#depth++;
      const loops = loopsOf(`k${String(this.#depth)}_`, extents);
      const result: unknown = this.inside(extents, () => value(...loops));
      this.#depth--;
      if (result instanceof Scalar) return result;
      const found = describeValue(result);
      throw new RensaError(
        "OP_INVALID",
        `${op}: what it reduces is ${found}; return an expression, such as x.at(row, k).`,
      );
    };
    this.tools = {
      sumOver: over,
      productOver: over,
      maxOver: over,
      minOver: over,
      constant: constantScalar,
      position: (index) => {
        if (index instanceof Scalar) return index;
        return index instanceof Index ? indexScalar(index) : constantScalar(index, "i32");
      },
      within: (bounds, value, otherwise) => {
        if (typeof otherwise === "function") this.#where({ bounds, holds: false }, otherwise);
        return this.#where({ bounds, holds: true }, value);
      },
    };
  }

  /** Runs what is read for every index below the extents. */
  inside<T>(extents: Shape, read: () => T): T {
    const outer = this.#isIdle;
    this.#isIdle ||= sizeOf(extents) === 0;
    const result = read();
    this.#isIdle = outer;
    return result;
  }

  #where<T>(condition: Condition, read: () => T): T {
    const outer = { conditions: this.#conditions, isIdle: this.#isIdle };
    this.#conditions = [...outer.conditions, condition];
    this.#isIdle ||= condition.holds && condition.bounds.some(({ lower, upper }) => upper <= lower);
    const result = read();
    this.#conditions = outer.conditions;
    this.#isIdle = outer.isIdle;
    return result;
  }

  /** An operand whose reads are checked; `element` stands for what is read. */
  operand(type: TensorType, position: number, element: Scalar): LoopOperand {
    const name = this.#inputs?.[position] ?? `input ${String(position)}`;
    return {
      shape: type.shape,
      dtype: type.dtype,
      at: (...indices) => {
        if (indices.length !== type.shape.length) {
          throw new RensaError(
            "RANK_MISMATCH",
            `at: ${formatTensorType(type)} has ${String(type.shape.length)} axes and was read with ${String(indices.length)} indices.`,
          );
        }
        indices.forEach((index, axis) => {
          this.#check(index, type.shape[axis] ?? 1, `axis ${String(axis)} of ${name}`, type);
        });
        return element;
      },
      flat: (offset) => {
        this.#check(offset, sizeOf(type.shape), `the elements of ${name}`, type);
        return element;
      },
    };
  }

  #check(given: IndexLike, extent: number, what: string, type: TensorType): void {
    if (given instanceof Scalar ? given.dtype !== "i32" : typeof given !== "number" && !(given instanceof Index)) {
      const found = given instanceof Scalar ? `an expression of ${given.dtype}` : describeValue(given);
      throw new RensaError(
        "OP_INVALID",
        `${this.#op}: reads ${what} at ${found}; give an index, an integer, or an expression of i32 (to("i32")).`,
      );
    }
    // What is computed from data is held inside when it is read.
    if (this.#isIdle || given instanceof Scalar) return;
    const index = typeof given === "number" ? Index.constant(given) : given;
    const [low, high] = this.#intervalOf(index);
    if (low > high || (low >= 0 && high < extent)) return;
    const outside = outsideOf(index, extent, this.#conditions);
    if (outside === null) return;
    throw new RensaError(
      "OP_INVALID",
      `${this.#op}: reads ${what} (${formatTensorType(type)}) at indices from ${String(outside.low)} to ${String(outside.high)}, and they go from 0 to ${String(extent - 1)}; wrap it in within(), or change the index.`,
    );
  }

  /** What an index can be, by the `within` around it. */
  #intervalOf(index: Index): Interval {
    const known = new Map<string, Interval>();
    for (const { bounds, holds } of this.#conditions) {
      // That not all of several hold says nothing of one.
      if (!holds && bounds.length > 1) continue;
      for (const { index: bounded, lower, upper } of bounds) {
        const [low, high] = known.get(bounded.key) ?? [bounded.minimum, bounded.maximum];
        if (holds) known.set(bounded.key, [Math.max(low, lower), Math.min(high, upper - 1)]);
        else if (low >= lower) known.set(bounded.key, [Math.max(low, upper), high]);
        else if (high < upper) known.set(bounded.key, [low, Math.min(high, lower - 1)]);
      }
    }
    let [low, high] = [index.minimum, index.maximum];
    for (const { bounds } of this.#conditions) {
      for (const { index: bounded } of bounds) {
        const [least, most] = known.get(bounded.key) ?? [-Infinity, Infinity];
        const difference = index.sub(bounded);
        if (difference.terms.length > 0) continue;
        low = Math.max(low, least + difference.constant);
        high = Math.min(high, most + difference.constant);
      }
    }
    return [low, high];
  }
}

type Interval = readonly [low: number, high: number];

/** Indices that stand for all those below the extents. */
export function loopsOf(prefix: string, extents: Shape): readonly Index[] {
  return extents.map((extent, axis) => Index.loop(`${prefix}${String(axis)}`, extent));
}

/** What an index is over the places where it is read, if one of them is outside; `null` where none is, or none can be known. */
function outsideOf(
  index: Index,
  extent: number,
  conditions: readonly Condition[],
): { readonly low: number; readonly high: number } | null {
  const loops = new Map<string, LoopIndex>();
  const indices = [index, ...conditions.flatMap(({ bounds }) => bounds.map((bound) => bound.index))];
  if (!indices.every((each) => collectLoops(each, loops))) return null;
  let [low, high] = [Infinity, -Infinity];
  for (const places of placesOf([...loops.values()])) {
    const isRead = conditions.every(({ bounds, holds }) => {
      const isInside = bounds.every(({ index: bounded, lower, upper }) => {
        const value = valueOf(bounded, places);
        return value >= lower && value < upper;
      });
      return isInside === holds;
    });
    if (!isRead) continue;
    const value = valueOf(index, places);
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return low < 0 || high >= extent ? { low, high } : null;
}

/** Finds the loops in an index; false where a part of it is computed from data. */
function collectLoops({ terms }: Index, loops: Map<string, LoopIndex>): boolean {
  return terms.every(({ atom }) => {
    if (atom.kind === "computed") return false;
    if (atom.kind !== "loop") return collectLoops(atom.index, loops);
    loops.set(atom.name, atom);
    return true;
  });
}

function* placesOf(loops: readonly LoopIndex[]): Generator<Places> {
  const total = loops.reduce((product, { extent }) => product * extent, 1);
  const choices = loops.map(({ extent }) => {
    if (total > mostPlaces && extent > 4) return [0, 1, extent >> 1, extent - 2, extent - 1];
    return Array.from({ length: Math.min(extent, mostPlaces) }, (_, at) => at);
  });
  const count = choices.reduce((product, { length }) => product * length, 1);
  const places = new Map<string, number>();
  for (let at = 0; at < Math.min(count, mostPlaces); at++) {
    let rest = at;
    loops.forEach(({ name }, loop) => {
      const values = choices[loop] ?? [];
      places.set(name, values[rest % values.length] ?? 0);
      rest = Math.floor(rest / values.length);
    });
    yield places;
  }
}

function valueOf({ terms, constant }: Index, places: Places): number {
  return terms.reduce((total, { atom, coefficient }) => total + coefficient * atomValue(atom, places), constant);
}

function atomValue(atom: IndexAtom, places: Places): number {
  switch (atom.kind) {
    case "loop":
      return places.get(atom.name) ?? 0;
    case "quotient":
      return Math.floor(valueOf(atom.index, places) / atom.divisor);
    case "remainder": {
      const value = valueOf(atom.index, places);
      return value - Math.floor(value / atom.divisor) * atom.divisor;
    }
    case "computed":
      return 0;
  }
}
