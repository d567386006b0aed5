/** The control of a run, found by what it tells. */
import { checkKind } from "@rensa/core";
import type { TrainingControl } from "./control.ts";
import { attachedTo } from "./event-control.ts";
import type { TrainEvent } from "./event.ts";
import { Run } from "./run/driver.ts";
import { trainerOf } from "./trainer.ts";

/**
 * The control of the training that an event tells of, by which an operator can steer it.
 *
 * @param event - The event, as the stream of the training tells it.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { Dataset } from "@rensa/data";
 * import { dense } from "@rensa/nn";
 * import { meanSquaredError } from "@rensa/ops";
 * import { controlOf, createTrainer, sgd } from "rensa";
 *
 * const data = Dataset.fromArrays({ inputs: [[1], [2]], targets: [[2], [4]], shape: [1], targetShape: [1] }).batch(2);
 * const config = { model: dense(1, 1), loss: meanSquaredError, optimizer: sgd(0.1), data, epochs: 3 };
 * const trainer = createTrainer(config);
 * trainer.events$.subscribe((event) => {
 *   if (event.type === "step" && event.step === 2) controlOf(event)?.stop("far enough");
 * });
 * await trainer.start();
 * console.log(trainer.state.status, trainer.state.step); // "stopped" 2
 * ```
 */
export function controlOf(event: TrainEvent): TrainingControl | null {
  checkKind("controlOf: the event", event, "record");
  const attached = attachedTo(event);
  // Only what `withControl` checked is there besides.
  return attached instanceof Run ? trainerOf(attached) : (attached as TrainingControl | null);
}
