/* eslint-disable @typescript-eslint/no-deprecated -- RxJS 7 has no other way for a derived stream to keep its class than lift. */
/**
 * An operator with a state of its own for every subscription, that keeps the class of the stream: what is derived from
 * the events of a training stays a stream whose subscribers cannot harm the run.
 */
import type { Observable, Operator, OperatorFunction, Subscriber } from "rxjs";
import type { TrainEvent } from "../train/event.ts";
import type { ReportError } from "../train/run/event-stream.ts";

/** What one subscription does. */
export interface Handlers {
  next(event: TrainEvent): void;
  /** Before the derived stream completes, or ends by an error; it waits for a promise. */
  complete?(): Promise<void> | undefined;
  /** After the last event, and where the stream is left early. */
  release?(): void;
}

/** What every operator can be told. */
export interface OperatorOptions {
  /** Told of what goes wrong in the operator; the run goes on. Default: `console.error`. */
  readonly onError?: ReportError;
}

/** An operator that derives values: `make` is called for each subscription. */
export function derive<R>(
  make: (emit: (value: R) => void, report: ReportError) => Handlers,
  { onError = console.error }: OperatorOptions,
): OperatorFunction<TrainEvent, R> {
  return (source) => source.lift(new Derivation(make, onError));
}

/** An operator that passes every event on, after it was told of it. */
export function watch(
  make: (report: ReportError) => Handlers,
  options: OperatorOptions,
): (source: Observable<TrainEvent>) => Observable<TrainEvent> {
  return derive<TrainEvent>((emit, report) => {
    const handlers = make(report);
    return {
      ...(handlers.complete === undefined ? {} : { complete: () => handlers.complete?.() }),
      ...(handlers.release === undefined ? {} : { release: () => handlers.release?.() }),
      next(event) {
        try {
          handlers.next(event);
        } catch (error) {
          report(error);
        }
        emit(event);
      },
    };
  }, options);
}

class Derivation<R> implements Operator<TrainEvent, R> {
  readonly #make: (emit: (value: R) => void, report: ReportError) => Handlers;
  readonly #report: ReportError;

  constructor(make: (emit: (value: R) => void, report: ReportError) => Handlers, report: ReportError) {
    this.#make = make;
    this.#report = report;
  }

  call(subscriber: Subscriber<R>, source: Observable<TrainEvent>): void {
    const handlers = this.#make((value) => {
      subscriber.next(value);
    }, this.#report);
    const guard = <T>(call: () => T): T | undefined => {
      try {
        return call();
      } catch (error) {
        this.#report(error);
        return undefined;
      }
    };
    const flush = (end: () => void): void => {
      const flushed = guard(() => handlers.complete?.());
      if (flushed === undefined) end();
      else void flushed.catch(this.#report).then(end);
    };
    subscriber.add(() => guard(() => handlers.release?.()));
    const subscription = source.subscribe({
      next: (event) => guard(() => handlers.next(event)),
      error: (error: unknown) => {
        flush(() => {
          subscriber.error(error);
        });
      },
      complete: () => {
        flush(() => {
          subscriber.complete();
        });
      },
    });
    subscriber.add(subscription);
  }
}
