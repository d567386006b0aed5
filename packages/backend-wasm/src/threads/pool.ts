/**
 * A pool of threads that run programs together: with the thread that owns the pool, or, where that may not wait for
 * others, in its place.
 *
 * A worker has no reason to collect garbage, so that it would keep the memory of every program that it ever ran. Hence
 * the pool counts the programs that nothing refers to any more, and when they are many or large it goes on with new
 * workers, which are given the programs that are left.
 */
import type { RensaError } from "@rensa/core";
import { Crew, threadLost, type NumberedProgram } from "./crew.ts";
import type { LoadedProgram } from "./worker-source.ts";

/** Forgotten programs, and bytes of theirs, that workers may keep. Chromium has addresses for 124 memories in all. */
const keptPrograms = 16;
const keptBytes = 2 ** 26;

/** A program that the pool runs as long as something refers to this. */
export class PooledProgram implements NumberedProgram {
  readonly id: number;
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly segments: readonly string[];
  /** The workers that have it. */
  crew: Crew;

  constructor(id: number, { module, memory, segments }: LoadedProgram, crew: Crew) {
    this.id = id;
    this.module = module;
    this.memory = memory;
    this.segments = segments;
    this.crew = crew;
  }

  /** Lets the workers run a segment. The caller runs its own part, which ends with a barrier. */
  start(segment: number): void {
    this.crew.start(this.id, segment);
  }

  /** True where a worker is known to have ended, though nobody was told yet. */
  isLost(): boolean {
    return this.crew.isLost();
  }

  /** A thread did not come back from a barrier. */
  lost(): RensaError {
    return this.crew.lost();
  }
}

/** Worker threads 1, 2, ...; thread 0 is the owner, or, in a pool whose owner may not wait, a worker too. */
export class ThreadPool {
  readonly threads: number;
  readonly #first: number;
  readonly #crews = new Set<Crew>();
  #crew: Crew | null = null;
  #closed: RensaError | null = null;
  #nextId = 0;
  /** What came before, of which only one thing may be done at a time. */
  #turn: Promise<void> = Promise.resolve();
  readonly #programs = new Map<number, WeakRef<PooledProgram>>();
  /** The bytes of each program that was forgotten, and that the workers still have. */
  #forgotten: number[] = [];
  readonly #registry = new FinalizationRegistry<{ readonly id: number; readonly bytes: number }>(({ id, bytes }) => {
    this.#programs.delete(id);
    this.#forgotten.push(bytes);
    const isMuch = this.#forgotten.length >= keptPrograms || this.#forgotten.reduce((a, b) => a + b) >= keptBytes;
    if (isMuch) void this.release();
  });

  constructor(threads: number, { ownerWaits }: { readonly ownerWaits: boolean }) {
    this.threads = threads;
    this.#first = ownerWaits ? 1 : 0;
  }

  /** Loads a program into all workers. */
  load(program: LoadedProgram): Promise<PooledProgram> {
    return this.#inTurn(async () => {
      const crew = await this.#current();
      const pooled = new PooledProgram(this.#nextId++, program, crew);
      await crew.load([pooled]);
      const { id, memory } = pooled;
      this.#programs.set(id, new WeakRef(pooled));
      this.#registry.register(pooled, { id, bytes: memory.buffer.byteLength });
      return pooled;
    });
  }

  /** Runs a segment in a pool whose owner may not wait. */
  run(program: PooledProgram, segment: number): Promise<void> {
    return this.#inTurn(() => program.crew.run(program.id, segment));
  }

  /** Lets go of forgotten programs, as far as it is known which are. */
  release(): Promise<void> {
    return this.#inTurn(async () => {
      const old = this.#crew;
      if (old === null || old.failure !== null || this.#forgotten.length === 0) return;
      this.#forgotten = [];
      const programs = [...this.#programs.values()]
        .flatMap((program) => program.deref() ?? [])
        .filter(({ crew }) => crew === old);
      const crew = this.#start();
      try {
        if (programs.length > 0) await crew.load(programs);
      } catch {
        // There may be no room for more threads. Those that are there go on.
        await this.#end(crew);
        return;
      }
      for (const program of programs) program.crew = crew;
      this.#crew = crew;
      await this.#end(old);
    });
  }

  /** Ends the workers. Programs that need them refuse to run from then on. */
  async close(): Promise<void> {
    this.#closed ??= threadLost("the backend was closed", undefined);
    for (const crew of this.#crews) crew.fail(this.#closed);
    await Promise.all([...this.#crews].map((crew) => this.#end(crew)));
  }

  /** The workers that programs are loaded into. After some were lost, there are new ones. */
  async #current(): Promise<Crew> {
    const old = this.#crew;
    if (old !== null && old.failure !== null) await this.#end(old);
    if (this.#closed !== null) throw this.#closed;
    if (old !== null && old.failure === null) return old;
    this.#crew = this.#start();
    return this.#crew;
  }

  #start(): Crew {
    const crew = new Crew(this.#first, this.threads);
    this.#crews.add(crew);
    return crew;
  }

  async #end(crew: Crew): Promise<void> {
    this.#crews.delete(crew);
    await crew.end();
  }

  async #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#turn.then(work);
    const over = (): void => undefined;
    this.#turn = done.then(over, over);
    return done;
  }
}
