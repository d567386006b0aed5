/** Searches over hyperparameters, in this thread and in worker threads. */
import { once } from "node:events";
import type { Worker } from "node:worker_threads";
import { full, type HostTensor } from "@rensa/core";
import { add, mean, mul } from "@rensa/ops";
import { catchError, EMPTY, filter, firstValueFrom, lastValueFrom, toArray, type Observable } from "rxjs";
import { describe, expect, it } from "vitest";
import { createTrainer, sgd, type Trainer } from "../src/index.ts";
import { bestParametersOf, type SearchEvent } from "../src/search/event.ts";
import { multiStart } from "../src/search/multi-start.ts";
import { search } from "../src/search/search.ts";
import { choice, integer, logUniform, uniform } from "../src/search/space.ts";
import { gridSearch, randomSearch, type SearchStrategy } from "../src/search/strategy.ts";
import { successiveHalving } from "../src/search/successive-halving.ts";
import { lineConfig } from "./line.ts";
import { lineTrainer } from "./worker-line.ts";
import { startWorker } from "./worker-start.ts";

const all = <S>(events$: Observable<SearchEvent<S>>): Promise<SearchEvent<S>[]> =>
  lastValueFrom(
    events$.pipe(
      catchError(() => EMPTY),
      toArray(),
    ),
  );

const only = <S, Name extends SearchEvent["type"]>(events: readonly SearchEvent<S>[], name: Name) =>
  events.filter((event): event is Extract<SearchEvent<S>, { type: Name }> => event.type === name);

/** A training whose loss is a given number, whatever it does. */
function constantTrainer(loss: number, epochs = 9): Trainer {
  return createTrainer(
    lineConfig({
      epochs,
      optimizer: sgd(0.1),
      loss: (outputs) => add(mul(mean(outputs), 0), full([], loss)),
    }),
  );
}

const bytes = (tensors: ReadonlyMap<string, HostTensor> | null) =>
  [...(tensors ?? [])].map(([path, { data }]) => [
    path,
    Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("hex"),
  ]);

