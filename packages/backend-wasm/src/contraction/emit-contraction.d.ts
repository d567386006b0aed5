import type { FunctionBuilder } from "../assembler/function-builder.ts";
import { type Range } from "../nest/nest-emitter.ts";
import type { Places } from "../nest/places.ts";
import { type ContractionPlan } from "./contraction-plan.ts";
/** What is split over threads. */
export type Split = "rows" | "columns" | "batch" | "none";
/** What the emitter needs beside the plan. */
export interface ContractionContext {
    readonly builder: FunctionBuilder;
    readonly places: Places;
    readonly fused: boolean;
    readonly split: Split;
    /** The part of what is split: groups of rows, panels, or elements of the batch. */
    readonly range: Range | null;
    /** Byte address of a table of the byte offsets of rows; `null` where rows lie at equal distances. */
    readonly rowTable: number | null;
    /** Byte address of copied rows, one part per thread; `null` where they are read in place. */
    readonly copiedRows: number | null;
    /** Byte address of the partial sums, one part per thread; `null` where the reduction is not cut. */
    readonly partialSums: number | null;
}
/** Emits the main function of a contraction. */
export declare class ContractionEmitter {
    #private;
    constructor(plan: ContractionPlan, context: ContractionContext);
    emit(): void;
}
/** Bytes of partial sums that one thread needs. */
export declare function partialSumBytes({ columns, kind }: ContractionPlan): number;
/** Bytes of copied rows that one thread needs. */
export declare function copiedRowBytes(plan: ContractionPlan): number;
/** The byte offsets of all rows, where these do not lie at equal distances. */
export declare function rowOffsets({ left, kernel, rows, kind }: ContractionPlan): Int32Array | null;
//# sourceMappingURL=emit-contraction.d.ts.map