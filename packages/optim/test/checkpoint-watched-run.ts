/** A run that is saved to a store, watched from its start to its end. */
import { expect } from "vitest";
import { checkpointTo, type CheckpointToOptions } from "../src/checkpoint/checkpoint-to.ts";
import type { CheckpointStore } from "../src/checkpoint/checkpoint-store.ts";
import type { TrainEvent } from "../src/train/event.ts";
import type { FakeRun } from "./checkpoint-fake-run.ts";

/** Begins it: the events that pass, and when they are over. */
export function watch(run: FakeRun, store: CheckpointStore, options?: CheckpointToOptions) {
  const events: TrainEvent[] = [];
  const done = new Promise<void>((resolve, reject) => {
    run.events$
      .pipe(checkpointTo(store, options))
      .subscribe({ next: (event) => events.push(event), complete: resolve, error: reject });
  });
  return { events, done };
}

/** Waits until something is so. */
export const settled = (condition: () => boolean): Promise<void> => expect.poll(condition, { interval: 1 }).toBe(true);

/** The steps of the checkpoints of a store, the oldest first. */
export const stepsOf = async (store: CheckpointStore): Promise<readonly number[]> =>
  (await store.list()).map(({ manifest }) => manifest.step).reverse();
