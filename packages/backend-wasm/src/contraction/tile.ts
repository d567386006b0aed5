/**
 * The block of sums that is kept in registers, 4 rows by 2 vectors: the innermost loops of a contraction. Every element
 * of the left operand is read into all lanes and multiplied with two vectors of the right one.
 *
 * The loops are not unrolled: V8 moves the loads of several steps together, and then has too few registers for the sums.
 * Written four times, the innermost loop ran at half the speed. For the same reason it has as few pointers as can be.
 */
import type { FunctionBuilder } from "../assembler/function-builder.ts";
import { addI32, i32, node, nodeWith, type Node } from "../assembler/node.ts";
import type { FloatLanes } from "../functions/float-lanes.ts";
import { tileVectors, type ReductionAxis } from "./contraction-plan.ts";

/** What a block multiplies. */
export interface TileOperands {
  /** Byte addresses of the first element of each row of the left operand; one where rows lie side by side. */
  readonly rows: readonly Node[];
  /** Byte address of the first vector of the right operand. */
  readonly right: Node;
  /** Vectors of the right operand that are wanted. */
  readonly vectors: number;
}

/** Sums by row and vector. */
export type Sums = readonly (readonly Node[])[];

/** Emits the sums of products of a block. */
export class TileEmitter {
  readonly #builder: FunctionBuilder;
  readonly #lanes: FloatLanes<Node, Node>;
  readonly #axes: readonly ReductionAxis[];
  readonly #bytes: number;

  /** `axes`: those of the reduction that lie inside a chunk. */
  constructor(builder: FunctionBuilder, lanes: FloatLanes<Node, Node>, axes: readonly ReductionAxis[]) {
    this.#builder = builder;
    this.#lanes = lanes;
    this.#axes = axes.length > 0 ? axes : [{ extent: 1, left: 0, right: 0 }];
    this.#bytes = lanes.bits / 8;
  }

  /** New locals for sums, by row and vector. */
  sums(rows: number, vectors: number = tileVectors): Sums {
    return Array.from({ length: rows }, () => Array.from({ length: vectors }, () => this.#builder.newLocal("v128")));
  }

  /** Adds the products of a chunk to the sums. `steps`: how long the first of the axes is in this chunk. */
  multiply(sums: Sums, operands: TileOperands, steps: Node): void {
    this.#along(0, operands, steps, sums);
  }

  /** A loop along an axis, with pointers of its own that move with it. */
  #along(level: number, { rows, right, vectors }: TileOperands, steps: Node, sums: Sums): void {
    const axis = this.#axes[level];
    if (axis === undefined) return;
    const builder = this.#builder;
    const moving = (from: Node): Node => {
      const pointer = builder.newLocal("i32");
      builder.assign(pointer, from);
      return pointer;
    };
    const own = { rows: rows.map(moving), right: moving(right), vectors };
    const [leftBytes, rightBytes] = [axis.left * this.#bytes, axis.right * this.#bytes];
    const body = (): void => {
      const inner = this.#axes[level + 1];
      if (inner === undefined) this.#products(own, sums);
      else this.#along(level + 1, own, i32(inner.extent), sums);
    };
    if (steps.what.kind === "constant" && steps.what.value === 1) {
      body();
      return;
    }
    const move = (): void => {
      for (const row of own.rows) builder.assign(row, addI32(row, i32(leftBytes)));
      builder.assign(own.right, addI32(own.right, i32(rightBytes)));
    };
    if (rightBytes > 0) {
      // The pointer itself says where the loop ends.
      const end = builder.define(addI32(right, node("i32.mul", steps, i32(rightBytes))));
      builder.repeatWhile(
        () => {
          body();
          move();
        },
        () => node("i32.ne", own.right, end),
      );
      return;
    }
    const index = builder.newLocal("i32");
    builder.loop(index, i32(0), steps, 1, () => {
      body();
      move();
    });
  }

  /** One step: an element of each row times the vectors of the panel. */
  #products({ rows, right, vectors }: TileOperands, sums: Sums): void {
    const builder = this.#builder;
    const factors = Array.from({ length: vectors }, (_, vector) =>
      builder.define(nodeWith("v128.load", [vector * 16], right)),
    );
    const splat = this.#bytes === 4 ? "v128.load32_splat" : "v128.load64_splat";
    sums.forEach((row, position) => {
      const pointer = rows[position] ?? rows[0];
      if (pointer === undefined) return;
      const offset = rows[position] === undefined ? position * this.#bytes : 0;
      const element = builder.define(nodeWith(splat, [offset], pointer));
      row.forEach((sum, vector) => {
        builder.assign(sum, this.#lanes.multiplyAdd(element, factors[vector] ?? element, sum));
      });
    });
  }
}
