/** Workers that run parts of programs together, and the words by which they are told to. */
import { RensaError } from "@rensa/core";
import { crewWords } from "./control.ts";
import type { LoadedProgram, WorkerAnswer } from "./worker-source.ts";
import { startWorker, type PoolWorker } from "./worker.ts";

/** A program that workers have loaded, by its number. */
export interface NumberedProgram extends LoadedProgram {
  readonly id: number;
}

/** Workers with the numbers of threads from `first` to `threads - 1`. */
export class Crew {
  readonly #control = new Int32Array(new SharedArrayBuffer(4 * crewWords.count));
  readonly #workers: readonly PoolWorker[];
  readonly #first: number;
  /** What each worker is waited for; the last word of a run is number 0's. */
  readonly #pending = new Map<number, Pending>();
  #serving = false;
  #failure: RensaError | null = null;

  constructor(first: number, threads: number) {
    this.#first = first;
    this.#workers = Array.from({ length: threads - first }, (_, position) =>
      startWorker(
        {
          answered: (answer) => {
            const pending = this.#pending.get(position);
            this.#pending.delete(position);
            pending?.resolve(answer);
          },
          failed: (reason, cause) => {
            this.fail(threadLost(reason, cause));
          },
        },
        first === 0,
      ),
    );
  }

  /** Why nothing more can be run; `null` where it can. */
  get failure(): RensaError | null {
    return this.#failure;
  }

  /** Loads programs into all workers. */
  async load(programs: readonly NumberedProgram[]): Promise<void> {
    const answers = this.#expect(this.#workers.map((_, position) => position));
    const plain = programs.map(({ id, module, memory, segments }) => ({ id, module, memory, segments }));
    this.#workers.forEach((worker, position) => {
      worker.send({ programs: plain, control: this.#control, thread: this.#first + position });
    });
    if (this.#serving) this.#command(crewWords.listens);
    this.#serving = true;
    await answers;
  }

  /** Lets the workers run a segment of a program. The caller, if it is thread 0, runs its own part, up to a barrier. */
  start(id: number, segment: number): void {
    if (this.#failure !== null) throw this.#failure;
    Atomics.store(this.#control, crewWords.program, id);
    Atomics.store(this.#control, crewWords.segment, segment);
    this.#command(crewWords.runs);
  }

  /** Lets the workers, thread 0 among them, run a segment of a program, and resolves when they have. */
  async run(id: number, segment: number): Promise<void> {
    const answers = this.#expect([0]);
    if (this.#failure === null) this.start(id, segment);
    const [code] = await answers;
    if (code !== 0) throw this.lost();
  }

  /** True where a worker is known to have ended, without waiting for the event that tells of it. */
  isLost(): boolean {
    return this.#failure !== null || this.#workers.some((worker) => !worker.isAlive());
  }

  /** A thread did not come back from a barrier: nothing more can be run. */
  lost(): RensaError {
    return this.fail(threadLost("a thread did not reach the end of a kernel", undefined));
  }

  /** Refuses to run from now on. Returns why: the first reason stays. */
  fail(error: RensaError): RensaError {
    this.#failure ??= error;
    for (const { reject } of this.#pending.values()) reject(this.#failure);
    this.#pending.clear();
    return this.#failure;
  }

  /** Ends the workers. They are woken before, because Chromium gives one that sleeps two seconds more. */
  async end(): Promise<void> {
    this.fail(threadLost("its work was over", undefined));
    this.#command(crewWords.listens);
    await Promise.all(this.#workers.map((worker) => worker.end()));
  }

  /** While workers are waited for, they keep the process going; else they must not. */
  async #expect(positions: readonly number[]): Promise<readonly WorkerAnswer[]> {
    if (this.#failure !== null) throw this.#failure;
    const workers = positions.flatMap((position) => this.#workers[position] ?? []);
    for (const worker of workers) worker.hold(true);
    try {
      return await Promise.all(
        positions.map(
          (position) =>
            new Promise<WorkerAnswer>((resolve, reject) => {
              this.#pending.set(position, { resolve, reject });
            }),
        ),
      );
    } finally {
      for (const worker of workers) worker.hold(false);
    }
  }

  #command(kind: number): void {
    Atomics.add(this.#control, kind, 1);
    Atomics.add(this.#control, crewWords.go, 1);
    if (Atomics.load(this.#control, crewWords.sleeping) > 0) Atomics.notify(this.#control, crewWords.go);
  }
}

interface Pending {
  readonly resolve: (answer: WorkerAnswer) => void;
  readonly reject: (error: RensaError) => void;
}

/** The error of what needs a thread that is no more. */
export function threadLost(reason: string, cause: unknown): RensaError {
  const sentence = `A worker thread was lost (${reason}); compile the program again to go on, or use { threads: 1 }.`;
  return new RensaError("THREAD_LOST", sentence, { cause });
}
