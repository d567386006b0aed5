import type { Backend } from "@rensa/core";
/**
 * The WebAssembly backend with a thread per core, or, where the engine lacks SIMD or forbids WebAssembly, the JavaScript
 * one, with one notice on the console. It is the same each time: threads are a resource of the process.
 *
 * @example
 * ```ts
 * import { defaultBackend } from "rensa";
 *
 * console.log(defaultBackend().name); // "wasm"
 * ```
 */
export declare function defaultBackend(): Backend;
//# sourceMappingURL=default-backend.d.ts.map