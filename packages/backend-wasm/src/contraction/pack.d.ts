/** Packing: an operand of a contraction is evaluated, whatever expression it is, into the order in which it is read. */
import { Index, type LoopIndex, type Statement } from "@rensa/core";
import { type ContractionPlan } from "./contraction-plan.ts";
/** The names of the scratch buffers. */
export declare const scratchNames: {
    readonly left: "left operand";
    readonly right: "right operand";
};
/** Loops that evaluate the left operand into `[batch, rows, depth]`. */
export declare function packLeft({ kernel }: ContractionPlan): readonly Statement[];
/**
 * Nests that evaluate the right operand into panels, `[batch, panels, depth, width]`: the columns of a panel lie side by
 * side. The last panel may have fewer columns; what is left of it holds nothing.
 */
export declare function packRight(plan: ContractionPlan): readonly (readonly Statement[])[];
/** The row-major position of loops among each other. */
export declare function rowMajor(loops: readonly LoopIndex[]): Index;
//# sourceMappingURL=pack.d.ts.map