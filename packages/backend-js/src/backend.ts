/** The JavaScript backend: every kernel becomes a function, emitted as source or, where that is forbidden, interpreted. */
import { checkOneOf, checkOptions, RensaError, type Backend } from "@rensa/core";
import {
  isLoopKernel,
  ProgramCache,
  visibleStorage,
  withInner,
  type Kernel,
  type Prepared,
  type ProgramPlan,
  type Yielding,
} from "@rensa/core/compiler";
import { ActionMaker } from "./actions.ts";
import { canGenerate, compileKernel, type CompiledKernel } from "./compile-kernel.ts";
import { allocateArena, slotsOf, Storage, storedArrays } from "./storage.ts";

/** How the JavaScript backend works. */
export interface JsBackendOptions {
  /**
   * `"emit"` generates code, `"interpret"` runs the kernels by an interpreter. Default: `"emit"` where the environment
   * allows `Function` (a strict Content-Security-Policy does not), else `"interpret"`.
   */
  readonly mode?: "emit" | "interpret";
  /** How many compiled programs are kept for graphs that come again (`ProgramCache`). Default: 32. */
  readonly cachedPrograms?: number;
}

/**
 * The JavaScript backend. It runs everywhere, and in float64 (`compile(..., { precision: "f64" })`) it is the oracle.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { compile, f32, identity, trace } from "@rensa/core";
 * import { jsBackend } from "@rensa/backend-js";
 *
 * const traced = trace({ x: f32(2) }, ({ x }) => identity(x));
 * const program = await compile(traced, { backend: jsBackend() });
 * console.log(program.run({ x: [1, 2] }).data); // Float32Array [1, 2]
 * ```
 */
export function jsBackend(options: JsBackendOptions = {}): Backend {
  checkOptions("jsBackend", options, ["mode", "cachedPrograms"]);
  checkOneOf("jsBackend: the mode", options.mode ?? "emit", ["emit", "interpret"]);
  /** What plans became, which programs of them share. */
  const known = new WeakMap<ProgramPlan, CompiledKernels>();
  const stores = new WeakMap<object, ArrayBuffer>();
  const memoryOf = (store: object | undefined): ArrayBuffer => {
    const memory = store && stores.get(store);
    if (memory !== undefined) return memory;
    throw new RensaError(
      "ARGUMENT_INVALID",
      "prepare: the plan has state; give the storage that this backend made for it.",
    );
  };
  return {
    name: "js",
    threads: 1,
    cache: new ProgramCache({ programs: options.cachedPrograms }),
    createStorage: (layout) => {
      const memory = allocateArena(layout.bytes);
      const storage = visibleStorage(storedArrays(layout, memory));
      stores.set(storage, memory);
      return storage;
    },
    prepare: async (plan, { store, yielding } = {}) => {
      const storage = new Storage(plan, plan.store === null ? null : memoryOf(store));
      const mode = options.mode ?? (canGenerate() ? "emit" : "interpret");
      const compiled = known.get(plan) ?? (await compileKernels(plan, mode, yielding));
      known.set(plan, compiled);
      return prepare(plan, compiled, storage);
    },
  };
}

type CompiledKernels = ReadonlyMap<Kernel, CompiledKernel>;

async function compileKernels(
  plan: ProgramPlan,
  mode: "emit" | "interpret",
  yielding: Yielding | undefined,
): Promise<CompiledKernels> {
  const compiled = new Map<Kernel, CompiledKernel>();
  // Each program says where its own buffers start.
  const moving = { slots: slotsOf(plan.kernels), starts: new Float64Array(0) };
  for (const kernel of withInner(plan.kernels).filter(isLoopKernel)) {
    if (yielding?.isDue === true) await yielding.now();
    compiled.set(kernel, compileKernel(kernel, { mode, moving, rounds: plan.precision === "f32" }));
  }
  return compiled;
}

function prepare(plan: ProgramPlan, compiled: CompiledKernels, storage: Storage): Prepared {
  const run = new ActionMaker((kernel) => plan.hostRun(kernel), compiled, storage).program(plan);
  const sources = new Map([...compiled].flatMap(([{ name }, { source }]) => (source === null ? [] : [[name, source]])));
  return {
    storage: visibleStorage((name) => storage.arrayOf(name)),
    sources,
    kept: [...sources.values()].reduce((sum, source) => sum + source.length, 0),
    run,
  };
}
