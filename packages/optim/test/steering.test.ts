import { full, RensaError, type HostTensor, type Tensor } from "@rensa/core";
import type { Key, Metric } from "@rensa/nn";
import { add, mean, meanAbsoluteError, meanSquaredError, mul, sub, sum, square } from "@rensa/ops";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  adam,
  controlOf,
  createTrainer,
  inverseTime,
  sgd,
  type TrainEvent,
  type Trainer,
  type TrainingSnapshot,
} from "../src/index.ts";
import { lineConfig, lineData, lineModel } from "./line.ts";

/** Runs a trainer, and calls what is given for every event. */
async function run(trainer: Trainer, onEvent: (event: TrainEvent) => void = () => undefined): Promise<TrainEvent[]> {
  const events: TrainEvent[] = [];
  trainer.events$.subscribe((event) => {
    events.push(event);
    onEvent(event);
  });
  // A run that fails has told so, which is what is looked at.
  await trainer.start().catch(() => undefined);
  return events;
}

const only = <Name extends TrainEvent["type"]>(events: readonly TrainEvent[], name: Name) =>
  events.filter((event): event is Extract<TrainEvent, { type: Name }> => event.type === name);

const bytes = (state: ReadonlyMap<string, HostTensor>) =>
  [...state].map(([path, { data }]) => [
    path,
    Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("hex"),
  ]);

/** A snapshot at a step, and the events and state of the run that went on from there. */
async function snapshotAt(step: number): Promise<{ snapshot: TrainingSnapshot; events: TrainEvent[]; state: unknown }> {
  const taken: Promise<TrainingSnapshot>[] = [];
  const trainer = createTrainer(lineConfig());
  const events = await run(trainer, (event) => {
    if (event.type === "step" && event.step === step)
      taken.push(controlOf(event)?.snapshot() ?? Promise.reject(new Error()));
  });
  const [snapshot] = await Promise.all(taken);
  if (snapshot === undefined) throw new Error("no snapshot");
  return {
    snapshot,
    events,
    state: bytes((await trainer.snapshot()).state),
  };
}

describe("a run that goes on from a snapshot", () => {
  for (const step of [1, 3, 5, 9]) {
    it(`has the same bits and events as one that was not interrupted, from step ${String(step)}`, async () => {
      const { snapshot, events, state } = await snapshotAt(step);
      expect(snapshot.progress.step).toBe(step);
      const trainer = createTrainer(lineConfig({ resume: snapshot }));
      const later = await run(trainer);
      expect(bytes((await trainer.snapshot()).state)).toEqual(state);
      const told = (all: readonly TrainEvent[]) =>
        all.flatMap((event) => {
          const rest = { ...event, time: 0 };
          if (event.type === "started" || event.type === "completed" || event.step < step) return [];
          if (event.step === step && event.type === "step") return [];
          return [event.type === "epochCompleted" ? { ...rest, seconds: 0 } : rest];
        });
      expect(told(later)).toEqual(told(events));
      expect(later[0]).toMatchObject({ type: "started", isResumed: true, step });
    });
  }

  it("is refused by name where something is not as it was", async () => {
    const { snapshot } = await snapshotAt(2);
    const outcome = async (change: Parameters<typeof lineConfig>[0]) =>
      (await run(createTrainer(lineConfig({ ...change, resume: snapshot })))).at(-1);
    const failure = (sentence: string) => ({
      type: "failed",
      step: 0,
      error: { code: "CHECKPOINT_MISMATCH", message: expect.stringContaining(sentence) as string },
    });
    expect(await outcome({ seed: 1 })).toMatchObject(failure("its seed is 0, not 1"));
    expect(await outcome({ loss: meanAbsoluteError })).toMatchObject(failure("computes something else"));
    const wider = {
      ...lineModel,
      initialize: () => ({ weights: full([2, 1], 0), bias: full([1, 1], 0) }),
    };
    expect(await outcome({ model: wider })).toMatchObject(failure('its "parameters.bias" is f32[1], and f32[1,1]'));
  });
});

