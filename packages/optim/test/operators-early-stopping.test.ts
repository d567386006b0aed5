import { RensaError, type HostTensor } from "@rensa/core";
import { describe, expect, it } from "vitest";
import { earlyStopping, type EarlyStoppingOptions } from "../src/operators/early-stopping.ts";
import { controlOf } from "../src/train/control-of.ts";
import type { TrainEvent } from "../src/train/event.ts";
import type { TrainConfig } from "../src/train/config.ts";
import type { TrainingSnapshot } from "../src/train/snapshot/snapshot.ts";
import { createTrainer } from "../src/train/trainer.ts";
import { adam } from "../src/transforms/optimizers.ts";
import { lineConfig, lineData, type LineParameters } from "./line.ts";
import { epochCompleted, FakeControl, started, through } from "./operators-events.ts";

/** Validation data of which the best line lies on the way to that of the training data. */
const detour = () => {
  const data = lineData();
  return {
    ...data,
    *batches(options: Parameters<typeof data.batches>[0]) {
      for (const batch of data.batches(options) as Iterable<{ inputs: HostTensor; targets: HostTensor }>) {
        yield { ...batch, targets: { ...batch.targets, data: Float32Array.from(batch.targets.data, (y) => 0.6 * y) } };
      }
    },
  };
};

const config = (change: Partial<TrainConfig<LineParameters>> = {}) =>
  lineConfig({ optimizer: adam(0.1), validation: detour(), epochs: 40, seed: 4, ...change });

const bytes = (parameters: ReadonlyMap<string, HostTensor>) =>
  [...parameters].map(([path, { data }]) => [
    path,
    Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("hex"),
  ]);

interface Outcome {
  readonly events: readonly TrainEvent[];
  readonly reason: string | null;
  readonly steps: number;
  readonly parameters: unknown;
  /** After each epoch, before anything is restored. */
  readonly byEpoch: ReadonlyMap<number, unknown>;
  readonly snapshots: readonly TrainingSnapshot[];
}

/** Runs with the operator, and takes snapshots at the events that `wants` names. */
async function run(
  training: TrainConfig<LineParameters>,
  options: EarlyStoppingOptions,
  wants: (event: TrainEvent) => boolean = () => false,
): Promise<Outcome> {
  const trainer = createTrainer(training);
  const events: TrainEvent[] = [];
  const taken: Promise<TrainingSnapshot>[] = [];
  const byEpoch = new Map<number, unknown>();
  trainer.events$.pipe(earlyStopping(options)).subscribe((event) => {
    events.push(event);
    const control = controlOf(event)!;
    if (wants(event)) taken.push(control.snapshot());
    if (event.type === "epochCompleted")
      void control.readParameters().then((read) => byEpoch.set(event.epoch, bytes(read)));
  });
  await trainer.start();
  const last = events.at(-1)!;
  return {
    events,
    reason: last.type === "stopped" ? last.reason : null,
    steps: last.step,
    parameters: bytes(await trainer.readParameters()),
    byEpoch,
    snapshots: await Promise.all(taken),
  };
}

const validationLosses = ({ events }: Outcome) =>
  events.flatMap((event) => (event.type === "epochCompleted" ? [event.validation!.loss] : []));

/** The epoch with the least loss. */
const bestOf = (losses: readonly number[]) => losses.indexOf(Math.min(...losses)) + 1;

