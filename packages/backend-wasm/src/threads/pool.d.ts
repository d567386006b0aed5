/** A pool of worker threads that run parts of programs together with the thread that owns the pool. */
import { RensaError } from "@rensa/core";
/** A program as workers load it. */
export interface LoadedProgram {
    readonly module: WebAssembly.Module;
    readonly memory: WebAssembly.Memory;
    /** The names of the exported functions, each of which takes the number of its thread. */
    readonly segments: readonly string[];
}
/** Worker threads 1, 2, ...; thread 0 is the caller. */
export declare class ThreadPool {
    #private;
    readonly threads: number;
    constructor(threads: number);
    /** Loads a program into all workers. It is forgotten when `owner` is. */
    load(program: LoadedProgram, owner: object): Promise<number>;
    /** Lets the workers run a segment of a program. The caller runs its own part, which ends with a barrier. */
    start(id: number, segment: number): void;
    /** A thread did not come back from a barrier: nothing more can be run. */
    lost(): RensaError;
    /** Ends the workers. Programs that need them refuse to run from then on. */
    close(): Promise<void>;
}
//# sourceMappingURL=pool.d.ts.map