/** The backend of programs that name none. */
import { jsBackend } from "@rensa/backend-js";
import { canRunWasm, wasmBackend } from "@rensa/backend-wasm";
import type { Backend } from "@rensa/core";

let shared: Backend | undefined;

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
export function defaultBackend(): Backend {
  if (shared === undefined) {
    if (canRunWasm()) shared = wasmBackend();
    else {
      console.warn("Rensa: this engine has no WebAssembly with SIMD; programs run in JavaScript, which is slower.");
      shared = jsBackend();
    }
  }
  return shared;
}
