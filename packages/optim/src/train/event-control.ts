/** What an event knows of the run that it tells of, unseen. */
import type { TrainEvent } from "./event.ts";

const control: unique symbol = Symbol("rensa.control");

/**
 * Gives an event the control of its run, or the run itself, which neither JSON nor a copy of it shows, and freezes all of
 * it: what one subscriber did to it, all after it would see.
 */
export function attachControl<E extends TrainEvent>(event: E, given: object): E {
  return frozen(Object.defineProperty(event, control, { value: given, enumerable: false }));
}

/** What {@link attachControl} gave an event; `null` for another. */
export function attachedTo(event: TrainEvent): object | null {
  return (event as { readonly [control]?: object })[control] ?? null;
}

/** Freezes plain data, from the outside to the inside. */
function frozen<T extends object>(data: T): T {
  if (Object.isFrozen(data)) return data;
  Object.freeze(data);
  const parts: readonly unknown[] = Object.values(data);
  for (const part of parts) if (typeof part === "object" && part !== null) frozen(part);
  return data;
}
