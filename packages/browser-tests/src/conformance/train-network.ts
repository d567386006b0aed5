/** A few steps of a small convolutional network. */
import { adam, train, type TrainEvent } from "@rensa/optim";
import { createEngine, wasmBackend } from "rensa";
import { catchError, EMPTY, lastValueFrom, toArray } from "rxjs";
import { crossEntropy, network, noise } from "../network.ts";
import { environment } from "./environment.ts";
import type { TrainingReport, TrainingRun } from "./report.ts";

const size = { side: 8, channels: [4, 8], classes: 10 } as const;

/** Trains from the same start with each number of threads. */
export async function trainNetwork(threads: readonly number[]): Promise<TrainingReport> {
  const runs: TrainingRun[] = [];
  for (const count of threads) runs.push(await trainWith(count));
  return { environment: environment(), runs };
}

async function trainWith(threads: number): Promise<TrainingRun> {
  // With a grain of 0 everything is split that can be, so that all threads have a part.
  const backend = wasmBackend({ threads, grain: 0 });
  const events: readonly TrainEvent[] = await lastValueFrom(
    train({
      model: network(size),
      loss: crossEntropy,
      optimizer: adam(1e-2),
      data: noise(size, 16, 5),
      epochs: 2,
      engine: createEngine({ backend }),
    }).pipe(
      catchError(() => EMPTY),
      toArray(),
    ),
  );
  await backend.close();
  const last = events.at(-1);
  return {
    threads: backend.threads,
    ending: last?.type ?? "nothing",
    error: last?.type === "failed" ? last.error.message : null,
    losses: events.flatMap((event) => (event.type === "step" ? [event.loss] : [])),
  };
}