/** What does not depend on which trial is done first. */
const outcome = <S>(events: readonly SearchEvent<S>[]) => {
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

describe("a space", () => {
  it("has values in its ranges, spread as it says", () => {
    const fractions = Array.from({ length: 1000 }, (_, row) => row / 1000);
    const rates = fractions.map((fraction) => logUniform(1e-4, 1).at(fraction));
    expect(rates.filter((rate) => rate < 1e-2)).toHaveLength(500);
    expect(Math.min(...rates)).toBe(1e-4);
    expect(new Set(fractions.map((fraction) => integer(2, 5).at(fraction)))).toEqual(new Set([2, 3, 4, 5]));
    expect(uniform(-1, 3).at(0.5)).toBe(1);
    expect(choice(["a", "b"]).at(0.5)).toBe("b");
    expect(logUniform(1, 100).points(3)).toEqual([1, 10, 100]);
    expect(integer(1, 2).points(5)).toEqual([1, 2]);
    expect(uniform(0, 1).points(1)).toEqual([0.5]);
  });

  it("is refused where there is nothing in it", () => {
    expect(() => uniform(1, 1)).toThrow(/nothing from 1 to 1/);
    expect(() => logUniform(0, 1)).toThrow(/has no logarithm/);
    expect(() => integer(3, 2)).toThrow(/none from 3 to 2/);
    expect(() => choice([])).toThrow(/no values/);
    expect(() => randomSearch({ trials: 0 })).toThrow(/trials is 0/);
    expect(() => successiveHalving({ trials: 4, reduction: 1, maximumEpochs: 4 })).toThrow(/reduction is 1/);
    expect(() =>
      search({ space: {}, strategy: randomSearch({ trials: 1 }), seed: 0.5, trial: () => constantTrainer(1) }),
    ).toThrow(/seed/);
  });

  it("is drawn evenly", async () => {
    const drawn = await all(
      search({
        space: { x: uniform(0, 1), y: uniform(0, 1) },
        strategy: sampled(4000),
        trial: () => constantTrainer(1),
      }),
    );
    expect(drawn.at(-1)).toMatchObject({ type: "failed" });
    for (const mean of means) expect(mean).toBeCloseTo(0.5, 1);
    expect(Math.abs(correlation)).toBeLessThan(0.05);
  });

  let means: number[] = [];
  let correlation = 1;
  /** Looks at what would be drawn, and runs nothing. */
  function sampled(trials: number): SearchStrategy {
    return {
      *rounds(context) {
        const orders = randomSearch({ trials }).rounds(context).next().value ?? [];
        const rows = orders.map(({ settings }) => [settings["x"] as number, settings["y"] as number] as const);
        const average = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
        means = [average(rows.map(([x]) => x)), average(rows.map(([, y]) => y))];
        correlation = average(rows.map(([x, y]) => (x - 0.5) * (y - 0.5) * 12));
      },
    };
  }
});

describe("a search", () => {
  it("tries a whole grid, and gives typed settings to its trials", async () => {
    const seen: [number, "a" | "b"][] = [];
    const events = await all(
      search({
        space: { loss: integer(1, 3), name: choice(["a", "b"]) },
        strategy: gridSearch({ points: 3 }),
        monitor: "loss",
        trial: ({ loss, name }) => {
          seen.push([loss, name]);
          return constantTrainer(loss, 1);
        },
      }),
    );
    expect(seen).toEqual([
      [1, "a"],
      [1, "b"],
      [2, "a"],
      [2, "b"],
      [3, "a"],
      [3, "b"],
    ]);
    expect(events.at(-1)).toMatchObject({
      type: "completed",
      trials: 6,
      best: { trial: 0, metric: 1, settings: { loss: 1, name: "a" } },
    });
    expect(only(events, "best").map(({ trial }) => trial)).toEqual([0]);
    expect(JSON.parse(JSON.stringify(events))).toEqual(events);
  });

  it("stops the worst at every rung, and lets the best go on from where they were", async () => {
    const losses = [5, 1, 8, 3, 9, 2, 7, 4, 6];
    const strategy = successiveHalving({ trials: 9, reduction: 3, minimumEpochs: 1, maximumEpochs: 9 });
    const events = await all(
      search({ space: {}, strategy, trial: (_, { index }) => constantTrainer(losses[index]!, 9) }),
    );
    const stopped = only(events, "trialStopped");
    expect(stopped.filter(({ epoch }) => epoch === 1).map(({ trial }) => trial)).toEqual([0, 2, 4, 6, 7, 8]);
    expect(stopped.filter(({ epoch }) => epoch === 3).map(({ trial }) => trial)).toEqual([3, 5]);
    expect(only(events, "trialCompleted")).toMatchObject([{ trial: 1, epoch: 9, metric: 1 }]);
    const epochs = only(events, "trialReported").map(({ trial, epoch }) => `${trial}:${epoch}`);
    expect(epochs.filter((name) => name.startsWith("1:"))).toEqual([
      "1:1",
      "1:2",
      "1:3",
      "1:4",
      "1:5",
      "1:6",
      "1:7",
      "1:8",
      "1:9",
    ]);
    expect(epochs).toHaveLength(9 + 3 * 2 + 6);
  });

  it("ends trials at the last epoch that they may have, though their trainers would go on", async () => {
    const strategy = successiveHalving({ trials: 4, reduction: 2, minimumEpochs: 1, maximumEpochs: 2 });
    const events = await all(
      search({ space: {}, strategy, mode: "max", trial: (_, { index }) => constantTrainer(index % 2, 1000) }),
    );
    // Of equal ones, those with smaller numbers.
    expect(only(events, "trialCompleted")).toMatchObject([
      { trial: 1, epoch: 2 },
      { trial: 3, epoch: 2 },
    ]);
    expect(only(events, "completed")[0]?.best.trial).toBe(1);
  });

  it("has the outcome of its seed, whatever runs at a time", async () => {
    const find = (concurrency: number, seed: number) =>
      all(
        search({
          space: { rate: logUniform(1e-3, 1) },
          strategy: successiveHalving({ trials: 6, reduction: 2, minimumEpochs: 1, maximumEpochs: 3 }),
          monitor: "loss",
          seed,
          concurrency,
          trial: async ({ rate }, context) => {
            // Those that begin first are made last.
            for (let turn = context.index; turn < 6; turn++) await Promise.resolve();
            return lineTrainer({ rate, epochs: 3 }, context);
          },
        }),
      );
    const one = outcome(await find(1, 7));
    expect(one.completed).toHaveLength(1);
    expect(one.parameters).toHaveLength(2);
    expect(outcome(await find(4, 7))).toEqual(one);
    expect(outcome(await find(1, 8)).started).not.toEqual(one.started);
  });

  it("keeps those trials of a real training that are best when looked at alone", async () => {
    const space = { rate: logUniform(1e-3, 1) };
    const strategy = successiveHalving({ trials: 6, reduction: 3, minimumEpochs: 2, maximumEpochs: 6 });
    const events = await all(
      search({
        space,
        strategy,
        monitor: "loss",
        seed: 1,
        trial: ({ rate }, context) => lineTrainer({ rate, epochs: 6 }, context),
      }),
    );
    const alone = await Promise.all(
      only(events, "trialStarted").map(async ({ trial, settings, seed }) => {
        const trainer = lineTrainer({ rate: settings.rate, epochs: 6 }, { seed });
        const losses: number[] = [];
        trainer.events$.subscribe((event) => {
          if (event.type === "epochCompleted") losses.push(event.loss);
        });
        await trainer.start();
        return { trial, losses, parameters: bytes(await trainer.readParameters()) };
      }),
    );
    const ranked = [...alone].sort((one, other) => one.losses[1]! - other.losses[1]!);
    const survivors = ranked.slice(0, 2).map(({ trial }) => trial);
    expect(
      only(events, "trialCompleted")
        .map(({ trial }) => trial)
        .sort(),
    ).toEqual([...survivors].sort());
    const best = ranked.slice(0, 2).sort((one, other) => one.losses[5]! - other.losses[5]!)[0]!;
    expect(only(events, "completed")[0]?.best).toMatchObject({ trial: best.trial, epoch: 6, metric: best.losses[5] });
    expect(bytes(bestParametersOf(events.at(-1)!))).toEqual(best.parameters);
  });

  it("goes on where trials fail, and fails where all do", async () => {
    const trial = (_: object, { index }: { readonly index: number }): Trainer => {
      if (index === 0) throw new TypeError("no such trial");
      if (index === 1) return lineTrainer({ failure: "model" });
      return constantTrainer(index === 2 ? Number.NaN : index, 1);
    };
    const events = await all(search({ space: {}, strategy: randomSearch({ trials: 5 }), trial }));
    expect(
      only(events, "trialFailed").map(({ trial: number, error }) => [number, error.message.includes("no such trial")]),
    ).toEqual([
      [0, true],
      [1, false],
    ]);
    expect(only(events, "trialCompleted").map(({ trial: number, metric }) => [number, metric])).toEqual([
      [2, null],
      [3, 3],
      [4, 4],
    ]);
    expect(events.at(-1)).toMatchObject({ type: "completed", best: { trial: 3 } });
    const none = await all(search({ space: {}, strategy: randomSearch({ trials: 2 }), trial }));
    expect(none.at(-1)).toMatchObject({
      type: "failed",
      error: { code: "USER_CODE_FAILED", message: expect.stringContaining("no such trial") as string },
    });
    const unwatched = await all(
      search({
        space: {},
        strategy: randomSearch({ trials: 1 }),
        monitor: "accuracy",
        mode: "max",
        trial: () => constantTrainer(1),
      }),
    );
    expect(unwatched.at(-1)).toMatchObject({
      type: "failed",
      error: { code: "ARGUMENT_INVALID", message: expect.stringContaining('no "accuracy"') as string },
    });
  });

  it("takes a strategy of one's own that learns from results", async () => {
    const climb: SearchStrategy = {
      *rounds() {
        let at = 5;
        for (let round = 0; round < 3; round++) {
          const results = yield [at - 1, at + 1].map((loss, side) => ({
            trial: 2 * round + side,
            settings: { loss },
            epochs: null,
          }));
          at = [...results].sort((one, other) => one.metric! - other.metric!)[0]!.settings["loss"] as number;
        }
      },
    };
    const events = await all(
      search({ space: { loss: integer(0, 9) }, strategy: climb, trial: ({ loss }) => constantTrainer(loss, 1) }),
    );
    expect(only(events, "completed")[0]?.best).toMatchObject({ trial: 4, settings: { loss: 2 }, metric: 2 });
  });

  it("stops its trials when it is left", async () => {
    const trainers: Trainer[] = [];
    const strategy = successiveHalving({ trials: 3, minimumEpochs: 2, maximumEpochs: 1000 });
    const events$ = search({
      space: {},
      strategy,
      concurrency: 2,
      trial: () => {
        const trainer = constantTrainer(1, 1000);
        trainers.push(trainer);
        return trainer;
      },
    });
    await firstValueFrom(events$.pipe(filter((event) => event.type === "trialReported" && event.trial === 2)));
    expect(trainers.map(({ state }) => state.status)).toEqual(["stopped", "stopped", "stopped"]);
  });

  it("starts several times and keeps the best", async () => {
    const context: number[] = [];
    const events = await all(
      multiStart({
        starts: 3,
        seed: 10,
        monitor: "loss",
        trial: ({ seed }) => {
          context.push(seed);
          return lineTrainer({ epochs: 1 }, { seed });
        },
      }),
    );
    expect(context).toEqual([10, 11, 12]);
    const metrics = only(events, "trialCompleted").map(({ metric }) => metric);
    const completed = only(events, "completed")[0]!;
    expect(completed.best.metric).toBe(Math.min(...metrics));
    const again = lineTrainer({ epochs: 1 }, { seed: 10 + completed.best.trial });
    await again.start();
    expect(bytes(bestParametersOf(completed))).toEqual(bytes(await again.readParameters()));
  });
});

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
