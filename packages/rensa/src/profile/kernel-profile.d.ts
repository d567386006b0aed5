import type { KernelRun } from "./profiling-backend.ts";
/** What the machine can do at the most. */
export interface Roof {
    /** GFLOP/s of all threads together. */
    readonly flops: number;
    /** GB/s of memory, read and written together. */
    readonly bandwidth: number;
}
/** A kernel of a program. */
export interface KernelProfile {
    readonly name: string;
    readonly kind: string;
    /** The nodes in it, each once. */
    readonly nodes: readonly string[];
    /** The median over its runs. */
    readonly milliseconds: number;
    readonly flops: number;
    readonly bytes: number;
    /** The time that arithmetic or memory allow, whichever is longer, as a share of the time taken; `null` without a roof. */
    readonly ofRoof: number | null;
}
/**
 * The kernels of what was recorded, in order of execution.
 *
 * @example
 * ```ts
 * import { compile, f32, kernelProfiles, profilingBackend, profileTable, trace, wasmBackend, type Recording } from "rensa";
 * import { exp } from "@rensa/ops";
 *
 * const recording: Recording = { runs: [] };
 * const backend = profilingBackend(wasmBackend(), recording);
 * const program = await compile(trace({ x: f32(1000) }, ({ x }) => exp(x)), { backend });
 * program.run({ x: new Float32Array(1000) });
 * console.log(profileTable(kernelProfiles(recording.runs)));
 * ```
 */
export declare function kernelProfiles(runs: readonly KernelRun[], roof?: Roof | null): readonly KernelProfile[];
/** The kernels that take the most time, as a table for people. Default: 20 of them. */
export declare function profileTable(kernels: readonly KernelProfile[], rows?: number): string;
/** What was recorded as a Chrome trace, to be written as JSON and opened in Perfetto or `chrome://tracing`. */
export declare function chromeTrace(runs: readonly KernelRun[]): {
    readonly traceEvents: readonly object[];
};
//# sourceMappingURL=kernel-profile.d.ts.map