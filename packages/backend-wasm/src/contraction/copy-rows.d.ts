/** Copying groups of four rows (or columns) so that the innermost loops read them straight on: `[reduction][row]`. */
import type { FunctionBuilder } from "../assembler/function-builder.ts";
import { type Node } from "../assembler/node.ts";
import { type ReductionAxis } from "./contraction-plan.ts";
/** A group of rows, and where it goes. */
export interface RowGroup {
    /** Byte addresses of the rows; one where they lie side by side. */
    readonly rows: readonly Node[];
    readonly to: Node;
    /** Bytes from one step of the reduction to the next where they go. */
    readonly stride: number;
    /** The axes of the reduction inside the chunk. */
    readonly axes: readonly ReductionAxis[];
    readonly bytes: number;
}
/** Copies a group. `steps`: how long the first axis is. */
export declare function copyGroup(builder: FunctionBuilder, { rows, to: start, stride, axes, bytes }: RowGroup, steps: Node): void;
//# sourceMappingURL=copy-rows.d.ts.map