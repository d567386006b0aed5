/** The WebAssembly backend: a program becomes one module over one memory, with SIMD and threads. */
import { refuseArgument, checkOneOf, checkOptions, RensaError, type Backend } from "@rensa/core";
import { ProgramCache, visibleStorage, Yielding } from "@rensa/core/compiler";
import { canCompileSimd, canShareMemory, enableRelaxedSimd, hasRelaxedSimd } from "./features.ts";
import { coreCount, isPage } from "./platform.ts";
import { CompiledPlans } from "./compiled-plans.ts";
import type { CompiledPlan, StoreMemory } from "./program/program-support.ts";
import { Pools, threadSupport } from "./threads/later-pool.ts";

/** How the WebAssembly backend works. */
export interface WasmBackendOptions {
  /**
   * Threads that compute, the caller's included. The result does not depend on it. Default: chosen for each program by
   * what it costs, at most the machine's cores and 16; 1 where memory cannot be shared. On the main thread of a page, which
   * must not wait for others, `runAsync` computes with these threads, all of them workers, and `run` with the page's own.
   * By default they are one less than the cores there and at most 8, and short programs, whose first runs are timed, are run
   * by the page where that is quicker than to send for workers. Where a page's policy refuses
   * `blob:` as a source of workers, there is one thread, and one notice on the console when a program is compiled.
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
  /**
   * Seconds that a thread waits for another before it takes it for dead. A worker that ended is noticed at once on a page
   * and in Node, whatever this is. Default: 30.
   */
  readonly patience?: number;
  /** How many compiled programs are kept for graphs that come again (`ProgramCache`). Default: 32. */
  readonly cachedPrograms?: number;
}

/**
 * The WebAssembly backend, which holds threads.
 *
 * On the main thread of a page that may share memory (one that is cross-origin isolated), `runAsync` leaves the page
 * free: workers compute, which are started by the first such call; the page's policy must allow `blob:` as a source of
 * workers. A program with host ops, whose functions no worker can be given, is run by the page, and so is every program
 * where memory cannot be shared.
 */
export interface WasmBackend extends Backend {
  /** Ends the threads. Programs that use them refuse to run from then on. */
  close(): Promise<void>;
}

/**
 * True where the engine has what the backend needs, and is allowed to use it: a page's Content-Security-Policy can forbid
 * WebAssembly.
 *
 * @example
 * ```ts
 * import { canRunWasm, jsBackend, wasmBackend } from "rensa";
 *
 * const backend = canRunWasm() ? wasmBackend({ threads: 1 }) : jsBackend();
 * console.log(backend.name); // "wasm"
 * ```
 */
export function canRunWasm(): boolean {
  return typeof WebAssembly === "object" && canCompileSimd();
}

/**
 * The WebAssembly backend.
 *
 * @throws RensaError `BACKEND_UNSUPPORTED` where the engine has no SIMD or may not compile, `ARGUMENT_INVALID` for a number of
 * threads that is not an integer from 1.
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
export function wasmBackend(options: WasmBackendOptions = {}): WasmBackend {
  checkOptions("wasmBackend", options, ["threads", "numerics", "grain", "patience", "cachedPrograms"]);
  const { numerics = "fast", grain = 3000, patience = 30 } = options;
  checkThreads(options.threads);
  checkOneOf("wasmBackend: numerics", numerics, ["fast", "strict"]);
  for (const [name, value] of Object.entries({ grain, patience })) {
    if (!(value >= 0)) refuseArgument(`wasmBackend: ${name}`, value, "a number that is 0 or more");
  }
  if (!canRunWasm()) {
    throw new RensaError(
      "BACKEND_UNSUPPORTED",
      "WebAssembly with SIMD is missing or forbidden here; use jsBackend instead.",
    );
  }
  if (numerics === "fast") enableRelaxedSimd();
  const fused = numerics === "fast" && hasRelaxedSimd();
  const shares = canShareMemory();
  const isolatedPage = shares && isPage();
  let threads = shares ? threadsOf(options.threads, isolatedPage) : 1;
  const choosesThreads = options.threads === undefined;
  const pools = new Pools(!isolatedPage);
  const cache = new ProgramCache({ programs: options.cachedPrograms });
  // It is on its way while a model is built. Whoever compiles is told if it does not come.
  programSupport().catch(() => undefined);
  const known = new CompiledPlans();
  const stores = new WeakMap<object, StoreMemory>();
  /** Whether there are workers, as far as the environment allows. */
  const findWorkers = async (): Promise<boolean> => {
    const found = (threads > 1 || isolatedPage) && (await (await threadSupport()).mayStartWorkers());
    if (!found) threads = 1;
    return found;
  };
  return {
    name: "wasm",
    cache,
    get threads() {
      return threads;
    },
    createStorage: async (layout) => {
      const { allocateStore, storedView } = await programSupport();
      const memory = await allocateStore(layout, await findWorkers(), null);
      const storage = visibleStorage(storedView(layout, memory));
      stores.set(storage, memory);
      return storage;
    },
    prepare: async (plan, { store, yielding = new Yielding() } = {}) => {
      const { allocateProgram, compilePlan, prepare } = await programSupport();
      const hasWorkers = await findWorkers();
      const onPage = hasWorkers && isolatedPage;
      const settings = { threads, choosesThreads, fused, grain, patience, onPage };
      const poolOf = (program: CompiledPlan) => (program.threads > 1 || onPage ? pools.of(program.threads) : null);
      const place = { onPage, triesPage: choosesThreads };
      if (plan.store === null) {
        const program = await known.of(plan, null, () => compilePlan(plan, { ...settings, inStore: null }, yielding));
        const pool = poolOf(program);
        return prepare(plan, program, { ...place, pool, memory: await allocateProgram(program, pool) });
      }
      const memory = store && stores.get(store);
      if (memory === undefined) {
        throw new RensaError(
          "ARGUMENT_INVALID",
          "prepare: the plan has state; give the storage that this backend made for it.",
        );
      }
      const { program, keep } = await memory.place(plan, (base) =>
        known.of(plan, base, () =>
          compilePlan(plan, { ...settings, inStore: { base, shared: memory.shared } }, yielding),
        ),
      );
      const prepared = await prepare(plan, program, { ...place, pool: poolOf(program), memory });
      return { ...prepared, release: keep(prepared.storage) };
    },
    close: () => {
      cache.clear();
      return pools.close();
    },
  };
}

/** What compiles and runs programs, most of the backend. */
const programSupport = () => import("./program/program-support.ts");

function checkThreads(wanted: number | undefined): void {
  if (wanted === undefined || (Number.isInteger(wanted) && wanted >= 1)) return;
  throw new RensaError("ARGUMENT_INVALID", `wasmBackend: ${String(wanted)} threads; give an integer from 1.`);
}

/** Threads that are taken where nobody says how many: engines may claim more cores than a program can have. */
const mostThreads = { page: 8, other: 16 } as const;

function threadsOf(wanted: number | undefined, onPage: boolean): number {
  if (wanted !== undefined) return wanted;
  const cores = onPage ? Math.min(coreCount() - 1, mostThreads.page) : Math.min(coreCount(), mostThreads.other);
  return Math.max(1, cores);
}
