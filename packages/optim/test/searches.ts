/** Events, trainers and outcomes of searches. */
import { full, type HostTensor } from "@rensa/core";
import { add, mean, mul } from "@rensa/ops";
import { catchError, EMPTY, lastValueFrom, toArray, type Observable } from "rxjs";
import { createTrainer, sgd, type Trainer } from "../src/index.ts";
import { bestParametersOf, type SearchEvent } from "../src/search/event.ts";
import { lineConfig } from "./line.ts";

export const all = <S>(events$: Observable<SearchEvent<S>>): Promise<SearchEvent<S>[]> =>
  lastValueFrom(
    events$.pipe(
      catchError(() => EMPTY),
      toArray(),
    ),
  );

export const only = <S, Name extends SearchEvent["type"]>(events: readonly SearchEvent<S>[], name: Name) =>
  events.filter((event): event is Extract<SearchEvent<S>, { type: Name }> => event.type === name);

/** A training whose loss is a given number, whatever it does. */
export function constantTrainer(loss: number, epochs = 9): Trainer {
  return createTrainer(
    lineConfig({
      epochs,
      optimizer: sgd(0.1),
      loss: (outputs) => add(mul(mean(outputs), 0), full([], loss)),
    }),
  );
}

export const bytes = (tensors: ReadonlyMap<string, HostTensor> | null) =>
  [...(tensors ?? [])].map(([path, { data }]) => [
    path,
    Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("hex"),
  ]);

/** What does not depend on which trial is done first. */
export const outcome = <S>(events: readonly SearchEvent<S>[]) => {
  const sorted = (name: "trialStarted" | "trialStopped" | "trialCompleted" | "trialReported") =>
    only(events, name)
      .map((event) => JSON.stringify({ ...event, time: 0 }))
      .sort();
  return {
    started: sorted("trialStarted"),
    reported: sorted("trialReported"),
    stopped: sorted("trialStopped"),
    completed: sorted("trialCompleted"),
    best: only(events, "completed").map(({ best, trials }) => ({ best, trials })),
    parameters: bytes(bestParametersOf(events.at(-1)!)),
  };
};