describe("steering", () => {
  it("sets hyperparameters before the next step, and tells", async () => {
    const trainer = createTrainer(lineConfig());
    const events = await run(trainer, (event) => {
      if (event.type === "step" && event.step === 2) void controlOf(event)?.setHyperparameter("learningRate", 0.25);
    });
    const rates = only(events, "step").map(({ learningRate }) => learningRate);
    expect(rates.slice(0, 4)).toEqual([Math.fround(0.1), Math.fround(0.1), 0.25, 0.25]);
    expect(only(events, "learningRateChanged")).toMatchObject([
      { step: 2, learningRate: 0.25, previous: Math.fround(0.1) },
    ]);
    expect(await trainer.readHyperparameters()).toMatchObject({ learningRate: 0.25 });
    await expect(trainer.setHyperparameter("speed", 1)).rejects.toThrow(/no "speed"; it has learningRate/);
    await expect(trainer.setHyperparameter("learningRate", Number.NaN)).rejects.toThrow(RensaError);
  });

  it("writes parameters, or refuses before anything is changed", async () => {
    const trainer = createTrainer(lineConfig({ epochs: 1 }));
    await run(trainer);
    const before = await trainer.readParameters();
    const bias: HostTensor = { shape: [1], dtype: "f32", data: Float32Array.of(7) };
    await expect(
      trainer.writeParameters(
        new Map([
          ["bias", bias],
          ["slope", bias],
        ]),
      ),
    ).rejects.toThrow(/no "slope"/);
    expect(bytes(await trainer.readParameters())).toEqual(bytes(before));
    await trainer.writeParameters(new Map([["bias", bias]]));
    expect((await trainer.readParameters()).get("bias")?.data[0]).toBe(7);
  });

  it("ends when its signal aborts, for the signal's reason", async () => {
    const controller = new AbortController();
    const trainer = createTrainer(lineConfig({ epochs: 1000, signal: controller.signal }));
    const events = await run(trainer, ({ step }) => {
      if (step === 5) controller.abort(new Error("the window was closed"));
    });
    expect(events.at(-1)).toMatchObject({ type: "stopped", step: 5, reason: "the window was closed" });
    const never = createTrainer(lineConfig({ signal: AbortSignal.abort("too late") }));
    expect(await run(never)).toMatchObject([{ type: "stopped", step: 0, reason: "too late" }]);
  });

  it("keeps what subscribers want back in its snapshots", async () => {
    const trainer = createTrainer(lineConfig({ epochs: 1 }));
    await run(trainer, (event) => {
      if (event.type === "epochCompleted") controlOf(event)?.keep("patience", { values: { left: 2 } });
    });
    const snapshot = await trainer.snapshot();
    const next = createTrainer(lineConfig({ resume: snapshot }));
    let kept: unknown = null;
    await run(next, (event) => {
      if (event.type === "started")
        void controlOf(event)
          ?.kept("patience")
          .then((found) => (kept = found));
    });
    expect(kept).toEqual({ values: { left: 2 } });
  });

  it("reads nothing before everything is compiled", async () => {
    await expect(createTrainer(lineConfig()).snapshot()).rejects.toMatchObject({ code: "TRAINER_STATE" });
  });
});

