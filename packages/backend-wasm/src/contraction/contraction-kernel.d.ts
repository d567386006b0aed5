import { type EmittedKernel, type EmitOptions } from "../program/emit-nest.ts";
import { type ContractionPlan } from "./contraction-plan.ts";
/** Bytes of scratch memory that a contraction needs while it runs. */
export declare function scratchBytes(plan: ContractionPlan, threads: number): number;
/** Emits a contraction. `scratch` is the address of as many bytes as {@link scratchBytes} says. */
export declare function emitContraction(plan: ContractionPlan, scratch: number, options: EmitOptions): readonly EmittedKernel[];
//# sourceMappingURL=contraction-kernel.d.ts.map