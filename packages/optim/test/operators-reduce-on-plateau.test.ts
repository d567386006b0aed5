import { readFileSync } from "node:fs";
import { Subject } from "rxjs";
import { describe, expect, it } from "vitest";
import { reduceOnPlateau, type ReduceOnPlateauOptions } from "../src/operators/reduce-on-plateau.ts";
import { withControl } from "../src/train/control.ts";
import { controlOf } from "../src/train/control-of.ts";
import type { TrainConfig } from "../src/train/config.ts";
import type { TrainEvent } from "../src/train/event.ts";
import type { TrainingSnapshot } from "../src/train/snapshot/snapshot.ts";
import { createTrainer } from "../src/train/trainer.ts";
import { sgd } from "../src/transforms/optimizers.ts";
import { lineConfig, type LineParameters } from "./line.ts";
import { epochCompleted, FakeControl, started } from "./operators-events.ts";

interface Case {
  readonly name: string;
  readonly options: {
    readonly mode?: "max";
    readonly patience?: number;
    readonly factor?: number;
    readonly cooldown?: number;
    readonly min_lr?: number;
    readonly threshold?: number;
    readonly threshold_mode?: "abs";
    readonly eps?: number;
  };
  readonly values: readonly (number | null)[];
  readonly rates: readonly number[];
}

const { cases } = JSON.parse(readFileSync(new URL("operators-plateau.json", import.meta.url), "utf8")) as {
  cases: readonly Case[];
};

function optionsOf({ options }: Case): ReduceOnPlateauOptions {
  const { min_lr: minimum, threshold_mode: thresholdMode, eps: epsilon, ...same } = options;
  return {
    ...same,
    ...(minimum === undefined ? {} : { minimum }),
    ...(epsilon === undefined ? {} : { epsilon }),
    ...(thresholdMode === undefined ? {} : { thresholdMode: "absolute" }),
  };
}

/** The rates after epochs with these numbers. */
async function ratesAfter(
  values: readonly (number | null)[],
  options: ReduceOnPlateauOptions,
  control: FakeControl,
): Promise<number[]> {
  const events = new Subject<TrainEvent>();
  const name = Object.keys(control.hyperparameters)[0] ?? "";
  events.pipe(reduceOnPlateau(options)).subscribe();
  const send = async (event: TrainEvent): Promise<void> => {
    events.next(withControl(event, control));
    await new Promise(setImmediate);
  };
  await send(started());
  const rates: number[] = [];
  for (const [at, value] of values.entries()) {
    await send(epochCompleted({ epoch: at + 1, step: at + 1, validation: { loss: value ?? Number.NaN, metrics: {} } }));
    rates.push(control.hyperparameters[name] ?? Number.NaN);
  }
  return rates;
}

describe("reduceOnPlateau", () => {
  it.each(cases)("has the rates of PyTorch: $name", async (given) => {
    const rates = await ratesAfter(given.values, optionsOf(given), new FakeControl());
    expect(new Set(given.rates).size).toBeGreaterThan(1);
    expect(rates).toHaveLength(given.rates.length);
    // The rate is a float32 between two epochs.
    rates.forEach((rate, at) => expect(rate / given.rates[at]!).toBeCloseTo(1, 6));
  });

  it("sets the factor of a schedule where there is no rate to set", async () => {
    expect(
      await ratesAfter([1, 1, 1], { patience: 0, factor: 0.5 }, new FakeControl({ learningRateFactor: 1 })),
    ).toEqual([1, 0.5, 0.25]);
  });

  it("starts from a rate that somebody else has set meanwhile", async () => {
    const control = new FakeControl();
    const events = new Subject<TrainEvent>();
    events.pipe(reduceOnPlateau({ patience: 0, factor: 0.5 })).subscribe();
    const { runId, time } = started();
    const all: TrainEvent[] = [
      started(),
      epochCompleted(),
      { type: "learningRateChanged", learningRate: 8, previous: 0.1, runId, time, epoch: 1, step: 4 },
      epochCompleted({ epoch: 2, step: 8 }),
    ];
    for (const event of all) {
      events.next(withControl(event, control));
      await new Promise(setImmediate);
    }
    expect(control.hyperparameters).toEqual({ learningRate: 4 });
  });

  it("tells once of an optimizer whose rate cannot be set", async () => {
    const errors: unknown[] = [];
    await ratesAfter(
      [1, 1, 1, 1],
      { patience: 0, onError: (error) => errors.push(error) },
      new FakeControl({ decay: 1 }),
    );
    expect(errors).toMatchObject([{ code: "ARGUMENT_INVALID" }]);
    expect(String(errors[0])).toContain("neither of the hyperparameters learningRate and learningRateFactor");
  });

  it("gives a real run the rates from the next step on, and a resumed one the same bits from any snapshot", async () => {
    const options = { monitor: "loss", patience: 0, factor: 0.5, threshold: 0.9 };
    const config = (change: Partial<TrainConfig<LineParameters>> = {}) =>
      lineConfig({ optimizer: sgd(0.2), epochs: 5, ...change });
    const run = async (training: TrainConfig<LineParameters>) => {
      const trainer = createTrainer(training);
      const events: TrainEvent[] = [];
      const taken: Promise<TrainingSnapshot>[] = [];
      trainer.events$.pipe(reduceOnPlateau(options)).subscribe((event) => {
        events.push(event);
        if (event.type === "epochCompleted" || event.step === 5) taken.push(controlOf(event)!.snapshot());
      });
      await trainer.start();
      const rates = new Map(
        events.flatMap((event) => (event.type === "step" ? [[event.step, event.learningRate] as const] : [])),
      );
      const { state } = await trainer.snapshot();
      const bits = [...state].map(([path, { data }]) => [
        path,
        Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("hex"),
      ]);
      return { events, rates, bits, snapshots: await Promise.all(taken) };
    };
    const whole = await run(config());
    const distinct = [...new Set(whole.rates.values())];
    expect(distinct.length).toBeGreaterThan(2);
    expect(distinct[1]).toBeCloseTo(0.1, 6);
    // The change comes after the epoch that decided it, and before the next one.
    const names = whole.events.map(({ type }) => type);
    const changed = names.indexOf("learningRateChanged");
    expect(names.slice(changed - 1, changed + 3)).toEqual([
      "epochCompleted",
      "learningRateChanged",
      "epochStarted",
      "step",
    ]);
    for (const snapshot of whole.snapshots.slice(0, 6)) {
      const resumed = await run(config({ resume: snapshot }));
      expect(resumed.bits, `from step ${String(snapshot.progress.step)}`).toEqual(whole.bits);
      for (const [at, rate] of resumed.rates) expect(rate).toBe(whole.rates.get(at));
    }
  });

  it("refuses options that make no sense", () => {
    for (const options of [
      { factor: 1 },
      { factor: 0 },
      { patience: -1 },
      { threshold: -1 },
      { cooldown: 0.5 },
      { minimum: -1 },
      { epsilon: Number.NaN },
      { monitor: "accuracy" },
    ]) {
      expect(() => reduceOnPlateau(options)).toThrow(expect.objectContaining({ code: "ARGUMENT_INVALID" }));
    }
  });
});