describe("scores", () => {
  it("are exact over batches of different sizes", async () => {
    const squares: Metric = {
      statistics: (outputs, targets) => ({
        total: sum(square(sub(outputs, targets))),
        count: full([], outputs.shape[0] ?? 0),
      }),
      result: ({ total, count }) => (total?.[0] ?? 0) / (count?.[0] ?? 1),
    };
    const outcome = async (size: number) => {
      const trainer = createTrainer(
        lineConfig({
          epochs: 1,
          data: lineData(10),
          validation: lineData(size),
          metrics: { squares, error: meanAbsoluteError },
        }),
      );
      return only(await run(trainer), "validated")[0];
    };
    const whole = await outcome(10);
    expect(whole).toMatchObject({ examples: 10 });
    expect(whole?.metrics["squares"]).toBeCloseTo(whole?.loss ?? Number.NaN, 6);
    for (const size of [1, 3, 4]) {
      const parts = await outcome(size);
      expect(parts?.loss).toBeCloseTo(whole?.loss ?? 0, 6);
      expect(parts?.metrics["squares"]).toBeCloseTo(whole?.metrics["squares"] ?? 0, 6);
      expect(parts?.metrics["error"]).toBeCloseTo(whole?.metrics["error"] ?? 0, 6);
    }
  });

  it("refuses a metric that is neither a scalar nor a metric", async () => {
    const last = (await run(createTrainer(lineConfig({ metrics: { wrong: (outputs) => outputs } })))).at(-1);
    expect(last).toMatchObject({ type: "failed", error: { code: "ARGUMENT_INVALID" } });
  });
});

describe("parameters that are not trained", () => {
  const counting = {
    initialize: (key: Key) => lineModel.initialize(key),
    apply: (
      parameters: Parameters<typeof lineModel.apply>[0],
      x: Tensor,
      context: Parameters<typeof lineModel.apply>[2],
    ) => {
      const outputs = mul(x, 1);
      context.assign(parameters.bias, add(parameters.bias, 1));
      return add(lineModel.apply({ ...parameters, bias: mul(parameters.bias, 0) }, outputs, context), mean(mul(x, 0)));
    },
    isTrainable: (path: string) => path !== "bias",
  };

  it("are set by the model, and have no slots", async () => {
    const trainer = createTrainer(lineConfig({ model: counting, validation: lineData() }));
    const events = await run(trainer);
    expect(events.at(-1)).toMatchObject({ type: "completed", step: 12 });
    expect((await trainer.readParameters()).get("bias")?.data[0]).toBe(12);
    const slots = [...(await trainer.snapshot()).state.keys()].filter(
      (path) => path.startsWith("optimizer.") && path.endsWith("bias"),
    );
    expect(slots).toEqual([]);
    expect(only(events, "started")[0]?.parameters).toMatchObject([
      { name: "weights", isTrained: true },
      { name: "bias", isTrained: false },
    ]);
  });

  it("cannot be set where the optimizer changes them", async () => {
    const wrong = { ...counting, isTrainable: () => true };
    expect((await run(createTrainer(lineConfig({ model: wrong })))).at(-1)).toMatchObject({
      type: "failed",
      error: { code: "ARGUMENT_INVALID", message: expect.stringContaining('the optimizer changes "bias"') as string },
    });
  });
});

describe("gradients", () => {
  it("are looked at only while somebody asks, and change nothing", async () => {
    const plain = createTrainer(lineConfig());
    await run(plain);
    const trainer = createTrainer(lineConfig());
    let release: (() => void) | null = null;
    const events = await run(trainer, (event) => {
      if (event.type === "started") release = controlOf(event)?.watchGradients(2) ?? null;
      if (event.step === 7) release?.();
    });
    const seen = only(events, "gradientHealth");
    expect(seen.map(({ step }) => step)).toEqual([2, 4, 6]);
    expect(seen[0]?.gradients.map(({ name, count }) => [name, count])).toEqual([
      ["weights", 2],
      ["bias", 1],
    ]);
    expect(seen[0]?.gradients.every(({ norm, parameterNorm }) => norm > 0 && parameterNorm > 0)).toBe(true);
    expect(bytes((await trainer.snapshot()).state)).toEqual(bytes((await plain.snapshot()).state));
  });

  it("that are not finite are told of once", async () => {
    const trainer = createTrainer(
      lineConfig({
        optimizer: adam(0.1),
        loss: (o, t) => mul(meanSquaredError(o, t), Number.POSITIVE_INFINITY),
      }),
    );
    const events = await run(trainer);
    expect(only(events, "nonFinite")).toHaveLength(1);
    expect(events.at(-1)).toMatchObject({ type: "completed" });
  });
});

