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
 * import { Dataset } from "@rensa/data";
 * import { dense } from "@rensa/nn";
 * import { meanSquaredError } from "@rensa/ops";
 * import { lastValueFrom, map, toArray } from "rxjs";
 * import { ofType, sgd, train } from "rensa";
 *
 * const data = Dataset.fromArrays({ inputs: [[1], [2]], targets: [[2], [4]], shape: [1], targetShape: [1] }).batch(2);
 * const config = { model: dense(1, 1), loss: meanSquaredError, optimizer: sgd(0.1), data, epochs: 3 };
 * const losses$ = train(config).pipe(ofType("epochCompleted"), map(({ epoch, loss }) => `${epoch}: ${loss.toFixed(2)}`));
 * console.log(await lastValueFrom(losses$.pipe(toArray()))); // ["1: 30.01", "2: 3.18", "3: 0.52"]
 * ```
 */
export function ofType<const Name extends TrainEventName>(
  ...names: readonly [Name, ...Name[]]
): OperatorFunction<TrainEvent, Extract<TrainEvent, { readonly type: Name }>> {
  for (const name of names) checkKind("ofType: the name of an event", name, "string");
  const wanted = new Set<string>(names);
  return filter((event): event is Extract<TrainEvent, { readonly type: Name }> => wanted.has(event.type));
}
