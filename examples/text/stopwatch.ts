/** The time that steps take, without validations and samples. */
import type { TrainEvent } from "@rensa/optim";

/** Adds up the time of steps. */
export class Stopwatch {
  #since = 0;
  #milliseconds = 0;
  #steps = 0;

  /** Sees an event of the run. */
  see({ type }: TrainEvent): void {
    if (type === "step") {
      this.#milliseconds += performance.now() - this.#since;
      this.#steps++;
    }
    if (type === "step" || type === "epochStarted" || type === "started" || type === "resumed") this.goOn();
  }

  /** What came before is not counted. */
  goOn(): void {
    this.#since = performance.now();
  }

  /** Steps per second; `null` before the first one. */
  get rate(): number | null {
    return this.#steps === 0 ? null : (1000 * this.#steps) / this.#milliseconds;
  }
}
