/** An engine: what programs are compiled with, said once for all of them. */
import { checkKind, checkOneOf, checkParts } from "../graph/check-argument.ts";
import { checkOptions } from "../graph/check-options.ts";
import { RensaError } from "../graph/error.ts";
import type { Pass } from "../passes/pass.ts";
import type { Tensor } from "../op/tensor.ts";
import type { Traced } from "../trace/trace.ts";
import type { TypeTree } from "../trace/tree.ts";
import type { Backend } from "./backend.ts";
import { compile, programOptionNames, type CompileOptions, type ProgramOf, type ProgramOptions } from "./compile.ts";
import type { StoreStart, TypesOnly } from "./create-store.ts";
import type { PluginDefinition } from "./define-plugin.ts";
import type { Store, TypesOf } from "./store.ts";

/** What compiles programs: a backend, passes, plugins and checks. `createEngine` of `rensa` makes one. */
export interface Engine {
  /** What runs its programs. */
  readonly backend: Backend;
  /** What its programs go through, in order, the rules of its plugins among them. */
  readonly passes: readonly Pass[];
  /** Whose rules and kernels its programs use. */
  readonly plugins: readonly PluginDefinition[];
  /**
   * Compiles a traced function.
   *
   * @param traced - The traced function, as `trace` gives it.
   * @param options - what is otherwise for this program alone; an option left out is the engine's.
   *
   * @throws RensaError As the core's `compile`; `OP_DUPLICATE` where a plugin has an op of the name of a standard one.
   */
  compile<Spec, Result, const State extends string = never>(
    traced: Traced<Spec, Result>,
    options?: ProgramOptions<State>,
  ): Promise<ProgramOf<Spec, Result, NoInfer<State>>>;
  /**
   * Makes a store, in which programs of this engine keep and share values.
   *
   * @param start - what it begins with: a function of a random key, which is traced and run; or types and host tensors,
   *   nested under names, of which types begin with zeros.
   * @param options - The seed of its start.
   *
   * @throws RensaError As the core's `createStore`.
   */
  createStore<T>(start: (key: Tensor<readonly [2], "i32">) => T, options?: StoreStart): Promise<Store<TypesOf<T>>>;
  createStore<const T extends Readonly<Record<string, TypeTree>>>(start: T): Promise<Store<TypesOnly<T>>>;
}

/** What {@link makeEngine} takes. */
export interface EngineParts extends Omit<CompileOptions, "state"> {
  /** Refuses plugins that do not fit what is beside them. It is asked once, before the first program. Default: nothing more is looked at. */
  readonly expectPlugins?: (plugins: readonly PluginDefinition[]) => Promise<void>;
}

/**
 * Makes an engine of exactly these parts: without `passes`, programs go only through what lowering needs. For who makes
 * a library on the core; `createEngine` of `rensa` has the standard passes and a backend by default.
 *
 * @param parts - Backend, passes and plugins.
 *
 * @throws RensaError `ARGUMENT_INVALID` for parts of another kind.
 *
 * @example
 * ```ts
 * import { jsBackend } from "@rensa/backend-js";
 * import { f32, trace } from "@rensa/core";
 * import { makeEngine } from "@rensa/core/compiler";
 * import { mul } from "@rensa/ops";
 *
 * const engine = makeEngine({ backend: jsBackend() });
 * const program = await engine.compile(trace({ x: f32(3) }, ({ x }) => mul(x, 2)));
 * console.log(program.run({ x: [1, 2, 3] }).data); // Float32Array [2, 4, 6]
 * ```
 */
export function makeEngine(parts: EngineParts): Engine {
  const names = programOptionNames.filter((name) => name !== "state");
  checkOptions("makeEngine", parts, ["backend", "plugins", "expectPlugins", ...names]);
  const { expectPlugins = () => Promise.resolve(), ...given } = parts;
  const { backend, passes = [], plugins = [], regionPasses = [], precision = "f32" } = given;
  checkParts("An engine's backend", backend, "name", "prepare");
  checkKind("An engine's plugins", plugins, "list");
  for (const plugin of plugins) checkParts("A plugin of an engine", plugin, "name", "ops");
  checkKind("An engine's passes", passes, "list");
  checkKind("An engine's passes of regions", regionPasses, "list");
  for (const pass of [...passes, ...regionPasses]) checkParts("A pass", pass, "name", "run");
  checkOneOf("An engine's precision", precision, ["f32", "f64"]);
  checkKind("makeEngine: expectPlugins", expectPlugins, "function");
  // As they are now: the caller's lists may change.
  const own = { ...given, passes: Object.freeze([...passes]), plugins: Object.freeze([...plugins]) };
  let expected: Promise<void> | undefined;
  async function compileOwn<Spec, Result, const State extends string = never>(
    traced: Traced<Spec, Result>,
    options: ProgramOptions<State> = {},
  ): Promise<ProgramOf<Spec, Result, NoInfer<State>>> {
    checkKind("compile: its options", options, "record");
    expectOfProgram(options);
    checkOptions("compile", options, programOptionNames);
    await (expected ??= expectPlugins(own.plugins));
    // An option that is there and undefined is one left out.
    const said = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
    return compile<Spec, Result, State>(traced, { ...own, ...said });
  }
  return Object.freeze({
    backend,
    passes: own.passes,
    plugins: own.plugins,
    compile: compileOwn,
    createStore: async (start: unknown, options: StoreStart = {}): Promise<never> => {
      await (expected ??= expectPlugins(own.plugins));
      const { passes: all, plugins: used, precision: kept } = { precision: "f32" as const, ...own };
      // Loaded by who makes one.
      const { createStore } = await import("./create-store.ts");
      return createStore(start, { ...options, backend, passes: all, plugins: used, precision: kept });
    },
  });
}

/** Refuses what an engine says for all of its programs. */
function expectOfProgram(options: object): void {
  const name = ["backend", "plugins"].find((each) => Reflect.get(options, each) !== undefined);
  if (name === undefined) return;
  throw new RensaError(
    "ARGUMENT_INVALID",
    `compile: the ${name} is said once, for all programs of an engine; write createEngine({ ${name} }).compile(traced).`,
  );
}
