/** The JavaScript backend: every kernel becomes a function, emitted as source or, where that is forbidden, interpreted. */
import { checkOptions, checkOneOf } from "@rensa/core";
import type { Backend, Prepared, ProgramPlan } from "@rensa/core";
import { ActionMaker } from "./actions.ts";
import { canGenerate } from "./compile-kernel.ts";
import { Storage } from "./storage.ts";

/** How the JavaScript backend works. */
export interface JsBackendOptions {
  /**
   * `"emit"` generates code, `"interpret"` runs the kernels by an interpreter. Default: `"emit"` where the environment
   * allows `Function` (a strict Content-Security-Policy does not), else `"interpret"`.
   */
  readonly mode?: "emit" | "interpret";
}

/**
 * The JavaScript backend. It runs everywhere, and in float64 (`compile(..., { precision: "f64" })`) it is the oracle.
 *
 * @example
 * ```ts
 * import { checkOptions, checkOneOf, compile, f32, identity, trace } from "@rensa/core";
 * import { jsBackend } from "@rensa/backend-js";
 *
 * const traced = trace({ x: f32(2) }, ({ x }) => identity(x));
 * const program = await compile(traced, { backend: jsBackend() });
 * console.log(program.run({ x: [1, 2] }).data); // Float32Array [1, 2]
 * ```
 */
export function jsBackend(options: JsBackendOptions = {}): Backend {
  checkOptions("jsBackend", options, ["mode"]);
  checkOneOf("jsBackend: the mode", options.mode ?? "emit", ["emit", "interpret"]);
  return {
    name: "js",
    threads: 1,
    prepare: (plan) => prepare(plan, options.mode ?? (canGenerate() ? "emit" : "interpret")),
  };
}

function prepare(plan: ProgramPlan, mode: "emit" | "interpret"): Prepared {
  const storage = new Storage(plan);
  const make = new ActionMaker(plan, mode, storage);
  const actions = [
    ...plan.kernels.map((kernel) => make.kernel(kernel)),
    ...plan.copies.flatMap((copy) => make.copy(copy)),
  ];
  const arrays = new Map(plan.buffers.map(({ name }) => [name, storage.arrayOf(name)]));
  return {
    arrays,
    sources: make.sources,
    run: () => {
      for (const action of actions) action();
    },
  };
}
