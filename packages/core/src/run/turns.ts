/** Who may use storage now: programs that share a store run one after the other. */
import { RensaError } from "../graph/error.ts";

/** The turns of all that work on one storage. */
export class Turns {
  /** A run computes right now: whoever calls is one of its host ops. */
  #isRunning = false;
  /** Asynchronous runs that are under way or wait for their turn. */
  #pending = 0;
  #turn: Promise<unknown> = Promise.resolve();

  /** True where nothing is under way. */
  get isFree(): boolean {
    return this.#pending === 0;
  }

  /** Something computes at once from now on. (A pair of calls and no function, which every run would make anew.) */
  enter(): void {
    this.#isRunning = true;
  }

  /** What computed at once is done. */
  leave(): void {
    this.#isRunning = false;
  }

  /** Does what takes a while, when all is done that came before. */
  async queue<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#pending++;
    const done = this.#turn.then(async () => {
      try {
        return await work();
      } finally {
        this.#pending--;
      }
    });
    const over = (): void => undefined;
    this.#turn = done.then(over, over);
    return done;
  }

  /** @throws RensaError `PROGRAM_BUSY` where a host op of a run calls. */
  refuseReentry(what: string): void {
    if (!this.#isRunning) return;
    throw new RensaError(
      "PROGRAM_BUSY",
      `${what}: a host op of the program calls it while it runs; compile the traced function again for use in there.`,
    );
  }

  /** @throws RensaError `PROGRAM_BUSY` where a host op of a run calls, or an asynchronous run is under way. */
  refuseBusy(what: string): void {
    this.refuseReentry(what);
    if (this.isFree) return;
    throw new RensaError(
      "PROGRAM_BUSY",
      `${what}: a runAsync of the program, or of one with the same store, is under way; await it before.`,
    );
  }
}
