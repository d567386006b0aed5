/**
 * A barrier in WebAssembly: the last thread to arrive opens it. Those that wait look at one word again and again, and
 * after a while sleep on it; one that has slept too long gives up, because a thread must have died.
 */
import { FunctionBuilder } from "../assembler/function-builder.ts";
/** The function that waits for all threads. It returns 0, or 1 where it gave up after `patience` seconds. */
export declare function barrierFunction(threads: number, patience: number): FunctionBuilder;
//# sourceMappingURL=barrier.d.ts.map