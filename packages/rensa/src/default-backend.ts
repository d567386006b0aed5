/** The backend of programs that name none. */
import { canRunWasm, wasmBackend } from "@rensa/backend-wasm";
import type { Backend } from "@rensa/core";
import { giveNotice, ProgramCache } from "@rensa/core/compiler";

let shared: Backend | undefined;

/**
 * The WebAssembly backend with a thread per core, or, where the engine lacks SIMD or a page's policy forbids WebAssembly
 * (a Content-Security-Policy without `'wasm-unsafe-eval'`), the JavaScript one, with one notice on the console, however many workers ask. It is the same each time: threads are a resource of the process.
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
      giveNotice(
        "Rensa: WebAssembly with SIMD is missing or forbidden here; programs run in JavaScript, which is slower.",
      );
      shared = laterJsBackend();
    }
  }
  return shared;
}

/** The JavaScript backend, which a page downloads only where it needs it. */
function laterJsBackend(): Backend {
  let loading: Promise<Backend> | undefined;
  const load = async (): Promise<Backend> => (await import("@rensa/backend-js")).jsBackend();
  return {
    name: "js",
    threads: 1,
    cache: new ProgramCache(),
    createStorage: async (layout) => (await (loading ??= load())).createStorage(layout),
    prepare: async (plan, options) => (await (loading ??= load())).prepare(plan, options),
  };
}
