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
 * import { f32, full, hostTensor, type Tensor } from "@rensa/core";
 * import { meanSquaredError, mul } from "@rensa/ops";
 * import { ofType, sgd, train } from "@rensa/optim";
 * import { createEngine, jsBackend } from "rensa";
 *
 * const batch = { inputs: hostTensor([1, 2], [2]), targets: hostTensor([3, 6], [2]) };
 * train({
 *   model: {
 *     initialize: () => ({ slope: full([], 0) }),
 *     apply: ({ slope }, x) => mul(x, slope),
 *   },
 *   loss: meanSquaredError,
 *   optimizer: sgd(0.1),
 *   data: { inputs: f32(2), targets: f32(2), batchesPerEpoch: 1, batches: () => [batch] },
 *   epochs: 20,
 *   engine: createEngine({ backend: jsBackend() }),
 * })
 *   .pipe(ofType("epochCompleted"))
 *   .subscribe((event) => console.log(event.epoch, event.loss));
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
