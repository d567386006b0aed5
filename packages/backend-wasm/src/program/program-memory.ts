/** Memory in which programs run: of one program, or of a store and all programs that work on it, for which it grows. */
import { RensaError, sizeOf, type TypedArray } from "@rensa/core";
import type { ProgramPlan, StoreLayout } from "@rensa/core/compiler";
import { nextTask } from "../platform.ts";
import type { LaterPool } from "../threads/later-pool.ts";
import { arrayAt } from "./array-at.ts";
import type { CompiledPlan } from "./compile-plan.ts";
import { controlBytes, mostPages, pageBytes, storeStart } from "./memory-layout.ts";

/** Memory, and what is to be known of it before it is used. */
export class ProgramMemory {
  readonly memory: WebAssembly.Memory;
  /** Changes when arrays over the memory are good no more. */
  version = 0;
  /** Why nothing in it can be relied on: a thread was lost in the middle of a run. */
  lost: RensaError | null = null;

  constructor(memory: WebAssembly.Memory) {
    this.memory = memory;
  }

  /** Forgets that a thread was lost, when the threads of then are gone. */
  mend(): void {
    if (this.lost === null) return;
    new Uint8Array(this.memory.buffer, 0, controlBytes).fill(0);
    this.lost = null;
  }
}

/** A place in the memory of a store. */
interface Region {
  readonly plan: ProgramPlan;
  readonly base: number;
  readonly end: number;
}

/** The memory of a store. */
export class StoreMemory extends ProgramMemory {
  readonly shared: boolean;
  /** Where the next program may stand. */
  #end: number;
  /** Regions whose programs nobody refers to any more. */
  #free: Region[] = [];
  #turn: Promise<unknown> = Promise.resolve();
  readonly #registry = new FinalizationRegistry<Region>((region) => {
    this.#release(region);
  });

  constructor(memory: WebAssembly.Memory, { bytes }: StoreLayout, shared: boolean) {
    super(memory);
    this.shared = shared;
    this.#end = storeStart + bytes;
  }

  /** Finds a place for a program, one at a time: `compile` is told where it begins. */
  async place(plan: ProgramPlan, compile: (base: number) => Promise<CompiledPlan>): Promise<PlacedProgram> {
    const placed = this.#turn.then(async () => {
      const known = this.#free.find((region) => region.plan === plan);
      const base = known?.base ?? this.#end;
      const program = await compile(base);
      const { end } = program.layout;
      const region = { plan, base, end: known?.end ?? Math.ceil(end / 64) * 64 };
      this.#free = this.#free.filter((each) => each !== known);
      this.#growTo(program.pages);
      this.#end = Math.max(this.#end, region.end);
      const keep = (holder: object): (() => void) => {
        this.#registry.register(holder, region, region);
        return () => {
          if (this.#registry.unregister(region)) this.#release(region);
        };
      };
      return { program, keep };
    });
    const over = (): void => undefined;
    this.#turn = placed.then(over, over);
    return placed;
  }

  #release(region: Region): void {
    this.#free.push(region);
    // What is free at the end is there for any program, what lies between for one of the same plan.
    for (let last = this.#last(); last !== undefined; last = this.#last()) {
      const found = last;
      this.#free = this.#free.filter((each) => each !== found);
      this.#end = found.base;
    }
  }

  #last(): Region | undefined {
    return this.#free.find(({ end }) => end === this.#end);
  }

  #growTo(pages: number): void {
    const missing = pages - this.memory.buffer.byteLength / pageBytes;
    if (missing <= 0) return;
    try {
      this.memory.grow(missing);
    } catch (cause) {
      throw refused(pages, cause);
    }
    this.version++;
  }
}

/** A program with its place in a store. */
export interface PlacedProgram {
  readonly program: CompiledPlan;
  /** The place is the program's as long as there is the holder, or until what is returned is called. */
  readonly keep: (holder: object) => () => void;
}

/** Makes the memory of a store. */
export async function allocateStore(
  layout: StoreLayout,
  shared: boolean,
  pool: LaterPool | null,
): Promise<StoreMemory> {
  const initial = Math.ceil((storeStart + layout.bytes) / pageBytes);
  // Some engines set aside at once what memory may grow to, and refuse the most.
  for (let maximum = mostPages; ; maximum = Math.max(initial, Math.floor(maximum / 2))) {
    try {
      return new StoreMemory(await allocate({ initial, maximum, shared }, pool), layout, shared);
    } catch (error) {
      if (maximum === initial) throw error;
    }
  }
}

/** Makes the memory of a program without a store. */
export async function allocateProgram({ pages, shared }: CompiledPlan, pool: LaterPool | null): Promise<ProgramMemory> {
  return new ProgramMemory(await allocate({ initial: pages, maximum: pages, shared }, pool));
}

/** What gives the values of a store. */
export function storedView({ buffers, precision }: StoreLayout, memory: ProgramMemory): (name: string) => TypedArray {
  const places = new Map(buffers.map((buffer) => [buffer.name, buffer]));
  return viewsOf(memory, (name) => {
    const place = places.get(name);
    if (place === undefined) throw new RensaError("INTERNAL", `The store has no value ${name}.`);
    const { offset, shape, dtype } = place;
    return arrayAt(memory.memory, storeStart + offset, sizeOf(shape), dtype, precision);
  });
}

/** Keeps arrays over memory as long as they are good. */
export function viewsOf(memory: ProgramMemory, make: (name: string) => TypedArray): (name: string) => TypedArray {
  const views = new Map<string, TypedArray>();
  let { version } = memory;
  return (name) => {
    if (version !== memory.version) {
      views.clear();
      version = memory.version;
    }
    let view = views.get(name);
    if (view === undefined) views.set(name, (view = make(name)));
    return view;
  };
}

/** Tries to get memory. */
const attempts = 5;

/** Engines have addresses for about a hundred memories, those of forgotten programs among them. */
async function allocate(descriptor: WebAssembly.MemoryDescriptor, pool: LaterPool | null): Promise<WebAssembly.Memory> {
  for (let attempt = 1; ; attempt++) {
    try {
      return new WebAssembly.Memory(descriptor);
    } catch (cause) {
      if (attempt < attempts) {
        // What this thread has forgotten is collected by now; then threads may let go of it too.
        await nextTask();
        await (await pool?.())?.release();
        continue;
      }
      throw refused(descriptor.initial, cause);
    }
  }
}

function refused(pages: number, cause: unknown): RensaError {
  const megabytes = String(Math.ceil(pages / 16));
  return new RensaError(
    "BACKEND_UNSUPPORTED",
    `The engine refuses ${megabytes} MiB of memory for the program; use smaller batches or a smaller model.`,
    { cause },
  );
}