describe("earlyStopping", () => {
  it("stops when the validation loss was no better for as long as its patience, and restores the best epoch", async () => {
    const outcome = await run(config(), { patience: 3 });
    const losses = validationLosses(outcome);
    const best = bestOf(losses);
    expect(best).toBeGreaterThan(1);
    expect(losses).toHaveLength(best + 3);
    expect(outcome.steps).toBe(3 * losses.length);
    expect(outcome.reason).toBe(
      `earlyStopping: validation.loss has not been below ${String(losses[best - 1])} (epoch ${String(best)}) for 3 epochs; ` +
        `the parameters of epoch ${String(best)} are restored.`,
    );
    expect(outcome.parameters).toEqual(outcome.byEpoch.get(best));
    expect(outcome.parameters).not.toEqual(outcome.byEpoch.get(losses.length));
  });

  it("restores the best epoch of a run that ends by itself before it would stop it", async () => {
    const outcome = await run(config({ epochs: 14 }), { patience: 30 });
    const best = bestOf(validationLosses(outcome));
    expect(best).toBeLessThan(14);
    expect(outcome.events.at(-1)).toMatchObject({ type: "completed", epoch: 14 });
    expect(outcome.parameters).toEqual(outcome.byEpoch.get(best));
  });

  it("leaves the parameters as they are where restoreBest is off", async () => {
    const outcome = await run(config(), { patience: 3, restoreBest: false });
    expect(outcome.reason).toMatch(/for 3 epochs\.$/);
    expect(outcome.parameters).toEqual(outcome.byEpoch.get(validationLosses(outcome).length));
  });

  it("counts an epoch as better only where it is by the minimal difference, and takes the mode from its options", async () => {
    const strict = await run(config(), { patience: 2, minimumDelta: 1e6 });
    expect(strict.reason).toMatch(/\(epoch 1\) for 2 epochs/);
    const rising = await run(config(), { monitor: "loss", mode: "max", patience: 2 });
    expect(rising.reason).toMatch(/^earlyStopping: loss has not been above .* \(epoch 1\) for 2 epochs/);
  });

  it("stops a resumed run where an uninterrupted one stops, with the same bits, from any snapshot", async () => {
    const whole = await run(
      config(),
      { patience: 3 },
      (event) => event.type === "epochCompleted" || (event.type === "step" && event.step % 8 === 0),
    );
    const best = bestOf(validationLosses(whole));
    const ends = whole.snapshots.filter(({ progress }) => progress.epochOver && progress.epoch >= best);
    const others = whole.snapshots.filter((snapshot) => !ends.includes(snapshot)).slice(-2);
    // The best epoch, the three that were no better, and two before: at an epoch's end, and within one.
    expect(ends).toHaveLength(4);
    for (const snapshot of [...others, ...ends]) {
      const resumed = await run(config({ resume: snapshot }), { patience: 3 });
      const place = `from step ${String(snapshot.progress.step)}`;
      expect(resumed.steps, place).toBe(whole.steps);
      expect(resumed.parameters, place).toEqual(whole.parameters);
      // A run that had been told to stop does not say again which number it watched.
      if (resumed.events.some(({ type }) => type === "epochCompleted"))
        expect(resumed.reason, place).toBe(whole.reason);
    }
  });

  it("tells once of a number that there is not, and lets the run go on", async () => {
    const errors: unknown[] = [];
    const outcome = await run(config({ epochs: 3 }), {
      monitor: "validation.f1",
      mode: "max",
      onError: (error) => errors.push(error),
    });
    expect(outcome.events.at(-1)?.type).toBe("completed");
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({ code: "ARGUMENT_INVALID" });
    expect(String(errors[0])).toContain('there is no "validation.f1" to monitor; choose one of loss, validation.loss');
  });

  it("watches the training loss where there is no validation, and never takes NaN for better", async () => {
    const control = new FakeControl();
    const losses = [Number.NaN, 0.5, Number.NaN, 0.6];
    const events = losses.map((loss, at) =>
      epochCompleted({ loss, validation: null, epoch: at + 1, step: 4 * at + 4 }),
    );
    const passed = await through(earlyStopping({ patience: 2 }), [started({ epochs: 9 }), ...events], control);
    expect(passed).toHaveLength(5);
    await Promise.resolve();
    expect(control.calls).toEqual([
      "write",
      "stop: earlyStopping: loss has not been below 0.5 (epoch 2) for 2 epochs; the parameters of epoch 2 are restored.",
    ]);
  });

  it("tells of what a resumed run cannot restore, and of what another operator has kept under its name", async () => {
    for (const [values, code] of [
      [{ best: 0.5, bestEpoch: 1, bestStep: 4, waited: 1 }, "CHECKPOINT_MISMATCH"],
      [{ other: 1 }, "CHECKPOINT_INVALID"],
    ] as const) {
      const control = new FakeControl();
      control.keep("mine", { values });
      const errors: unknown[] = [];
      const operator = earlyStopping({ name: "mine", onError: (error) => errors.push(error) });
      await through(operator, [started({ isResumed: true, step: 8 })], control);
      await new Promise(setImmediate);
      expect(errors).toMatchObject([{ code }]);
    }
  });

  it("refuses options that make no sense", () => {
    for (const options of [
      { patience: 0 },
      { patience: 1.5 },
      { minimumDelta: -1 },
      { monitor: "validation.accuracy" },
    ]) {
      expect(() => earlyStopping(options)).toThrow(RensaError);
    }
  });

  it("passes events of no training on", async () => {
    const events = [started(), epochCompleted()];
    expect(await through(earlyStopping(), events)).toEqual(events);
  });
});
