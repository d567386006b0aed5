/** train: a training as a cold observable. */
import type { Tensor, TensorTree, TensorType, TypeTree } from "@rensa/core";
import { authorsPlace } from "@rensa/core/compiler";
import type { Observable } from "rxjs";
import { checkConfig } from "./check-config.ts";
import type { TrainConfig } from "./config.ts";
import type { TrainEvent } from "./event.ts";
import { EventStream } from "./run/event-stream.ts";
import { Run } from "./run/driver.ts";

/**
 * Trains a model and streams what happens.
 *
 * Cold: subscribing starts a run of its own, unsubscribing ends it within one step. The stream completes after `completed` or
 * `stopped`. A run that fails tells so by the event `failed`, and then ends the stream by its error, as RxJS has it: `catchError`
 * and `retry` work, and where nobody handles the error, RxJS throws it from a timer, which ends a Node process. (A trainer's
 * `events$` only complete; its `start` rejects.) An error that a subscriber throws is reported (`onSubscriberError`) and does
 * not touch the run.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { Dataset } from "@rensa/data";
 * import { dense } from "@rensa/nn";
 * import { meanSquaredError } from "@rensa/ops";
 * import { train } from "@rensa/optim";
 * import { lastValueFrom } from "rxjs";
 * import { createEngine, jsBackend, ofType, sgd } from "rensa";
 *
 * const data = Dataset.fromArrays({ inputs: [[1], [2]], targets: [[2], [4]], shape: [1], targetShape: [1] }).batch(2);
 * const config = { model: dense(1, 1), loss: meanSquaredError, optimizer: sgd(0.1), data, epochs: 3 };
 * const epochs$ = train({ ...config, engine: createEngine({ backend: jsBackend() }) }).pipe(ofType("epochCompleted"));
 * const last = await lastValueFrom(epochs$);
 * console.log(last.epoch, last.loss.toFixed(3)); // 3 "0.520"
 * ```
 */
export function train<
  P extends TensorTree,
  I extends TypeTree = TensorType,
  T extends TypeTree = TensorType,
  O extends TensorTree = Tensor,
>(config: TrainConfig<P, I, T, O>): Observable<TrainEvent>;
// Within, trees of any kind are handled alike.
export function train(config: TrainConfig): Observable<TrainEvent> {
  checkConfig("train", config);
  const place = authorsPlace(undefined, train);
  return new EventStream<TrainEvent>(config.onSubscriberError ?? console.error, (subscriber) => {
    const run = new Run(config, place);
    const subscription = run.events$.subscribe({
      next: (event) => {
        subscriber.next(event);
      },
    });
    run.start().then(
      () => {
        subscriber.complete();
      },
      (error: unknown) => {
        subscriber.error(error);
      },
    );
    return () => {
      subscription.unsubscribe();
      run.stop("unsubscribed");
    };
  });
}
