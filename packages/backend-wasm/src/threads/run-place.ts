/**
 * Where a page has a program run: by itself or by workers. The bits are the same; what is quicker depends on the program, and
 * on how many cores there are in truth, so that the first runs of either are timed.
 */

/** Vector instructions of a program that takes a millisecond or so on one thread. */
const instructionsOfMillisecond = 3_000_000;
/** Milliseconds of a program that workers cannot be sent for in less time. */
const worthNoWorker = 0.1;
/** Milliseconds that a page can be busy at a time without anybody noticing: half of the time between two frames. */
const unnoticed = 8;
/** Milliseconds of what browsers call a long task. */
const longTask = 50;
/** Runs that are timed in each place; the first warms it up. */
const trials = 4;

/** Decides where a program is run, by how long it took there. */
export class RunPlace {
  /** True where the page is to run it by itself. */
  isPage: boolean;
  #isDecided: boolean;
  #runs = 0;
  #best = Infinity;
  #ofPage = Infinity;

  /** For a program of so many vector instructions; of infinitely many where it is for workers in any case. */
  constructor(cost: number) {
    const milliseconds = cost / instructionsOfMillisecond;
    this.isPage = milliseconds < unnoticed;
    this.#isDecided = !this.isPage || milliseconds < worthNoWorker;
  }

  /** Tells how many milliseconds a run took where it was. */
  took(milliseconds: number): void {
    if (this.#isDecided) return;
    this.#runs++;
    if (this.#runs > 1) this.#best = Math.min(this.#best, milliseconds);
    // A page is not kept busy for a figure.
    const isLong = this.isPage && milliseconds >= (this.#runs === 1 ? longTask : unnoticed);
    if (this.#runs < trials && !isLong) return;
    if (this.isPage) this.#sendForWorkers();
    else this.#decide();
  }

  #sendForWorkers(): void {
    this.#ofPage = this.#best;
    this.isPage = false;
    this.#runs = 0;
    this.#best = Infinity;
  }

  #decide(): void {
    this.isPage = this.#ofPage < unnoticed && this.#ofPage <= this.#best;
    this.#isDecided = true;
  }
}