describe("a stop at the last step of an epoch", () => {
  it("leaves the epoch open: a run that goes on from there validates and completes it first, as if nothing had been", async () => {
    const config = { epochs: 2, validation: lineData(5) };
    const whole = await run(createTrainer(lineConfig(config)));
    const trainer = createTrainer(lineConfig(config));
    const stopped = await run(trainer, (event) => {
      if (event.type === "step" && event.step === 3) trainer.stop();
    });
    expect(stopped.map(({ type }) => type)).toEqual(["started", "epochStarted", "step", "step", "step", "stopped"]);
    const resume = await trainer.snapshot();
    expect(resume.progress).toMatchObject({ epoch: 1, batch: 3, step: 3, epochOver: false, validation: null });
    const later = await run(createTrainer(lineConfig({ ...config, resume })));
    const told = (events: readonly TrainEvent[]) =>
      events.map((event) => ({ ...event, time: 0, ...("seconds" in event && { seconds: 0 }) }));
    expect(told(later).slice(1)).toEqual(told(whole).slice(5));
    expect(later[1]?.type).toBe("validated");
  });

  it("during the validation leaves it open too", async () => {
    const validation = lineData(5);
    const trainer = createTrainer(
      lineConfig({
        epochs: 2,
        validation: {
          ...validation,
          *batches(options) {
            for (const batch of validation.batches(options) as Iterable<never>) {
              trainer.stop("no more");
              yield batch;
            }
          },
        },
      }),
    );
    const events = await run(trainer);
    expect(events.slice(-2)).toMatchObject([
      { type: "step", step: 3 },
      { type: "stopped", reason: "no more" },
    ]);
    expect((await trainer.snapshot()).progress).toMatchObject({ epochOver: false, validation: null });
  });
});

describe("a run that nobody watches", () => {
  it("has the state of one that somebody does", async () => {
    const metrics = { error: meanAbsoluteError };
    const watched = createTrainer(lineConfig({ metrics }));
    await run(watched);
    const alone = createTrainer(lineConfig({ metrics }));
    await alone.start();
    expect(alone.state).toEqual(watched.state);
    expect(alone.state.loss).toBeGreaterThan(0);
    expect(alone.state).toBe(alone.state);
    expect(Object.isFrozen(alone.state.metrics)).toBe(true);
  });
});

describe("events", () => {
  it("cannot be changed in any part by one subscriber for the next", async () => {
    const events = await run(
      createTrainer(lineConfig({ epochs: 1, metrics: { error: meanAbsoluteError }, validation: lineData() })),
      (event) => {
        if (event.type === "started") controlOf(event)?.watchGradients(1);
      },
    );
    const isFrozen = (value: unknown): boolean =>
      typeof value !== "object" || value === null || (Object.isFrozen(value) && Object.values(value).every(isFrozen));
    expect(events.map(({ type }) => type)).toContain("gradientHealth");
    expect(events.filter((event) => !isFrozen(event))).toEqual([]);
  });
});

