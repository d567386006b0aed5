/** The WebAssembly backend: a program becomes one module over one memory, with SIMD and threads. */
import {
  refuseArgument,
  checkOneOf,
  checkOptions,
  RensaError,
  inParts,
  ProgramCache,
  sizeOf,
  Yielding,
  type Backend,
  type Prepared,
  type ProgramPlan,
} from "@rensa/core";
import { canCompileSimd, canShareMemory, enableRelaxedSimd, hasRelaxedSimd } from "./features.ts";
import { hostFunctions } from "./functions/host-functions.ts";
import { coreCount, isPage, nextTask } from "./platform.ts";
import type { Action } from "./program/actions.ts";
import { arrayAt } from "./program/array-at.ts";
import {
  aloneName,
  isLostName,
  programModule,
  type ProgramModule,
  type ProgramOptions,
} from "./program/program-module.ts";
import type { Segment } from "./program/segment.ts";
import { partsFor, type ProgramParts } from "./program/program-parts.ts";
import type { PooledProgram, ThreadPool } from "./threads/pool.ts";

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
  /** What plans became, or are becoming, which programs of them share. */
  const known = new WeakMap<ProgramPlan, Promise<CompiledPlan>>();
  return {
    name: "wasm",
    cache,
    get threads() {
      return threads;
    },
    prepare: async (plan, yielding = new Yielding()) => {
      const hasWorkers = (threads > 1 || isolatedPage) && (await (await threadSupport()).mayStartWorkers());
      if (!hasWorkers) threads = 1;
      const onPage = hasWorkers && isolatedPage;
      let compiling = known.get(plan);
      if (compiling === undefined) {
        compiling = compilePlan(plan, { threads, choosesThreads, fused, grain, patience, onPage }, yielding);
        known.set(plan, compiling);
        compiling.catch(() => known.delete(plan));
      }
      const compiled = await compiling;
      const pool = compiled.threads > 1 || onPage ? pools.of(compiled.threads) : null;
      return prepare(plan, compiled, { pool, onPage, triesPage: choosesThreads });
    },
    close: () => {
      cache.clear();
      return pools.close();
    },
  };
}

/** A plan as a module, which never changes. */
interface CompiledPlan extends Omit<ProgramModule, "bytes"> {
  readonly module: WebAssembly.Module;
  readonly moduleBytes: number;
}

async function compilePlan(
  plan: ProgramPlan,
  settings: Omit<ProgramOptions, "barriers" | keyof ProgramParts>,
  yielding: Yielding,
): Promise<CompiledPlan> {
  const [parts, barriers] = await Promise.all([partsFor(plan), settings.threads > 1 ? threadSupport() : null]);
  const { bytes, ...program } = await inParts(programModule(plan, { ...settings, ...parts, barriers }), yielding);
  return { ...program, module: await WebAssembly.compile(bytes), moduleBytes: bytes.length };
}

const threadSupport = () => import("./threads/thread-support.ts");

/** The threads of a backend. Their code is loaded where they are first needed: many a page never does. */
type LaterPool = () => Promise<ThreadPool>;

/** The threads of a backend: a pool for each number of them that a program has. */
class Pools {
  readonly #ownerWaits: boolean;
  readonly #pools = new Map<number, Promise<ThreadPool>>();
  #isClosed = false;

  constructor(ownerWaits: boolean) {
    this.#ownerWaits = ownerWaits;
  }

  of(threads: number): LaterPool {
    return () => {
      const pool = this.#pools.get(threads) ?? this.#load(threads);
      this.#pools.set(threads, pool);
      return pool;
    };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#pools.values()].map(async (pool) => (await pool).close()));
  }

