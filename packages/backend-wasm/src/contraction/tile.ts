/**
 * The block of sums that is kept in registers, 4 rows by 2 vectors: the innermost loops of a contraction. Every element
 * of the left operand is read into all lanes and multiplied with two vectors of the right one.
 */
import type { FunctionBuilder } from "../assembler/function-builder.ts";
import { addI32, i32, node, nodeWith, timesI32, type Node } from "../assembler/node.ts";
import type { FloatLanes } from "../functions/float-lanes.ts";
import { tileVectors, type ReductionAxis } from "./contraction-plan.ts";

/** What a block multiplies. */
export interface TileOperands {
  /** Byte addresses of the first element of each row of the left operand. */
  readonly rows: readonly Node[];
  /** Byte address of the first vector of the right operand. */
  readonly right: Node;
  /** Vectors of the right operand that are wanted. */
  readonly vectors: number;
}

/** Steps of the reduction that are written out. */
const unroll = 4;
/** Innermost axes of at most this extent are written out whole. */
const longestWritten = 8;

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
    this.#axes = axes;
    this.#bytes = lanes.bits / 8;
  }

  /** New locals for sums, by row and vector. */
  sums(rows: number, vectors: number = tileVectors): readonly (readonly Node[])[] {
    return Array.from({ length: rows }, () => Array.from({ length: vectors }, () => this.#builder.newLocal("v128")));
  }

  /** Adds the products of a chunk to the sums. `steps`: how long the first of the axes is in this chunk. */
  multiply(sums: readonly (readonly Node[])[], operands: TileOperands, steps: Node): void {
    this.#along(0, i32(0), i32(0), sums, operands, steps);
  }

  #along(
    level: number,
    left: Node,
    right: Node,
    sums: readonly (readonly Node[])[],
    operands: TileOperands,
    steps: Node,
  ): void {
    const axis = this.#axes[level];
    if (axis === undefined) {
      this.#products(left, right, 0, 0, sums, operands);
      return;
    }
    const builder = this.#builder;
    const isLast = level === this.#axes.length - 1;
    const [leftStep, rightStep] = [axis.left * this.#bytes, axis.right * this.#bytes];
    const written = (count: number): void => {
      for (let step = 0; step < count; step++) {
        this.#products(left, right, step * leftStep, step * rightStep, sums, operands);
      }
    };
    const length = steps.what.kind === "constant" ? steps.what.value : null;
    if (isLast && length !== null && length <= longestWritten) {
      written(length);
      return;
    }
    const count = isLast ? unroll : 1;
    const [ownLeft, ownRight, index] = [builder.newLocal("i32"), builder.newLocal("i32"), builder.newLocal("i32")];
    builder.assign(ownLeft, left);
    builder.assign(ownRight, right);
    const advance = (by: number, body: () => void): void => {
      body();
      builder.assign(ownLeft, addI32(ownLeft, i32(by * leftStep)));
      builder.assign(ownRight, addI32(ownRight, i32(by * rightStep)));
    };
    const inner = (first: number): void => {
      this.#products(ownLeft, ownRight, first * leftStep, first * rightStep, sums, operands);
    };
    if (!isLast) {
      const next = this.#axes[level + 1]?.extent ?? 1;
      builder.loop(index, i32(0), steps, 1, () => {
        advance(1, () => {
          this.#along(level + 1, ownLeft, ownRight, sums, operands, i32(next));
        });
      });
      return;
    }
    const whole = length === null ? builder.define(node("i32.and", steps, i32(-unroll))) : i32(length - (length % unroll));
    builder.loop(index, i32(0), whole, unroll, () => {
      advance(count, () => {
        for (let step = 0; step < count; step++) inner(step);
      });
    });
    if (length === null) {
      builder.loop(index, whole, steps, 1, () => {
        advance(1, () => {
          inner(0);
        });
      });
    } else for (let step = 0; step < length % unroll; step++) inner(step);
  }

  /** One step: an element of each row times the vectors of the panel. */
  #products(
    left: Node,
    right: Node,
    leftBytes: number,
    rightBytes: number,
    sums: readonly (readonly Node[])[],
    operands: TileOperands,
  ): void {
    const builder = this.#builder;
    const place = addI32(operands.right, right);
    const vectors = Array.from({ length: operands.vectors }, (_, vector) =>
      builder.define(nodeWith("v128.load", [rightBytes + vector * 16], place)),
    );
    sums.forEach((row, position) => {
      const start = operands.rows[position];
      if (start === undefined) return;
      const splat = this.#bytes === 4 ? "v128.load32_splat" : "v128.load64_splat";
      const element = builder.define(nodeWith(splat, [leftBytes], addI32(start, left)));
      row.forEach((sum, vector) => {
        builder.assign(sum, this.#lanes.multiplyAdd(element, vectors[vector] ?? element, sum));
      });
    });
  }
}

/** The bytes of elements. */
export function byteOffset(elements: Node, bytes: number): Node {
  return timesI32(elements, bytes);
}
