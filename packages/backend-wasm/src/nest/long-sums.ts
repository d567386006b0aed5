/**
 * How the reductions of a nest add up, so that long sums keep their digits. A float sum runs in the element's own
 * precision over a block, about {@link blockLength} additions; blocks are added in doubles. So the error does not grow with
 * the number of elements.
 *
 * Where the lanes of vectors are iterations of the reduction, there are 16 partial sums (8 in a nest with an f64):
 * element i belongs to sum i mod 16, and sums are folded by halves. Blocks and partial sums are a function of the loops
 * alone, not of threads or of the width of a machine's vectors.
 *
 * Blanchard, Higham and Mary, "A Class of Fast and Accurate Summation Algorithms" (2020).
 */
import { isFloat } from "@rensa/core";
import type { Statement } from "@rensa/core/compiler";
import type { LaneCount } from "../lanes/kind.ts";
import type { Loop, Vectorization } from "./vectorize.ts";

/** An accumulator statement. */
export type AccumulatorStatement = Statement & { readonly kind: "accumulator" };

/** Additions of a block; up to half as many more where they would not fill two. */
const blockLength = 128;
const longestBlock = 1.5 * blockLength;
/** Vectors of partial sums. */
const mostGroups = 4;

/** How one reduction is computed. */
export interface ReductionPlan {
  /** Vectors of partial results; 0 where lanes are not iterations of the reduction. */
  readonly groups: number;
  /** Blocks are added in doubles. */
  readonly long: boolean;
}

/** Blocks of a loop. */
export interface Blocks {
  /** Iterations, or groups of lanes taken together, of a block. */
  readonly steps: number;
  /** The sums that a block is added to. */
  readonly names: readonly string[];
}

/** How the reductions of a nest are computed. */
export class LongSums {
  readonly #vectorization: Vectorization;
  readonly #lanes: LaneCount;
  readonly #plans = new Map<string, ReductionPlan>();
  readonly #blocks = new Map<Loop, Blocks>();
  readonly #complete = new Map<Statement, readonly string[]>();
  readonly #open = new Map<string, OpenAccumulator>();

  constructor(statements: readonly Statement[], vectorization: Vectorization, lanes: LaneCount) {
    this.#vectorization = vectorization;
    this.#lanes = lanes;
    this.#visit(statements, [], false);
  }

  /** The plan of a reduction. */
  planOf(name: string): ReductionPlan {
    return this.#plans.get(name) ?? { groups: 0, long: false };
  }

  /** The blocks into which a loop is cut; `undefined` for one that is not. */
  blocksOf(loop: Loop): Blocks | undefined {
    return this.#blocks.get(loop);
  }

  /** The reductions that are complete after a statement. */
  completeAfter(statement: Statement): readonly string[] {
    return this.#complete.get(statement) ?? [];
  }

  /** Groups of lanes that a loop with partial results takes together. */
  groupsOf({ index }: Loop): number {
    return Math.min(mostGroups, Math.ceil(index.extent / this.#lanes));
  }

  /** `around`: the loops and conditions that statements stand in. */
  #visit(statements: readonly Statement[], around: readonly Outer[], inVector: boolean): void {
    for (const statement of statements) {
      if (statement.kind === "accumulator")
        this.#open.set(statement.name, { statement, depth: around.length, inVector });
      else if (statement.kind === "update") this.#plan(statement, around);
      else if (statement.kind === "when") this.#visit(statement.body, [...around, statement], inVector);
      else if (statement.kind === "loop")
        this.#visit(statement.body, [...around, statement], inVector || this.#vectorization.isVector(statement));
    }
  }

  #plan(update: Statement & { readonly kind: "update" }, around: readonly Outer[]): void {
    const accumulator = this.#open.get(update.name);
    if (accumulator === undefined) return;
    const { statement, depth, inVector } = accumulator;
    const { name, combine, dtype } = statement;
    const last = around[depth] ?? update;
    this.#complete.set(last, [...this.completeAfter(last), name]);
    const loops = around.slice(depth).filter((each) => each.kind === "loop");
    const vector = inVector ? undefined : loops.find((loop) => this.#vectorization.isVector(loop));
    const groups = vector === undefined ? 0 : this.groupsOf(vector);
    const long = combine === "sum" && isFloat(dtype) && this.#cut(name, loops, vector);
    this.#plans.set(name, { groups, long });
  }

  /** Cuts one of the loops of a sum into blocks, where the whole is longer than one. */
  #cut(name: string, loops: readonly Loop[], vector: Loop | undefined): boolean {
    let inner = 1;
    for (const loop of [...loops].reverse()) {
      const { extent } = loop.index;
      const steps = loop === vector ? Math.ceil(extent / (mostGroups * this.#lanes)) : extent;
      const blocks = Math.round((inner * steps) / blockLength);
      if (blocks > 1) {
        const length = Math.min(Math.ceil(steps / blocks), Math.max(1, Math.floor(longestBlock / inner)));
        const known = this.#blocks.get(loop);
        this.#blocks.set(loop, {
          steps: Math.min(known?.steps ?? length, length),
          names: [...(known?.names ?? []), name],
        });
        return true;
      }
      inner *= steps;
    }
    return false;
  }
}

type Outer = Statement & { readonly kind: "loop" | "when" };

interface OpenAccumulator {
  readonly statement: AccumulatorStatement;
  /** How many loops and conditions it stands in. */
  readonly depth: number;
  /** One of these loops is taken by vectors. */
  readonly inVector: boolean;
}
