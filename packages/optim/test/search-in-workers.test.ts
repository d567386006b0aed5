/** Searches whose trials run in worker threads. */
import { once } from "node:events";
import type { Worker } from "node:worker_threads";
import { describe, expect, it } from "vitest";
import { type SearchEvent } from "../src/search/event.ts";
import { search } from "../src/search/search.ts";
import { choice, logUniform } from "../src/search/space.ts";
import { randomSearch } from "../src/search/strategy.ts";
import { successiveHalving } from "../src/search/successive-halving.ts";
import { lineTrainer } from "./worker-line.ts";
import { startWorker } from "./worker-start.ts";
import { all, only, outcome } from "./searches.ts";

describe("a search in workers", () => {
  const config = {
    space: { rate: logUniform(1e-3, 1) },
    strategy: successiveHalving({ trials: 6, reduction: 2, minimumEpochs: 1, maximumEpochs: 4 }),
    monitor: "loss",
    seed: 3,
  } as const;

  it("has the outcome of one in this thread, and ends them when it is complete", async () => {
    const exits: Promise<unknown>[] = [];
    const start = (): Worker => {
      const worker = startWorker("./worker-line.worker.ts");
      exits.push(once(worker, "exit"));
      return worker;
    };
    const there = await all(search({ ...config, worker: { start, count: 2 } }));
    const here = await all(search({ ...config, trial: ({ rate }, context) => lineTrainer({ rate }, context) }));
    expect(outcome(there)).toEqual(outcome(here));
    expect(outcome(there).completed).toHaveLength(1);
    expect(exits).toHaveLength(2);
    await Promise.all(exits);
  });

  it("goes on with another worker where one is lost, and ends all when it is left", async () => {
    const workers: Worker[] = [];
    const exits: Promise<unknown>[] = [];
    const start = (): Worker => {
      const worker = startWorker("./worker-line.worker.ts");
      workers.push(worker);
      exits.push(once(worker, "exit"));
      return worker;
    };
    const events: SearchEvent<unknown>[] = [];
    await new Promise<void>((resolve) => {
      const subscription = search({
        ...config,
        space: { epochs: choice([1_000_000]) },
        strategy: randomSearch({ trials: 2 }),
        worker: { start, count: 1 },
      }).subscribe((event) => {
        events.push(event);
        if (event.type !== "trialReported") return;
        if (event.trial === 0) void workers[0]!.terminate();
        else {
          subscription.unsubscribe();
          resolve();
        }
      });
    });
    expect(only(events, "trialFailed")).toMatchObject([{ trial: 0, error: { code: "THREAD_LOST" } }]);
    await Promise.all(exits);
    expect(workers).toHaveLength(2);
  });
});
