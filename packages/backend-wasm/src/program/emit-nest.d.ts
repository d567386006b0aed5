/** Kernels that are plain loops -> functions of the module. */
import { type LoopKernel, type Precision, type Statement } from "@rensa/core";
import { FunctionBuilder } from "../assembler/function-builder.ts";
import { type LaneCount } from "../lanes/kind.ts";
import { type Range } from "../nest/nest-emitter.ts";
import type { Loop } from "../nest/vectorise.ts";
import type { MemoryLayout } from "./memory-layout.ts";
/** How a program is emitted. */
export interface EmitOptions {
    readonly layout: MemoryLayout;
    readonly precision: Precision;
    readonly threads: number;
    /** Multiply-add is one rounding. */
    readonly fused: boolean;
    /** A kernel that costs less is run by one thread. */
    readonly grain: number;
}
/** A kernel as a function of the number of the thread that runs it. */
export interface EmittedKernel {
    readonly builder: FunctionBuilder;
    /** Every thread runs a part; else the first runs all of it. */
    readonly parallel: boolean;
    /** About how many vector instructions it takes. */
    readonly cost: number;
    /** What was decided, for people. */
    readonly description: string;
}
/** Emits a kernel as loops. */
export declare function emitNest(kernel: LoopKernel, options: EmitOptions): EmittedKernel;
/** The lanes that a nest is computed by: two where anything in it is an f64. */
export declare function lanesOf(statements: readonly Statement[], precision: Precision): LaneCount;
/** The part of a loop that the thread (the first parameter) runs, in multiples of `unit`. */
export declare function partOf(builder: FunctionBuilder, extent: number, unit: number, threads: number): Range;
/** The one loop at the top that stores something; no other statement there does. */
export declare function parallelLoop(statements: readonly Statement[]): Loop | undefined;
//# sourceMappingURL=emit-nest.d.ts.map