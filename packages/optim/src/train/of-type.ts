/** Events of one kind. */
import { checkKind } from "@rensa/core";
import { filter, type OperatorFunction } from "rxjs";
import type { TrainEvent, TrainEventName } from "./event.ts";

/**
 * Passes the events of the given kinds on, with their type.
 *
 * @param names - The kinds of the events.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { ofType, type TrainEvent } from "@rensa/optim";
 * import { map, type Observable } from "rxjs";
 *
 * const accuracies = (events$: Observable<TrainEvent>) =>
 *   events$.pipe(ofType("epochCompleted"), map((event) => event.metrics["accuracy"]));
 * ```
 */
export function ofType<const Name extends TrainEventName>(
  ...names: readonly [Name, ...Name[]]
): OperatorFunction<TrainEvent, Extract<TrainEvent, { readonly type: Name }>> {
  for (const name of names) checkKind("ofType: the name of an event", name, "string");
  const wanted = new Set<string>(names);
  return filter((event): event is Extract<TrainEvent, { readonly type: Name }> => wanted.has(event.type));
}