  async #load(threads: number): Promise<ThreadPool> {
    const { ThreadPool } = await threadSupport();
    const pool = new ThreadPool(threads, { ownerWaits: this.#ownerWaits });
    // Whoever asks for threads after the end is refused as those are who had some.
    if (this.#isClosed) await pool.close();
    return pool;
  }
}

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

/** By whom a program is run. */
interface Place {
  readonly pool: LaterPool | null;
  readonly onPage: boolean;
  /** Whether a page may run short programs by itself. */
  readonly triesPage: boolean;
}

/** Bytes of machine code and the like that an engine makes of one byte of a module, roughly. */
const codeOfByte = 8;

async function prepare(
  plan: ProgramPlan,
  program: CompiledPlan,
  { pool, onPage, triesPage }: Place,
): Promise<Prepared> {
  const { layout, segments, descriptions, module } = program;
  const memory = await allocateMemory(program, pool);
  layout.fill(memory.buffer);
  let pooled: PooledProgram | null = null;
  const isLost = (): number => (pooled?.isLost() === true ? 1 : 0);
  const { exports } = await WebAssembly.instantiate(module, {
    rensa: { memory, ...hostFunctions, [isLostName]: isLost },
  });
  const arrays = new Map(
    plan.buffers.map(({ name, shape, dtype }) => [
      name,
      arrayAt(memory, layout.addressOf(name), sizeOf(shape), dtype, plan.precision),
    ]),
  );
  for (const { name, initial } of plan.buffers) {
    const array = arrays.get(name);
    if (array !== undefined) initial?.copyTo(array);
  }
  const names = partsOf(segments);
  const loaded = { module, memory, segments: names };
  if (program.threads > 1 && pool !== null && !onPage) pooled = await (await pool()).load(loaded);
  const call = ({ name, parallel }: WasmSegment): Action => {
    const run = exports[onPage ? aloneName(name) : name] as SegmentFunction;
    return wasmAction(run, names.indexOf(name), parallel ? pooled : null);
  };
  const prepared = { arrays, sources: new Map(descriptions), kept: codeOfByte * program.moduleBytes };
  const [first] = segments;
  // With host ops, a program is several segments, which JavaScript drives.
  if (segments.length !== 1 || first?.kind !== "wasm") {
    const { ActionMaker } = await import("./program/actions.ts");
    return { ...prepared, run: new ActionMaker({ plan, layout, memory, call }).inOrder(segments) };
  }
  const run = call(first);
  if (!onPage || pool === null) return { ...prepared, run };
  const { runInWorkers, RunPlace } = await threadSupport();
  return { ...prepared, ...runInWorkers(pool, loaded, run, new RunPlace(triesPage ? program.cost : Infinity)) };
}

/** The names of the parts of the module that segments call. */
function partsOf(segments: readonly Segment[]): readonly string[] {
  return segments.flatMap((segment) => {
    if (segment.kind === "wasm") return [segment.name];
    return segment.kind === "control" ? segment.bodies.flatMap(partsOf) : [];
  });
}

type WasmSegment = Segment & { readonly kind: "wasm" };

type SegmentFunction = (thread: number) => number;

function wasmAction(run: SegmentFunction, position: number, program: PooledProgram | null): Action {
  if (program === null) {
    return () => {
      run(0);
    };
  }
  return () => {
    program.start(position);
    if (run(0) !== 0) throw program.lost();
  };
}

/** Tries to get memory. */
const attempts = 5;

/** Memory for a program. Engines have addresses for about a hundred, those of forgotten programs among them. */
async function allocateMemory({ pages, shared }: CompiledPlan, pool: LaterPool | null): Promise<WebAssembly.Memory> {
  for (let attempt = 1; ; attempt++) {
    try {
      return new WebAssembly.Memory({ initial: pages, maximum: pages, shared });
    } catch (cause) {
      if (attempt < attempts) {
        // What this thread has forgotten is collected by now; then threads may let go of it too.
        await nextTask();
        await (await pool?.())?.release();
        continue;
      }
      const megabytes = String(Math.ceil(pages / 16));
      throw new RensaError(
        "BACKEND_UNSUPPORTED",
        `The engine refuses ${megabytes} MiB of memory for the program; use smaller batches or a smaller model.`,
        { cause },
      );
    }
  }
}
