/** The WebAssembly backend: a program becomes one module over one memory, with SIMD and threads. */
import { RensaError, sizeOf, type Backend, type Prepared, type ProgramPlan } from "@rensa/core";
import { canShareMemory, enableRelaxedSimd, hasRelaxedSimd, hasSimd } from "./features.ts";
import { coreCount, mayBlock } from "./platform.ts";
import { ActionMaker, type Action } from "./program/actions.ts";
import { arrayAt } from "./program/array-at.ts";
import { programModule, type ProgramModule } from "./program/program-module.ts";
import type { Segment } from "./program/segment.ts";
import { ThreadPool } from "./threads/pool.ts";

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
export function canRunWasm(): boolean {
  return typeof WebAssembly === "object" && hasSimd();
}

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
export function wasmBackend(options: WasmBackendOptions = {}): WasmBackend {
  const { numerics = "fast", grain = 3000, patience = 30 } = options;
  if (!canRunWasm()) {
    throw new RensaError("BACKEND_UNSUPPORTED", "This engine has no WebAssembly with SIMD; use jsBackend instead.");
  }
  if (numerics === "fast") enableRelaxedSimd();
  const fused = numerics === "fast" && hasRelaxedSimd();
  const threads = threadsOf(options.threads);
  const pool = threads > 1 ? new ThreadPool(threads) : null;
  return {
    name: "wasm",
    threads,
    prepare: (plan) => prepare(plan, programModule(plan, { threads, fused, grain, patience }), pool),
    close: async () => pool?.close(),
  };
}

function threadsOf(wanted: number | undefined): number {
  if (wanted !== undefined && !(Number.isInteger(wanted) && wanted >= 1)) {
    throw new RensaError("ARGUMENT_INVALID", `wasmBackend: ${String(wanted)} threads; give an integer from 1.`);
  }
  const count = wanted ?? Math.max(1, coreCount());
  return count > 1 && mayBlock() && canShareMemory() ? count : 1;
}

async function prepare(plan: ProgramPlan, program: ProgramModule, pool: ThreadPool | null): Promise<Prepared> {
  const { pages, layout, segments, descriptions } = program;
  const memory = allocateMemory(pages, program.parallel);
  layout.fill(memory.buffer);
  const module = await WebAssembly.compile(program.bytes);
  const { exports } = await WebAssembly.instantiate(module, { rensa: { memory } });
  const arrays = new Map(
    plan.buffers.map(({ name, shape, dtype }) => [
      name,
      arrayAt(memory, layout.addressOf(name), sizeOf(shape), dtype, plan.precision),
    ]),
  );
  for (const { name, initial } of plan.buffers) if (initial !== null) arrays.get(name)?.set(initial);
  const names = partsOf(segments);
  // The workers forget the program when nothing refers to its memory any more.
  const workers =
    program.parallel && pool !== null
      ? { pool, id: await pool.load({ module, memory, segments: names }, memory) }
      : null;
  const make = new ActionMaker({
    plan,
    layout,
    memory,
    call: (segment) =>
      wasmAction(segment, names.indexOf(segment.name), exports[segment.name] as SegmentFunction, workers),
  });
  return { arrays, sources: descriptions, run: make.inOrder(segments) };
}

/** The names of the parts of the module that segments call. */
function partsOf(segments: readonly Segment[]): readonly string[] {
  return segments.flatMap((segment) => {
    if (segment.kind === "wasm") return [segment.name];
    return segment.kind === "control" ? segment.bodies.flatMap(partsOf) : [];
  });
}

type SegmentFunction = (thread: number) => number;

function wasmAction(
  { parallel }: Segment & { readonly kind: "wasm" },
  position: number,
  run: SegmentFunction,
  workers: { readonly pool: ThreadPool; readonly id: number } | null,
): Action {
  if (!parallel || workers === null) {
    return () => {
      run(0);
    };
  }
  const { pool, id } = workers;
  return () => {
    pool.start(id, position);
    if (run(0) !== 0) throw pool.lost();
  };
}

function allocateMemory(pages: number, shared: boolean): WebAssembly.Memory {
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: pages, shared });
  } catch (cause) {
    const megabytes = String(Math.ceil(pages / 16));
    throw new RensaError(
      "BACKEND_UNSUPPORTED",
      `The engine refuses ${megabytes} MiB of memory for the program; use smaller batches or a smaller model.`,
      { cause },
    );
  }
}
