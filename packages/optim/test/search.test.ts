/** Searches over hyperparameters. */
import { filter, firstValueFrom } from "rxjs";
import { describe, expect, it } from "vitest";
import { type Trainer } from "../src/index.ts";
import { bestParametersOf } from "../src/search/event.ts";
import { multiStart } from "../src/search/multi-start.ts";
import { search } from "../src/search/search.ts";
import { choice, integer, logUniform } from "../src/search/space.ts";
import { gridSearch, randomSearch, type SearchStrategy } from "../src/search/strategy.ts";
import { successiveHalving } from "../src/search/successive-halving.ts";
import { lineTrainer } from "./worker-line.ts";
import { all, only, constantTrainer, bytes, outcome } from "./searches.ts";

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
