/** A reduction as code: its partial results in registers, and the total of its blocks, which is in doubles. */
import type { Combine } from "@rensa/core";
import { combineFunctions } from "@rensa/core/compiler";
import type { FunctionBuilder } from "../assembler/function-builder.ts";
import { node, type Node } from "../assembler/node.ts";
import type { LaneFunctions } from "../lanes/apply.ts";
import type { Kind } from "../lanes/kind.ts";
import { highHalf, secondLane, shuffle32 } from "../lanes/shuffle.ts";
import type { ReductionPlan } from "./long-sums.ts";

/** What a reduction is, and where its code goes. */
export interface AccumulatorOptions {
  readonly builder: FunctionBuilder;
  readonly functions: LaneFunctions;
  readonly combine: Combine;
  readonly kind: Kind;
  /** What it starts as. */
  readonly start: number;
  readonly plan: ReductionPlan;
  /** The same value is in all lanes. */
  readonly isUniform: boolean;
}

/** The registers of one reduction. */
export class Accumulator {
  /** Results by group of lanes; one where lanes are not iterations of the reduction. */
  readonly registers: readonly Node[];
  readonly #options: AccumulatorOptions;
  /** Sums of blocks: doubles of the first two lanes, then of the others where they differ. */
  readonly #totals: readonly Node[];

  constructor(options: AccumulatorOptions) {
    this.#options = options;
    const { builder, functions, kind, start, plan, isUniform } = options;
    this.registers = Array.from({ length: Math.max(1, plan.groups) }, () => builder.newLocal("v128"));
    const vectors = kind === "f32" && functions.lanes === 4 && !(isUniform && plan.groups === 0) ? 2 : 1;
    this.#totals = Array.from({ length: plan.long ? vectors : 0 }, () => builder.newLocal("v128"));
    this.#fill(this.registers, start);
    for (const total of this.#totals) builder.assign(total, functions.constant(0, "f64"));
  }

  /** Adds a complete block to the totals, and starts the next. */
  endBlock(): void {
    const { builder, functions, kind } = this.#options;
    const block = builder.define(this.#folded());
    this.#totals.forEach((total, half) => {
      const part = half === 0 ? block : highHalf(block);
      const wide = kind === "f64" ? part : functions.apply("convert", [part], kind, "f64");
      builder.assign(total, node("f64x2.add", total, wide));
    });
    this.#fill(this.registers, 0);
  }

  /** The result, in all lanes that it belongs to. */
  result(): Node {
    const { builder, kind, plan, isUniform } = this.#options;
    const [first = this.#folded(), second] = this.#totals;
    if (!plan.long) return plan.groups === 0 ? this.#folded() : builder.define(this.#horizontal(this.#folded(), kind));
    this.endBlock();
    if (plan.groups > 0) {
      const both = second === undefined ? first : node("f64x2.add", first, second);
      return builder.define(this.#narrow(this.#horizontal(builder.define(both), "f64"), true));
    }
    if (second === undefined) return builder.define(this.#narrow(first, isUniform));
    return builder.define(shuffle32(this.#narrow(first, false), this.#narrow(second, false), [0, 1, 4, 5]));
  }

  /** Doubles in the kind of the elements. */
  #narrow(total: Node, isUniform: boolean): Node {
    const { builder, functions, kind } = this.#options;
    if (kind === "f64") return total;
    const narrow = functions.apply("convert", [total], "f64", kind);
    if (!isUniform) return narrow;
    const kept = builder.define(narrow);
    return shuffle32(kept, kept, [0, 0, 0, 0]);
  }

  #fill(registers: readonly Node[], value: number): void {
    const { builder, functions, kind } = this.#options;
    for (const register of registers) builder.assign(register, functions.constant(value, kind));
  }

  /** All groups as one vector, by halves. */
  #folded(): Node {
    let registers = this.registers;
    while (registers.length > 1) {
      const half = Math.ceil(registers.length / 2);
      registers = registers.slice(0, half).map((register, at) => {
        const other = registers[at + half];
        return other === undefined ? register : this.#combined(register, other, this.#options.kind);
      });
    }
    const [only] = registers;
    if (only === undefined) throw new TypeError("A reduction has no register.");
    return only;
  }

  /** The combination of all lanes, in all lanes. */
  #horizontal(vector: Node, kind: Kind): Node {
    if (kind === "f64") {
      const all = this.#combined(vector, highHalf(vector), kind);
      return shuffle32(all, all, [0, 1, 0, 1]);
    }
    const halves = this.#options.functions.lanes === 2 ? vector : this.#combined(vector, highHalf(vector), kind);
    const all = this.#combined(halves, secondLane(halves), kind);
    return shuffle32(all, all, [0, 0, 0, 0]);
  }

  #combined(a: Node, b: Node, kind: Kind): Node {
    const { combine, functions } = this.#options;
    return functions.apply(combineFunctions[combine], [a, b], kind, kind);
  }
}
