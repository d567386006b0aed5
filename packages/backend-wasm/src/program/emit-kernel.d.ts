/** Kernels -> functions of the module. */
import { type Kernel, type LoopKernel, type Precision } from "@rensa/core";
import { FunctionBuilder } from "../assembler/function-builder.ts";
import type { LaneCount } from "../lanes/kind.ts";
import { type Range } from "../nest/nest-emitter.ts";
import type { MemoryLayout } from "./memory-layout.ts";
/** How a program is emitted. */
export interface EmitOptions {
    readonly layout: MemoryLayout;
    readonly precision: Precision;
    readonly threads: number;
    /** Multiply-add is one rounding. */
    readonly fused: boolean;
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
/** A kernel of less is not worth a second thread. */
export declare const leastParallelCost = 3000;
/** Emits a kernel as loops. */
export declare function emitNestKernel(kernel: LoopKernel, options: EmitOptions): EmittedKernel;
/** The lanes that a kernel is computed by. */
export declare function lanesOf(kernel: Kernel, precision: Precision): LaneCount;
/** The part of a loop that the thread (the first parameter) runs, in multiples of `unit`. */
export declare function partOf(builder: FunctionBuilder, extent: number, unit: number, threads: number): Range;
//# sourceMappingURL=emit-kernel.d.ts.map