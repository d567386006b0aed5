import { FunctionBuilder } from "../assembler/function-builder.ts";
import type { Range } from "../nest/nest-emitter.ts";
import { type ContractionPlan } from "./contraction-plan.ts";
/** The distance of neighbouring columns, where whole panels of them can be turned; else `null`. */
export declare function turnableStride({ kernel, kind, rightSource }: ContractionPlan): number | null;
/** Packs the whole panels of `range`, for every element of the batch. `address` is that of the right operand. */
export declare function packColumns(builder: FunctionBuilder, plan: ContractionPlan, columnStride: number, { address, to }: {
    readonly address: number;
    readonly to: number;
}, { from, to: end }: Range): void;
//# sourceMappingURL=pack-columns.d.ts.map