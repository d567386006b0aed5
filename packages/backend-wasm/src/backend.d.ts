/** The WebAssembly backend: a program becomes one module over one memory, with SIMD and threads. */
import { type Backend } from "@rensa/core";
/** How the WebAssembly backend works. */
export interface WasmBackendOptions {
    /**
     * Threads that compute, the caller's included. The result does not depend on it. Default: the machine's cores; 1 where
     * memory cannot be shared, and on the main thread of a page, which must not wait for others.
     */
    readonly threads?: number;
    /**
     * `"fast"` rounds a multiply-add once where the engine can (relaxed SIMD); `"strict"` never does, and has the same
     * bits on every machine. Default: `"fast"`.
     */
    readonly numerics?: "fast" | "strict";
    /**
     * The least work that is worth a thread of its own, in vector instructions: kernels that cost less are run by one
     * thread, and so are programs that are not worth some of them. Default: 3000, about a microsecond.
     */
    readonly grain?: number;
    /** Seconds that a thread waits for another before it takes it for dead. Default: 30. */
    readonly patience?: number;
}
/** The WebAssembly backend, which holds threads. */
export interface WasmBackend extends Backend {
    /** Ends the threads. Programs that use them refuse to run from then on. */
    close(): Promise<void>;
}
/** True where the engine has what the backend needs. */
export declare function canRunWasm(): boolean;
/**
 * The WebAssembly backend.
 *
 * @throws RensaError `BACKEND_UNSUPPORTED` where the engine has no SIMD, `ARGUMENT_INVALID` for a number of threads that
 * is not an integer from 1.
 *
 * @example
 * ```ts
 * import { compile, f32, identity, trace } from "@rensa/core";
 * import { wasmBackend } from "@rensa/backend-wasm";
 *
 * const traced = trace({ x: f32(2) }, ({ x }) => identity(x));
 * const program = await compile(traced, { backend: wasmBackend({ threads: 1 }) });
 * console.log(program.run({ x: [1, 2] }).data); // Float32Array [1, 2]
 * ```
 */
export declare function wasmBackend(options?: WasmBackendOptions): WasmBackend;
//# sourceMappingURL=backend.d.ts.map