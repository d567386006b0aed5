/**
 * Which loops of a nest are taken by vectors: the choice that costs least, by counting what runs how often. A loop whose
 * reads and writes are contiguous costs a quarter of what it costs one by one; one that gathers gains little.
 */
import type { Index, Scalar } from "@rensa/core";
import { childrenOf, indicesOf, scalarsOf, type Bound, type Statement } from "@rensa/core/compiler";
import type { LaneCount } from "../lanes/kind.ts";
import type { NestFacts } from "./nest-facts.ts";

/** A loop statement. */
export type Loop = Statement & { readonly kind: "loop" };

/** Costs of instructions, in those of an addition. */
const expensive: Readonly<Partial<Record<string, number>>> = {
  ...{ div: 4, rem: 6, sqrt: 4, exp: 16, log: 20, log1p: 24, expm1: 24, sin: 30, cos: 30, tan: 40, tanh: 24, erf: 30 },
  ...{ pow: 45, asin: 30, acos: 30, atan: 30, atan2: 40, sinh: 30, cosh: 30, asinh: 40, acosh: 40, atanh: 30 },
};
/** What adding the lanes of an accumulator up costs. */
const horizontalCost = 6;
const never = Infinity;

/** Decides for the loops of one nest. */
export class Vectorization {
  readonly #facts: NestFacts;
  readonly #lanes: LaneCount;
  readonly #always: string | null;
  readonly #chosen = new Set<Loop>();
  readonly #costs = new Map<Loop, number>();

  /** `always`: the name of a loop that is taken by vectors whatever it costs, because its values come as one. */
  constructor(statements: readonly Statement[], facts: NestFacts, lanes: LaneCount, always: string | null = null) {
    this.#facts = facts;
    this.#lanes = lanes;
    this.#always = always;
    this.cost = this.#cost(statements, null);
  }

  /** What the nest costs altogether. */
  readonly cost: number;

  /** True where the iterations of this loop are taken by vectors, if nothing around it is. */
  isVector(loop: Loop): boolean {
    return this.#chosen.has(loop);
  }

  /** What a loop costs altogether. */
  costOf(loop: Loop): number {
    return this.#costs.get(loop) ?? 0;
  }

  #cost(statements: readonly Statement[], vector: string | null): number {
    return statements.reduce((sum, statement) => sum + this.#statementCost(statement, vector), 0);
  }

  #statementCost(statement: Statement, vector: string | null): number {
    switch (statement.kind) {
      case "loop":
        return vector === null
          ? this.#loopCost(statement)
          : statement.index.extent * this.#cost(statement.body, vector);
      case "define":
        return this.#scalarCost(statement.value, vector);
      case "accumulator":
        return 1;
      case "update":
        return 1 + this.#scalarCost(statement.value, vector);
      case "store":
        // Lanes would join in another order, and two of them may go to one place.
        if (statement.combine !== null && vector !== null) return never;
        return this.#accessCost(statement.offset, vector) + this.#scalarCost(statement.value, vector);
      case "when":
        if (vector !== null && this.#varies(statement.bounds, vector)) return never;
        return statement.bounds.length + this.#cost(statement.body, vector);
    }
  }

  #loopCost(loop: Loop): number {
    const { index, body } = loop;
    const oneByOne = index.extent * (1 + this.#cost(body, null));
    const groups = Math.ceil(index.extent / this.#lanes);
    const together = groups * (1 + this.#cost(body, index.name)) + horizontalCost * updatedOutside(loop).length;
    if (together < oneByOne || index.name === this.#always) this.#chosen.add(loop);
    const cost = Math.min(oneByOne, together);
    this.#costs.set(loop, cost);
    return cost;
  }

  #varies(bounds: readonly Bound[], vector: string): boolean {
    return bounds.some(({ index }) => this.#facts.dependence(index, vector).kind !== "none");
  }

  #accessCost(offset: Index, vector: string | null): number {
    const { kind, ...rest } = this.#facts.dependence(offset, vector);
    if (kind === "none" || ("step" in rest && rest.step === 1)) return 1;
    return this.#lanes * (kind === "affine" ? 1.25 : 3);
  }

  #scalarCost(root: Scalar, vector: string | null): number {
    const seen = new Set<Scalar>();
    const visit = (scalar: Scalar): number => {
      if (seen.has(scalar)) return 0;
      seen.add(scalar);
      const { expression } = scalar;
      let cost = childrenOf(scalar).reduce((sum, child) => sum + visit(child), 0);
      for (const index of indicesOf(expression)) for (const inner of scalarsOf(index)) cost += visit(inner);
      if (expression.kind === "call") cost += expensive[expression.name] ?? 1;
      if (expression.kind === "load") cost += this.#accessCost(expression.offset, vector);
      if (expression.kind === "index") cost += 1;
      if (expression.kind === "guard") cost += vector !== null && this.#varies(expression.bounds, vector) ? 4 : 2;
      return cost;
    };
    return visit(root);
  }
}

/** The accumulators that stand outside a loop and are updated in it. */
export function updatedOutside({ body }: Loop): readonly (Statement & { readonly kind: "update" })[] {
  const own = new Set<string>();
  const updates = new Map<string, Statement & { readonly kind: "update" }>();
  const visit = (statements: readonly Statement[]): void => {
    for (const statement of statements) {
      if (statement.kind === "accumulator") own.add(statement.name);
      if (statement.kind === "update") updates.set(statement.name, statement);
      if (statement.kind === "loop" || statement.kind === "when") visit(statement.body);
    }
  };
  visit(body);
  return [...updates.values()].filter(({ name }) => !own.has(name));
}

/** True where there is a loop among statements, at any depth. */
export function hasLoop(statements: readonly Statement[]): boolean {
  return statements.some((each) => each.kind === "loop" || (each.kind === "when" && hasLoop(each.body)));
}
