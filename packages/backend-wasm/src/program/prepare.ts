/** A compiled plan becomes what runs: a module over memory of its own. */
import { RensaError, sizeOf } from "@rensa/core";
import type { Prepared, ProgramPlan } from "@rensa/core/compiler";
import { hostFunctions } from "../functions/host-functions.ts";
import { nextTask } from "../platform.ts";
import { threadSupport, type LaterPool } from "../threads/later-pool.ts";
import type { PooledProgram } from "../threads/pool.ts";
import type { Action } from "./actions.ts";
import { arrayAt } from "./array-at.ts";
import type { CompiledPlan } from "./compile-plan.ts";
import { aloneName, isLostName } from "./program-module.ts";
import type { Segment } from "./segment.ts";

/** By whom a program is run. */
export interface Place {
  readonly pool: LaterPool | null;
  readonly onPage: boolean;
  /** Whether a page may run short programs by itself. */
  readonly triesPage: boolean;
}

/** Bytes of machine code and the like that an engine makes of one byte of a module, roughly. */
const codeOfByte = 8;

/** A program of that plan, with memory of its own. */
export async function prepare(
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
    const { ActionMaker } = await import("./actions.ts");
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
