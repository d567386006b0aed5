/** Runs of which all events are kept, and what tests look for in them. */
import type { HostTensor } from "@rensa/core";
import type { TrainEvent, Trainer } from "../src/index.ts";

/** Runs a trainer, and calls what is given for every event. */
export async function run(
  trainer: Trainer,
  onEvent: (event: TrainEvent) => void = () => undefined,
): Promise<TrainEvent[]> {
  const events: TrainEvent[] = [];
  trainer.events$.subscribe((event) => {
    events.push(event);
    onEvent(event);
  });
  // A run that fails has told so, which is what is looked at.
  await trainer.start().catch(() => undefined);
  return events;
}

/** The events of one type. */
export const only = <Name extends TrainEvent["type"]>(events: readonly TrainEvent[], name: Name) =>
  events.filter((event): event is Extract<TrainEvent, { type: Name }> => event.type === name);

/** The bits of tensors, by their paths. */
export const bytes = (state: ReadonlyMap<string, HostTensor>) =>
  [...state].map(([path, { data }]) => [
    path,
    Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("hex"),
  ]);

/** Lets everything else have its turn. */
export async function turn(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
