/**
 * A backend that times every kernel of a program. It has another backend prepare each kernel as a program of its own,
 * hands data from one to the next off the clock, and so works with any. What it cannot see is what kernels cost each
 * other, and what one call for all of them saves: the sum of its times is above the time of a step.
 */
import { type Backend, type Kernel } from "@rensa/core";
/** One run of a kernel. Times are in milliseconds, from the start of the recording. */
export interface KernelRun {
    readonly kernel: Kernel;
    readonly start: number;
    readonly milliseconds: number;
}
/** Where a profiling backend puts down what it times. */
export interface Recording {
    readonly runs: KernelRun[];
}
/** Times the kernels of what it prepares, in a recording that the caller may empty. */
export declare function profilingBackend(inner: Backend, recording: Recording): Backend;
//# sourceMappingURL=profiling-backend.d.ts.map