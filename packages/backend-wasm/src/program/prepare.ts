/** A compiled plan becomes what runs: a module over memory, its own or that of its store. */
import { RensaError, sizeOf } from "@rensa/core";
import { visibleStorage, type Prepared, type ProgramPlan } from "@rensa/core/compiler";
import { hostFunctions } from "../functions/host-functions.ts";
import { threadSupport, type LaterPool } from "../threads/later-pool.ts";
import type { PooledProgram } from "../threads/pool.ts";
import type { Action } from "./actions.ts";
import { arrayAt } from "./array-at.ts";
import type { CompiledPlan } from "./compile-plan.ts";
import { viewsOf, type ProgramMemory } from "./program-memory.ts";
import { aloneName, isLostName } from "./program-module.ts";
import type { Segment } from "./segment.ts";

/** By whom a program is run, and where. */
export interface Place {
  readonly pool: LaterPool | null;
  readonly onPage: boolean;
  /** Whether a page may run short programs by itself. */
  readonly triesPage: boolean;
  readonly memory: ProgramMemory;
}

/** Bytes of machine code and the like that an engine makes of one byte of a module, roughly. */
const codeOfByte = 8;

/** A program of that plan, in that memory. */
export async function prepare(plan: ProgramPlan, program: CompiledPlan, place: Place): Promise<Prepared> {
  const { layout, segments, descriptions, module } = program;
  const { pool, onPage, triesPage, memory: own } = place;
  const { memory } = own;
  layout.fill(memory.buffer);
  let pooled: PooledProgram | null = null;
  const isLost = (): number => (pooled?.isLost() === true ? 1 : 0);
  const { exports } = await WebAssembly.instantiate(module, {
    rensa: { memory, ...hostFunctions, [isLostName]: isLost },
  });
  const types = new Map(plan.buffers.map((buffer) => [buffer.name, buffer]));
  const view = viewsOf(own, (name) => {
    const { shape, dtype } = types.get(name) ?? unknownBuffer(name);
    return arrayAt(memory, layout.addressOf(name), sizeOf(shape), dtype, plan.precision);
  });
  for (const { name, initial } of plan.buffers) initial?.copyTo(view(name));
  const names = partsOf(segments);
  const loaded = { module, memory, segments: names };
  if (program.threads > 1 && pool !== null && !onPage) pooled = await (await pool()).load(loaded);
  own.mend();
  const call = ({ name, parallel }: WasmSegment): Action => {
    const run = exports[onPage ? aloneName(name) : name] as SegmentFunction;
    return wasmAction(run, names.indexOf(name), parallel ? pooled : null, own);
  };
  const prepared = {
    storage: visibleStorage(view),
    sources: new Map(descriptions),
    kept: codeOfByte * program.moduleBytes,
  };
  const [first] = segments;
  // With host ops, a program is several segments, which JavaScript drives.
  if (segments.length !== 1 || first?.kind !== "wasm") {
    const { ActionMaker } = await import("./actions.ts");
    const bind = (): Action => new ActionMaker({ plan, layout, memory, call }).inOrder(segments);
    let { version } = own;
    let action = bind();
    const run = (): void => {
      // The arrays of before are no longer those of the memory.
      if (version !== own.version) {
        action = bind();
        version = own.version;
      }
      action();
    };
    return { ...prepared, run };
  }
  const run = call(first);
  if (!onPage || pool === null) return { ...prepared, run };
  const { runInWorkers, RunPlace } = await threadSupport();
  const runPlace = new RunPlace(triesPage ? program.cost : Infinity);
  return { ...prepared, ...runInWorkers(pool, loaded, run, runPlace, own) };
}

function unknownBuffer(name: string): never {
  throw new RensaError("INTERNAL", `The buffer ${name} has no storage.`);
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

function wasmAction(
  run: SegmentFunction,
  position: number,
  program: PooledProgram | null,
  memory: ProgramMemory,
): Action {
  if (program === null) {
    return () => {
      if (memory.lost !== null) throw memory.lost;
      run(0);
    };
  }
  return () => {
    if (memory.lost !== null) throw memory.lost;
    program.start(position);
    if (run(0) === 0) return;
    memory.lost = program.lost();
    throw memory.lost;
  };
}
