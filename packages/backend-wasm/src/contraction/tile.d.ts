/**
 * The block of sums that is kept in registers, 4 rows by 2 vectors: the innermost loops of a contraction. Every element
 * of the left operand is read into all lanes and multiplied with two vectors of the right one.
 *
 * The loops are not unrolled: V8 moves the loads of several steps together, and then has too few registers for the sums.
 * Written four times, the innermost loop ran at half the speed.
 */
import type { FunctionBuilder } from "../assembler/function-builder.ts";
import { type Node } from "../assembler/node.ts";
import type { FloatLanes } from "../functions/float-lanes.ts";
import { type ReductionAxis } from "./contraction-plan.ts";
/** What a block multiplies. */
export interface TileOperands {
    /** Byte addresses of the first element of each row of the left operand. */
    readonly rows: readonly Node[];
    /** Byte address of the first vector of the right operand. */
    readonly right: Node;
    /** Vectors of the right operand that are wanted. */
    readonly vectors: number;
}
/** Emits the sums of products of a block. */
export declare class TileEmitter {
    #private;
    /** `axes`: those of the reduction that lie inside a chunk. */
    constructor(builder: FunctionBuilder, lanes: FloatLanes<Node, Node>, axes: readonly ReductionAxis[]);
    /** New locals for sums, by row and vector. */
    sums(rows: number, vectors?: number): readonly (readonly Node[])[];
    /** Adds the products of a chunk to the sums. `steps`: how long the first of the axes is in this chunk. */
    multiply(sums: readonly (readonly Node[])[], operands: TileOperands, steps: Node): void;
}
/** The bytes of elements. */
export declare function byteOffset(elements: Node, bytes: number): Node;
//# sourceMappingURL=tile.d.ts.map