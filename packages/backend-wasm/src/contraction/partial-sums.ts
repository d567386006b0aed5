/**
 * The sums of a block between chunks of the reduction. A chunk adds up in the element's own precision, chunks in doubles,
 * so that the error does not grow with the length of the reduction beyond that of a chunk.
 */
import type { FunctionBuilder } from "../assembler/function-builder.ts";
import { node, nodeWith, type Node } from "../assembler/node.ts";
import { highHalf, shuffle32 } from "../lanes/shuffle.ts";

/** Vectors of doubles that hold the lanes of one vector of sums. */
export function widenedVectors(kind: "f32" | "f64"): number {
  return kind === "f32" ? 2 : 1;
}

/** The totals of all chunks but the last, in memory at an address. */
export class PartialSums {
  readonly #builder: FunctionBuilder;
  readonly #kind: "f32" | "f64";

  constructor(builder: FunctionBuilder, kind: "f32" | "f64") {
    this.#builder = builder;
    this.#kind = kind;
  }

  /** Keeps the sums of the first chunk. */
  start(sums: readonly Node[], address: Node): void {
    sums.forEach((sum, position) => {
      this.#store(this.#widen(sum), position, address);
    });
  }

  /** Adds the sums of a chunk to what is kept. */
  add(sums: readonly Node[], address: Node): void {
    sums.forEach((sum, position) => {
      this.#store(this.#total(sum, position, address), position, address);
    });
  }

  /** Replaces the sums of the last chunk by those of all. */
  finish(sums: readonly Node[], address: Node): void {
    sums.forEach((sum, position) => {
      this.#builder.assign(sum, this.#narrow(this.#total(sum, position, address)));
    });
  }

  #total(sum: Node, position: number, address: Node): readonly Node[] {
    return this.#widen(sum).map((part, half) => {
      const kept = nodeWith("v128.load", [this.#offset(position, half)], address);
      return node("f64x2.add", kept, part);
    });
  }

  #store(parts: readonly Node[], position: number, address: Node): void {
    parts.forEach((part, half) => {
      this.#builder.perform("v128.store", [this.#offset(position, half)], address, part);
    });
  }

  #offset(position: number, half: number): number {
    return (position * widenedVectors(this.#kind) + half) * 16;
  }

  #widen(sum: Node): readonly Node[] {
    if (this.#kind === "f64") return [sum];
    return [sum, highHalf(sum)].map((half) => node("f64x2.promote_low_f32x4", half));
  }

  #narrow([low, high]: readonly Node[]): Node {
    if (low === undefined) throw new TypeError("A sum has no total.");
    if (high === undefined) return low;
    const [a, b] = [low, high].map((half) => node("f32x4.demote_f64x2_zero", half));
    return shuffle32(a ?? low, b ?? high, [0, 1, 4, 5]);
  }
}
