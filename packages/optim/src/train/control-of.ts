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
 */
export function controlOf(event: TrainEvent): TrainingControl | null {
  checkKind("controlOf: the event", event, "record");
  const attached = attachedTo(event);
  // Only what `withControl` checked is there besides.
  return attached instanceof Run ? trainerOf(attached) : (attached as TrainingControl | null);
}