describe("a trainer that is compiling", () => {
  it("queues what is set and read, in order, for before the first step", async () => {
    const trainer = createTrainer(lineConfig({ epochs: 1 }));
    const running = run(trainer);
    const set = trainer.setHyperparameter("learningRate", 0.25);
    const read = trainer.readHyperparameters();
    const events = await running;
    await set;
    expect((await read)["learningRate"]).toBe(0.25);
    expect(events[0]?.type).toBe("started");
    expect(only(events, "step").map(({ learningRate }) => learningRate)).toEqual([0.25, 0.25, 0.25]);
  });

  it("holds what is set as the state does, in float32", async () => {
    const trainer = createTrainer(lineConfig({ epochs: 1 }));
    const running = run(trainer);
    await trainer.setHyperparameter("learningRate", 0.1);
    expect((await trainer.readHyperparameters())["learningRate"]).toBe(Math.fround(0.1));
    const told = only(await running, "learningRateChanged").map(({ learningRate }) => learningRate);
    expect(told).toEqual([Math.fround(0.1)]);
  });

  it("stays paused where it was paused meanwhile", async () => {
    const trainer = createTrainer(lineConfig({ epochs: 1 }));
    const running = run(trainer);
    trainer.pause();
    await trainer.readParameters();
    expect(trainer.state).toMatchObject({ status: "paused", step: 0 });
    trainer.resume();
    expect((await running).at(-1)).toMatchObject({ type: "completed", step: 3 });
  });

  it("refuses what was asked for where it cannot be compiled, and says that it failed", async () => {
    const trainer = createTrainer(lineConfig({ loss: (outputs) => outputs }));
    const running = trainer.start();
    running.catch(() => undefined);
    await expect(trainer.readParameters()).rejects.toThrow("readParameters: the trainer is failed");
    await expect(running).rejects.toMatchObject({ code: "LOSS_NOT_SCALAR" });
    trainer.stop();
    expect(trainer.state).toMatchObject({ status: "failed", error: { code: "LOSS_NOT_SCALAR" } });
  });
});

describe("holds", () => {
  it("keep the run where it is until the last of them is released, in any order and each as often as one likes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([0, 1, 2], { minLength: 3 }), fc.boolean(), async (order, twice) => {
        const trainer = createTrainer(lineConfig({ epochs: 1 }));
        const releases: (() => void)[] = [];
        const running = run(trainer, ({ type, step }) => {
          if (type === "step" && step === 1) releases.push(trainer.hold(), trainer.hold(), trainer.hold());
        });
        while (releases.length === 0) await turn();
        for (const at of order) {
          for (let turns = 0; turns < 20; turns++) await turn();
          expect(trainer.state).toMatchObject({ status: "running", step: 1 });
          releases[at]?.();
          if (twice) releases[at]?.();
        }
        expect((await running).at(-1)).toMatchObject({ type: "completed", step: 3 });
      }),
      { numRuns: 12 },
    );
  });

  it("and a pause are both waited for, and a stop waits for neither", async () => {
    const trainer = createTrainer(lineConfig({ epochs: 1 }));
    let release: () => void = () => undefined;
    const running = run(trainer, ({ type, step }) => {
      if (type !== "step" || step !== 1) return;
      release = trainer.hold();
      trainer.pause();
    });
    while (trainer.state.status !== "paused") await turn();
    trainer.resume();
    for (let turns = 0; turns < 20; turns++) await turn();
    expect(trainer.state).toMatchObject({ status: "running", step: 1 });
    trainer.stop();
    release();
    expect((await running).at(-1)).toMatchObject({ type: "stopped", step: 1 });
  });

  it("of a run that is over keep its stream and its start open", async () => {
    const trainer = createTrainer(lineConfig({ epochs: 1 }));
    const releases: (() => void)[] = [];
    let isOver = false;
    const running = run(trainer, ({ type }) => {
      if (type === "completed") releases.push(trainer.hold(), trainer.hold());
    }).then(() => (isOver = true));
    while (releases.length === 0) await turn();
    releases[0]?.();
    for (let turns = 0; turns < 20; turns++) await turn();
    expect(isOver).toBe(false);
    releases[1]?.();
    await running;
  });
});

