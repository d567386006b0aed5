/** Trainings with several steps in flight: whatever anybody does, they are those of one step at a time. */
import { hostTensor, type HostTensor, type Tensor } from "@rensa/core";
import { log, mean, sub } from "@rensa/ops";
import fc from "fast-check";
import { createEngine, wasmBackend } from "rensa";
import { describe, expect, it } from "vitest";
import {
  checkpointTo,
  controlOf,
  createTrainer,
  memoryStore,
  reduceOnPlateau,
  stopOnNonFinite,
  train,
  type TrainEvent,
  type TrainingData,
  type TrainingSnapshot,
} from "../src/index.ts";
import { acts, bitsOf, runWith, told, type Config } from "./acted-run.ts";
import { backendUnderTest } from "./backend-under-test.ts";
import { lineConfig, lineData } from "./line.ts";

/** Epochs of ten batches, so that steps are in flight most of the time. */
function longConfig(change: Partial<Config> = {}): Config {
  return lineConfig({ data: lineData(1), epochs: 2, ...change });
}

describe("several steps in flight", () => {
  it("are told of, found and left as one at a time, whatever is done at which events", async () => {
    const plans = fc.array(fc.tuple(fc.integer({ min: 0, max: 25 }), fc.constantFrom(...Object.keys(acts))), {
      maxLength: 5,
    });
    await fc.assert(
      fc.asyncProperty(plans, fc.constantFrom(2, 3, 4, 7), fc.boolean(), async (given, stepsInFlight, isValidated) => {
        const plan = new Map<number, string[]>();
        for (const [at, name] of given) plan.set(at, [...(plan.get(at) ?? []), name]);
        const config = (steps: number): Config =>
          longConfig({ stepsInFlight: steps, ...(isValidated ? { validation: lineData(3) } : {}) });
        expect(await runWith(config(stepsInFlight), plan)).toEqual(await runWith(config(1), plan));
      }),
      {
        numRuns: 15,
        examples: [
          // What is kept after a snapshot was asked for is not in it.
          [
            [
              [5, "snapshot"],
              [5, "keep"],
            ],
            4,
            false,
          ],
          // What was changed between two epochs is changed for steps that are computed again.
          [
            [
              [12, "writeParameters"],
              [14, "snapshot"],
              [19, "stop"],
            ],
            4,
            false,
          ],
          [
            [
              [4, "hold, then snapshot"],
              [9, "pause, then snapshot, then resume"],
            ],
            3,
            false,
          ],
          [
            [
              [3, "watchGradients"],
              [6, "setHyperparameter"],
              [16, "read, then write"],
            ],
            7,
            true,
          ],
        ],
      },
    );
  });

  it("have the bits of one at a time when they go on from each other's snapshots", async () => {
    const snapshots = await Promise.all(
      [1, 4].map(async (stepsInFlight) => {
        const taken: Promise<TrainingSnapshot>[] = [];
        const trainer = createTrainer(longConfig({ stepsInFlight }));
        trainer.events$.subscribe((event) => {
          const control = controlOf(event);
          if (event.type === "step" && event.step % 5 === 0 && control !== null) taken.push(control.snapshot());
        });
        await trainer.start();
        return { taken: await Promise.all(taken), end: bitsOf(await trainer.snapshot()) };
      }),
    );
    expect(snapshots[1]?.taken.map(bitsOf)).toEqual(snapshots[0]?.taken.map(bitsOf));
    for (const [at, stepsInFlight] of [4, 1].entries()) {
      for (const resume of snapshots[at]?.taken ?? []) {
        const trainer = createTrainer(longConfig({ stepsInFlight, resume }));
        await trainer.start();
        expect(bitsOf(await trainer.snapshot())).toEqual(snapshots[0]?.end);
      }
    }
  });

  it("leave checkpoints and what operators do as they are", async () => {
    const runs = [];
    for (const stepsInFlight of [1, 4]) {
      const store = memoryStore({ keepLast: 100 });
      const events: unknown[] = [];
      const trainer = createTrainer(longConfig({ stepsInFlight, epochs: 6, validation: lineData(3) }));
      trainer.events$
        .pipe(reduceOnPlateau({ patience: 1, factor: 0.5, threshold: 0.2 }), checkpointTo(store, { everySteps: 3 }))
        .subscribe((event) => events.push(told(event)));
      await trainer.start();
      const saved = [];
      for (const { name } of await store.list()) {
        const { snapshot } = await store.load(name);
        saved.push([name, bitsOf(snapshot)]);
      }
      // When a checkpoint is written depends on clocks.
      runs.push({ saved, events: events.filter((event) => (event as TrainEvent).type !== "checkpointSaved") });
    }
    expect(runs[0]?.saved.length).toBeGreaterThan(4);
    expect(runs[1]).toEqual(runs[0]);
  });

  it("are given up where a step before them fails, or is not finite", async () => {
    const finite = { engine: createEngine({ backend: backendUnderTest(), checkFinite: true }) };
    const failing: (() => Partial<Config>)[] = [
      () => ({ ...finite, loss: (outputs: Tensor, targets: Tensor) => mean(log(sub(sub(outputs, targets), -0.5))) }),
      () => ({ data: spoiled(7, ({ targets }) => ({ inputs: hostTensor([[1, 2, 3]]), targets })) }),
      () => ({
        data: spoiled(7, () => {
          throw new Error("the disk is gone");
        }),
      }),
    ];
    for (const change of failing) {
      const runs = [];
      // One after the other: what fails tells by whom it was called.
      for (const stepsInFlight of [1, 4]) {
        runs.push(await runWith(longConfig({ ...change(), stepsInFlight }), new Map()));
      }
      const [one, several] = runs;
      expect((one as { end: unknown }).end).not.toBe("resolved");
      expect(several).toEqual(one);
    }
  });

  it("stop at the first number that is not finite, where somebody stops then", async () => {
    const runs = [];
    for (const stepsInFlight of [1, 4]) {
      const events: unknown[] = [];
      const loss = (outputs: Tensor, targets: Tensor): Tensor => mean(log(sub(sub(outputs, targets), -0.5)));
      await new Promise<void>((resolve) => {
        train(longConfig({ stepsInFlight, loss }))
          .pipe(stopOnNonFinite())
          .subscribe({ next: (event) => events.push(told(event)), complete: resolve });
      });
      runs.push(events);
    }
    expect(runs[0]?.at(-1)).toMatchObject({ type: "stopped" });
    expect(runs[1]).toEqual(runs[0]);
  });

  it("see batches as they came, where the source uses its memory again", async () => {
    const data = lineData(1);
    const reusing: TrainingData = {
      ...data,
      *batches(options) {
        const [inputs, targets] = [new Float32Array(2), new Float32Array(1)];
        for (const batch of data.batches(options) as Iterable<{ inputs: HostTensor; targets: HostTensor }>) {
          inputs.set(batch.inputs.data);
          targets.set(batch.targets.data);
          const count = batch.targets.data.length;
          yield {
            inputs: { ...batch.inputs, data: inputs.subarray(0, 2 * count) },
            targets: { ...batch.targets, data: targets.subarray(0, count) },
          };
          inputs.fill(Number.NaN);
        }
      },
    };
    const plan = new Map([
      [4, ["snapshot"]],
      [9, ["setHyperparameter"]],
    ]);
    const runs = [1, 4].map((stepsInFlight) => runWith(longConfig({ stepsInFlight, data: reusing }), plan));
    const [one, several] = await Promise.all(runs);
    expect(several).toEqual(one);
  });

  it("are those of one at a time on WebAssembly too, with one thread and with two", async () => {
    const plan = new Map([
      [4, ["snapshot"]],
      [8, ["setHyperparameter", "watchGradients"]],
      [12, ["writeParameters"]],
      [17, ["pause, then snapshot, then resume"]],
    ]);
    const runs = [];
    for (const [threads, stepsInFlight] of [
      [1, 1],
      [1, 3],
      [2, 3],
    ] as const) {
      const engine = createEngine({ backend: wasmBackend({ threads, grain: 0 }) });
      const run = await runWith(longConfig({ engine, stepsInFlight }), plan);
      runs.push(JSON.parse(JSON.stringify(run).replaceAll(/"threads":\d,/g, "")) as unknown);
    }
    expect(runs[1]).toEqual(runs[0]);
    expect(runs[2]).toEqual(runs[0]);
  });

  it("is a whole number from 1", () => {
    for (const stepsInFlight of [0, -1, 1.5, Number.NaN, "4"]) {
      expect(() => createTrainer(lineConfig({ stepsInFlight: stepsInFlight as number }))).toThrow(
        /createTrainer: stepsInFlight/,
      );
    }
  });
});

/** The data of a line of which one batch is spoiled. */
function spoiled(
  at: number,
  spoil: (batch: { inputs: HostTensor; targets: HostTensor }) => { inputs: HostTensor; targets: HostTensor },
): TrainingData {
  const data = lineData(1);
  let count = 0;
  return {
    ...data,
    *batches(options) {
      for (const batch of data.batches(options) as Iterable<{ inputs: HostTensor; targets: HostTensor }>) {
        yield count++ === at ? spoil(batch) : batch;
      }
    },
  };
}
