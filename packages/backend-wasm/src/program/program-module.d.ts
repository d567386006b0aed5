/** A program as one module: a function per kernel, and one per segment that calls them, with barriers where needed. */
import type { HostKernel, ProgramPlan } from "@rensa/core";
import { MemoryLayout } from "./memory-layout.ts";
/** How a program is made. */
export interface ProgramOptions {
    readonly threads: number;
    readonly fused: boolean;
    /** A kernel that costs less, in vector instructions, is run by one thread. */
    readonly grain: number;
    /** Seconds that a thread waits for another before it takes it for dead. */
    readonly patience: number;
}
/** What runs in order: parts of the module, and host kernels between them. */
export type Segment = {
    readonly kind: "wasm";
    readonly name: string;
    readonly parallel: boolean;
} | {
    readonly kind: "host";
    readonly kernel: HostKernel;
};
/** A program's module and what it needs. */
export interface ProgramModule {
    readonly bytes: Uint8Array<ArrayBuffer>;
    readonly pages: number;
    readonly layout: MemoryLayout;
    readonly segments: readonly Segment[];
    /** It uses more than one thread. */
    readonly parallel: boolean;
    /** What was decided for each kernel, by its name. */
    readonly descriptions: ReadonlyMap<string, string>;
}
/** Emits the module of a program. */
export declare function programModule(plan: ProgramPlan, options: ProgramOptions): ProgramModule;
//# sourceMappingURL=program-module.d.ts.map