describe("a snapshot", () => {
  it("in which any part of the state has another type, is missing or too many, is refused by its path", async () => {
    const trainer = createTrainer(lineConfig({ epochs: 1 }));
    await run(trainer);
    const snapshot = await trainer.snapshot();
    const path = fc.constantFrom(...snapshot.state.keys());
    const changed = ({ shape, dtype, data }: HostTensor): Readonly<Record<string, HostTensor | null>> => ({
      missing: null,
      "of another dtype": { shape, dtype: dtype === "i32" ? "f32" : "i32", data: new Float32Array(data.length) },
      "of another rank": { shape: [...shape, 1], dtype, data },
      longer: { shape: [...shape.slice(0, -1), (shape.at(-1) ?? 1) + 1], dtype, data },
    });
    const change = fc.constantFrom("missing", "of another dtype", "of another rank", "longer", "too many");
    await fc.assert(
      fc.asyncProperty(path, change, async (name, how) => {
        const state = new Map(snapshot.state);
        const before = state.get(name)!;
        const next = changed(before)[how];
        if (how === "too many") state.set(`${name}.more`, before);
        else if (next === null || next === undefined) state.delete(name);
        else state.set(name, next);
        const last = (await run(createTrainer(lineConfig({ resume: { ...snapshot, state } })))).at(-1);
        expect(last).toMatchObject({ type: "failed", step: 0, error: { code: "CHECKPOINT_MISMATCH" } });
        expect(JSON.stringify(last)).toContain(JSON.stringify(name).slice(1, -1));
      }),
      { numRuns: 25 },
    );
    const other = { ...snapshot, format: 1 as never };
    expect((await run(createTrainer(lineConfig({ resume: other })))).at(-1)).toMatchObject({
      error: { code: "CHECKPOINT_MISMATCH", message: expect.stringContaining("of format 1") as string },
    });
  });
});

describe("a run", () => {
  it("of no epochs completes without a step, and numbers that are none are refused", async () => {
    const names = async (epochs: number) => (await run(createTrainer(lineConfig({ epochs })))).map(({ type }) => type);
    expect(await names(0)).toEqual(["started", "completed"]);
    for (const epochs of [-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])
      expect(await names(epochs)).toEqual(["failed"]);
  });

  it("tells at the first step of an epoch where a schedule has moved the rate since that of the one before", async () => {
    const optimizer = sgd(inverseTime({ start: 1, decay: 1 }));
    const events = await run(createTrainer(lineConfig({ epochs: 3, optimizer })));
    expect(only(events, "learningRateChanged")).toMatchObject([
      { step: 4, learningRate: 1 / 4, previous: 1 },
      { step: 7, learningRate: Math.fround(1 / 7), previous: 1 / 4 },
    ]);
    expect(only(await run(createTrainer(lineConfig({ optimizer: sgd(0.1) }))), "learningRateChanged")).toEqual([]);
  });

  it("that is over does not mind its signal, whose reason may be anything", async () => {
    const controller = new AbortController();
    const trainer = createTrainer(lineConfig({ epochs: 1, signal: controller.signal }));
    await run(trainer);
    controller.abort();
    expect(trainer.state.status).toBe("finished");
    const reasons = [undefined, 7, "text", new Error("an error")].map(async (reason) => {
      const [last] = await run(createTrainer(lineConfig({ signal: AbortSignal.abort(reason) })));
      return last?.type === "stopped" ? last.reason : null;
    });
    expect((await Promise.all(reasons)).slice(1)).toEqual(["its signal aborted", "text", "an error"]);
  });

  it("gives way at the end of every epoch, however short its steps are", async () => {
    let turns = 0;
    let isOver = false;
    const count = (): void => {
      turns++;
      if (!isOver) setImmediate(count);
    };
    setImmediate(count);
    await createTrainer(lineConfig({ epochs: 50 })).start();
    isOver = true;
    expect(turns).toBeGreaterThanOrEqual(50);
  });

  it("is watched by whole numbers of steps", () => {
    for (const every of [0, -1, 1.5, Number.NaN]) {
      expect(() => createTrainer(lineConfig()).watchGradients(every)).toThrow(/give an integer from 1/);
    }
  });
});

async function turn(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
