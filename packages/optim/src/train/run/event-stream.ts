/* eslint-disable @typescript-eslint/no-deprecated -- RxJS 7 has no other way for a derived stream to keep its class than lift. */
/**
 * An observable whose subscribers cannot harm what they watch.
 *
 * RxJS reports an error thrown by a subscriber by throwing it from a timer, which ends a Node process. Here it is given
 * to `report` instead, and the events go on. Streams derived by `pipe` behave the same.
 */
import { Observable, Subscriber, type Observer, type Operator, type Subscription, type TeardownLogic } from "rxjs";

/** Told of an error that a subscriber threw. */
export type ReportError = (error: unknown) => void;

/** The observable of training events. */
export class EventStream<T> extends Observable<T> {
  readonly #report: ReportError;

  constructor(report: ReportError, subscribe?: (subscriber: Subscriber<T>) => TeardownLogic) {
    super(subscribe);
    this.#report = report;
  }

  override lift<R>(operator?: Operator<T, R>): Observable<R> {
    const derived = new EventStream<R>(this.#report);
    derived.source = this;
    derived.operator = operator as Operator<unknown, R>;
    return derived;
  }

  override subscribe(observerOrNext?: Partial<Observer<T>> | ((value: T) => void) | null): Subscription {
    // Subscribers of RxJS itself (those of operators) handle errors on their own.
    if (observerOrNext instanceof Subscriber) return super.subscribe(observerOrNext);
    const observer: Partial<Observer<T>> =
      typeof observerOrNext === "function" ? { next: observerOrNext } : (observerOrNext ?? {});
    const guard = (call: () => void): void => {
      try {
        call();
      } catch (error) {
        this.#report(error);
      }
    };
    return super.subscribe({
      // Without a guard of its own: this is called for every step.
      next: (value) => {
        try {
          observer.next?.(value);
        } catch (error) {
          this.#report(error);
        }
      },
      // Where nobody handles the stream's error, it is RxJS's to tell of it.
      ...(observer.error && {
        error: (error: unknown) => {
          guard(() => observer.error?.(error));
        },
      }),
      complete: () => {
        guard(() => observer.complete?.());
      },
    });
  }
}
