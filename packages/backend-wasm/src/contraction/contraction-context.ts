/** What a contraction's code is emitted with, beside its plan. */
import type { FunctionBuilder } from "../assembler/function-builder.ts";
import type { LoadedFunctions } from "../lanes/apply.ts";
import type { Range } from "../nest/nest-context.ts";
import type { Places } from "../nest/places.ts";

/** What is split over threads. */
export type Split = "rows" | "columns" | "batch" | "none";

/** What the emitter needs beside the plan. */
export interface ContractionContext {
  readonly builder: FunctionBuilder;
  readonly places: Places;
  readonly fused: boolean;
  readonly functions: LoadedFunctions;
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
