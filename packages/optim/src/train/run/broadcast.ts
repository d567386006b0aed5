/** The events of a run, told to everybody who watches: what a run needs of a Subject, for which a page loads no more. */
import type { Subscriber } from "rxjs";
import { EventStream, type ReportError } from "./event-stream.ts";

/** Tells its subscribers. One that comes late is told of what is still to come, or that it is over. */
export class Broadcast<T> {
  readonly events$: EventStream<T>;
  readonly #subscribers = new Set<Subscriber<T>>();
  #isOver = false;

  constructor(report: ReportError) {
    this.events$ = new EventStream<T>(report, (subscriber) => {
      if (this.#isOver) {
        subscriber.complete();
        return undefined;
      }
      this.#subscribers.add(subscriber);
      return () => this.#subscribers.delete(subscriber);
    });
  }

  /** True while somebody watches. */
  get isObserved(): boolean {
    return this.#subscribers.size > 0;
  }

  /** Who subscribes while it is told is not told of this one. */
  next(event: T): void {
    for (const subscriber of [...this.#subscribers]) subscriber.next(event);
  }

  complete(): void {
    this.#isOver = true;
    for (const subscriber of [...this.#subscribers]) subscriber.complete();
  }
}
