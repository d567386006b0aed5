/** createEngine: what programs are compiled with, said once, with the standard pipeline and backend by default. */
import { checkKind, checkOptions, type Engine, type Pass } from "@rensa/core";
import { makeEngine, type EngineParts } from "@rensa/core/compiler";
import { checkNames } from "@rensa/ops";
import { defaultBackend } from "./default-backend.ts";
import { defaultPasses, passesWith } from "./pipeline.ts";

/** What {@link createEngine} takes. All of it has a default. */
export interface EngineOptions extends Partial<Omit<EngineParts, "passes" | "expectPlugins">> {
  /**
   * What programs go through: a function of the standard passes, which have the rules of the plugins, or a list in place
   * of them, in which rules of plugins are only where it has them. Default: the standard passes.
   */
  readonly passes?: readonly Pass[] | ((standard: readonly Pass[]) => readonly Pass[]);
}

/**
 * Makes an engine: backend, passes, plugins and checks, which `engine.compile` uses, and everything that is given the
 * engine (`train`, `createTrainer`, `predictor`, `evaluate`, `search`). A plugin counts in all of them: the names of its
 * ops are held against the standard ones, its rules are tried before the standard ones, and its kernels are used.
 *
 * @throws RensaError `ARGUMENT_INVALID` for options of another kind or name; `OP_DUPLICATE` where two plugins have ops of
 *   one name. Whether a name is a standard op's is found when the first program is compiled.
 *
 * @example
 * ```ts
 * import { createEngine, f32, jsBackend, trace, withoutPasses } from "rensa";
 * import { mul } from "@rensa/ops";
 *
 * const traced = trace({ x: f32(3) }, ({ x }) => mul(x, 1));
 * const engine = createEngine({ backend: jsBackend() });
 * console.log((await engine.compile(traced)).stages.kernels.length); // 0
 *
 * const literal = createEngine({ passes: (standard) => withoutPasses(["simplify"], standard) });
 * console.log((await literal.compile(traced)).stages.kernels.length); // 1
 * ```
 */
export function createEngine(options: EngineOptions = {}): Engine {
  checkOptions("createEngine", options, [
    "backend",
    "plugins",
    "passes",
    "regionPasses",
    "fuse",
    "precision",
    "checkFinite",
    "checkPasses",
    "checkIndices",
  ]);
  const { backend = defaultBackend(), plugins = [], passes } = options;
  checkKind("createEngine: the plugins", plugins, "list");
  // Without plugins they are the same each time, by which what was compiled before is found again.
  const standard = plugins.length === 0 ? defaultPasses : passesWith(plugins);
  const chosen = typeof passes === "function" ? passes(standard) : (passes ?? standard);
  checkKind("createEngine: the passes", chosen, "list");
  return makeEngine({ ...options, backend, plugins, passes: chosen, expectPlugins: checkNames });
}

let shared: Engine | undefined;

/**
 * The engine of what is given none: the standard passes on {@link defaultBackend}. It is the same each time.
 *
 * @example
 * ```ts
 * import { defaultEngine } from "rensa";
 *
 * console.log(defaultEngine().backend.name); // "wasm"
 * ```
 */
export function defaultEngine(): Engine {
  return (shared ??= createEngine());
}
