/** Trainings in worker threads of Node, steered from this one. */
import { MessageChannel, Worker } from "node:worker_threads";
import type { HostTensor } from "@rensa/core";
import { ofType, type TrainEvent, type Trainer } from "../src/index.ts";
import { controlOf } from "../src/train/control-of.ts";
import { earlyStopping } from "../src/operators/early-stopping.ts";
import { connectTrainer, type ConnectOptions } from "../src/worker/connect-trainer.ts";
import { serveTrainer } from "../src/worker/serve-trainer.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { filter, firstValueFrom, take } from "rxjs";
import { lineTrainer, type LineOptions } from "./worker-line.ts";
import { startWorker } from "./worker-start.ts";

let worker: Worker;

beforeAll(() => {
  worker = startWorker("./worker-line.worker.ts");
});

afterAll(() => worker.terminate());

const connect = (options: LineOptions, more: ConnectOptions = {}) =>
  connectTrainer(worker, { options: { ...options }, ...more });

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

/** What events say, but for times, and stacks, which are written otherwise in another thread. */
const told = (events: readonly TrainEvent[]) =>
  events.map((event) => ({
    ...event,
    time: 0,
    ...("seconds" in event ? { seconds: 0 } : {}),
    ...("compileMilliseconds" in event ? { compileMilliseconds: 0 } : {}),
    ...("error" in event ? { error: { ...event.error, stack: "" } } : {}),
  }));

/** The same where a run waited at the end of an epoch: whether the next one has begun by then says nothing. */
const toldByStep = (events: readonly TrainEvent[]) =>
  told(events)
    .filter(({ type }) => type !== "epochStarted")
    .map((event) => ({ ...event, epoch: 0 }));

const bytes = (tensors: ReadonlyMap<string, HostTensor>) =>
  [...tensors].map(([path, { shape, dtype, data }]) => [
    path,
    shape,
    dtype,
    Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("hex"),
  ]);

const only = <Name extends TrainEvent["type"]>(events: readonly TrainEvent[], name: Name) =>
  events.filter((event): event is Extract<TrainEvent, { type: Name }> => event.type === name);

/** The same done with a trainer in the worker and one here; both results. */
async function both<R>(
  options: LineOptions,
  use: (trainer: Trainer) => Promise<R>,
  more: ConnectOptions = {},
): Promise<readonly [R, R]> {
  const remote = connect(options, more);
  const there = await use(remote);
  remote.disconnect();
  return [there, await use(lineTrainer(options, more))];
}

describe("a training in a worker", () => {
  it("has the events, the state and the bits of one in this thread", async () => {
    const [there, here] = await both(
      { validates: true, falls: true },
      async (trainer) => {
        expect(trainer.state.status).toBe("idle");
        const events = await run(trainer);
        return {
          events: told(events),
          state: trainer.state,
          parameters: bytes(await trainer.readParameters()),
          snapshot: bytes((await trainer.snapshot()).state),
          progress: (await trainer.snapshot()).progress,
          rest: { ...(await trainer.snapshot()), state: null, progress: null },
          hyperparameters: await trainer.readHyperparameters(),
        };
      },
      { seed: 3 },
    );
    expect(there).toEqual(here);
    expect(there.state).toMatchObject({ status: "finished", epoch: 4, step: 12 });
  });

  it("goes on from a snapshot that this side holds", async () => {
    let snapshot = Promise.resolve<unknown>(null);
    const whole = lineTrainer({});
    await run(whole, (event) => {
      if (event.type === "step" && event.step === 5) snapshot = controlOf(event)!.snapshot();
    });
    const remote = connect({}, { resume: (await snapshot) as never });
    const events = await run(remote);
    expect(events[0]).toMatchObject({ type: "started", isResumed: true, step: 5 });
    expect(bytes((await remote.snapshot()).state)).toEqual(bytes((await whole.snapshot()).state));
    remote.disconnect();
  });

  it("is steered by operators at the ends of epochs as in one thread", async () => {
    const [there, here] = await both({ rate: 2, validates: true, epochs: 30 }, async (trainer) => {
      const events: TrainEvent[] = [];
      trainer.events$.pipe(earlyStopping({ patience: 2 })).subscribe((event) => events.push(event));
      await trainer.start();
      return { events: toldByStep(events), parameters: bytes(await trainer.readParameters()) };
    });
    expect(there).toEqual(here);
    expect(there.events.at(-1)).toMatchObject({
      type: "stopped",
      reason: expect.stringContaining("earlyStopping") as string,
    });
    expect(there.events.at(-1)!.step).toBeLessThan(30 * 3);
  });

  it("does several things one after the other at an event before its next step", async () => {
    const [there, here] = await both({}, async (trainer) => {
      const seen: unknown[] = [];
      const events = await run(trainer, (event) => {
        if (event.type !== "epochCompleted" || event.epoch !== 2) return;
        void (async () => {
          seen.push(bytes(await trainer.readParameters()));
          await trainer.setHyperparameter("learningRate", 0.25);
          await trainer.writeParameters(new Map([["bias", { shape: [1], dtype: "f32", data: Float32Array.of(7) }]]));
          trainer.keep("note", { values: ["kept"], tensors: await trainer.readParameters() });
          seen.push((await trainer.kept("note"))?.values, bytes((await trainer.kept("note"))!.tensors!));
          seen.push((await trainer.snapshot()).progress, bytes((await trainer.snapshot()).state));
        })();
      });
      return {
        seen,
        events: told(events),
        end: bytes((await trainer.snapshot()).state),
        kept: [...(await trainer.snapshot()).kept.keys()],
      };
    });
    expect(there.seen).toHaveLength(5);
    expect(there.seen[3]).toMatchObject({ step: 6 });
    expect(there.kept).toEqual(["note"]);
    // In this thread, a step may come between two of them where the second waits for the first.
    expect(there.seen.slice(0, 1)).toEqual(here.seen.slice(0, 1));
    expect(only(there.events as TrainEvent[], "learningRateChanged")).toMatchObject([{ step: 6, learningRate: 0.25 }]);
  });

  it("waits for this side at every step where that is asked for", async () => {
    const [there, here] = await both(
      { epochs: 2 },
      async (trainer) => {
        const read: Promise<unknown>[] = [];
        const events = await run(trainer, (event) => {
          if (event.type !== "step") return;
          const control = controlOf(event)!;
          read.push(control.readParameters().then(bytes));
          if (event.step === 2) void control.setHyperparameter("learningRate", 0.5);
        });
        return { events: told(events), read: await Promise.all(read) };
      },
      { waitFor: "steps" },
    );
    expect(there.read).toHaveLength(6);
    expect(there).toEqual(here);
  });

  it("pauses at the end of an epoch, changes nothing meanwhile, goes on and stops", async () => {
    const trainer = connect({ epochs: 1000 });
    const paused = firstValueFrom(trainer.events$.pipe(ofType("paused")));
    const ending = firstValueFrom(trainer.events$.pipe(ofType("stopped")));
    const running = run(trainer, (event) => {
      if (event.type === "epochCompleted" && event.epoch === 2) trainer.pause();
      if (event.type === "epochCompleted" && event.epoch === 4) trainer.stop("enough");
    });
    expect(await paused).toMatchObject({ type: "paused", step: 6 });
    expect(trainer.state.status).toBe("paused");
    const first = await trainer.snapshot();
    expect(bytes((await trainer.snapshot()).state)).toEqual(bytes(first.state));
    expect(first.progress.step).toBe(6);
    expect(() => trainer.pause()).toThrow(/the trainer is paused/);
    trainer.resume();
    expect(trainer.state.status).toBe("running");
    const events = await running;
    expect(await ending).toMatchObject({ step: 12, reason: "enough" });
    expect(only(events, "step")).toHaveLength(12);
    expect(events.map(({ type }) => type).filter((name) => name === "paused" || name === "resumed")).toEqual([
      "paused",
      "resumed",
    ]);
    expect(trainer.state.status).toBe("stopped");
    trainer.disconnect();
  });

  it("pauses and goes on at one event, while the run waits for this side anyway", async () => {
    const [there, here] = await both({}, async (trainer) => {
      const events = await run(trainer, (event) => {
        if (event.type !== "epochCompleted" || event.epoch !== 2) return;
        trainer.pause();
        trainer.resume();
      });
      return { events: toldByStep(events), end: bytes((await trainer.snapshot()).state) };
    });
    expect(there).toEqual(here);
    expect(there.events.filter(({ type }) => type === "paused" || type === "resumed")).toHaveLength(2);
  });

  it("pauses in the middle of an epoch, and keeps its status through quick changes", async () => {
    const trainer = connect({ epochs: 10_000 });
    const running = run(trainer, (event) => {
      if (event.type === "resumed" && event.step > 100) trainer.stop("resumed twice");
    });
    await firstValueFrom(trainer.events$.pipe(filter(({ step }) => step === 50)));
    trainer.pause();
    trainer.resume();
    trainer.pause();
    expect(trainer.state.status).toBe("paused");
    await trainer.readHyperparameters();
    expect(trainer.state.status).toBe("paused");
    const { step } = (await trainer.snapshot()).progress;
    expect((await trainer.snapshot()).progress.step).toBe(step);
    trainer.resume();
    await firstValueFrom(trainer.events$.pipe(filter((event) => event.step > Math.max(100, step))));
    trainer.pause();
    trainer.resume();
    const events = await running;
    expect(events.at(-1)).toMatchObject({ type: "stopped", reason: "resumed twice" });
    trainer.disconnect();
  });

  it("refuses on this side what does not suit its status, and on the other what is wrong, with its code", async () => {
    const trainer = connect({});
    expect(() => trainer.pause()).toThrow(/pause: the trainer is idle; start it before/);
    expect(() => trainer.stop()).toThrow(/stop: the trainer is idle/);
    await expect(trainer.snapshot()).rejects.toMatchObject({
      name: "RensaError",
      code: "TRAINER_STATE",
      sentence: expect.stringContaining("idle") as string,
    });
    await run(trainer);
    await expect(trainer.setHyperparameter("speed", 1)).rejects.toMatchObject({
      code: "ARGUMENT_INVALID",
      sentence: expect.stringContaining('no "speed"') as string,
    });
    expect(() => trainer.watchGradients(0)).toThrow(/from 1/);
    await expect(trainer.start()).rejects.toThrow(/the trainer is finished/);
    const uncloneable = { values: (() => 1) as never };
    const errors: unknown[] = [];
    const other = connect({}, { onSubscriberError: (error) => errors.push(error) });
    other.keep("function", uncloneable);
    await run(other);
    expect(errors).toHaveLength(1);
    trainer.disconnect();
    other.disconnect();
  });

  it("tells of an error with its code, sentence and origin as an event", async () => {
    const [there, here] = await both({ failure: "model" }, async (trainer) => told(await run(trainer)));
    expect(there).toEqual(here);
    expect(there.at(-1)).toMatchObject({
      type: "failed",
      error: { name: "RensaError", code: expect.any(String) as string },
    });
  });

  it("fails where its factory does, without a hang", async () => {
    const trainer = connect({ failure: "factory" });
    const events = await run(trainer);
    expect(events).toMatchObject([
      {
        type: "failed",
        error: { code: "USER_CODE_FAILED", message: expect.stringContaining("these options will not do") as string },
      },
    ]);
    expect(trainer.state.status).toBe("failed");
    await expect(trainer.readParameters()).rejects.toThrow("these options will not do");
  });

  it("watches gradients while somebody asks, and adds events", async () => {
    const [there, here] = await both({}, async (trainer) => {
      let release = (): void => undefined;
      const events = await run(trainer, (event) => {
        if (event.type === "started") release = controlOf(event)!.watchGradients(2);
        if (event.type === "epochCompleted" && event.epoch === 2) release();
        if (event.type === "epochCompleted" && event.epoch === 3) {
          controlOf(event)!.emit({
            type: "checkpointSaved",
            savedStep: event.step,
            name: "three",
            bytes: 5,
            milliseconds: 1,
            isBest: false,
          });
        }
      });
      return toldByStep(events).filter(({ type }) => type === "gradientHealth" || type === "checkpointSaved");
    });
    expect(there.map(({ type, step }) => [type, step])).toEqual([
      ["gradientHealth", 2],
      ["gradientHealth", 4],
      ["gradientHealth", 6],
      ["checkpointSaved", 9],
    ]);
    expect(there).toEqual(here);
  });

  it("stops when a signal aborts, also one that has aborted before", async () => {
    const controller = new AbortController();
    const trainer = connect({ epochs: 1000 }, { signal: controller.signal });
    const events = await run(trainer, (event) => {
      if (event.type === "epochCompleted" && event.epoch === 2) controller.abort(new Error("the page was left"));
    });
    expect(events.at(-1)).toMatchObject({ type: "stopped", step: 6, reason: "the page was left" });
    trainer.disconnect();
    const never = connect({}, { signal: AbortSignal.abort("too late") });
    expect(await run(never)).toMatchObject([{ type: "stopped", step: 0, reason: "too late" }]);
    never.disconnect();
  });
});

describe("what crosses", () => {
  /** The events that the worker sends meanwhile. */
  async function crossing(action: () => Promise<unknown>): Promise<string[]> {
    const crossed: string[] = [];
    const listen = ({ kind, event }: { kind: string; event?: TrainEvent }): void => {
      if (kind === "event") crossed.push(event!.type);
    };
    worker.on("message", listen);
    await action();
    worker.off("message", listen);
    return crossed;
  }

  it("are steps only while somebody subscribes, and all else always", async () => {
    const trainer = connect({ epochs: 20, validates: true });
    const crossed = await crossing(async () => {
      const running = trainer.start();
      // The run waits at the end of the epoch until both have been told.
      await firstValueFrom(
        trainer.events$.pipe(
          ofType("epochCompleted"),
          filter(({ epoch }) => epoch === 5),
        ),
      );
      await running;
    });
    expect(crossed.filter((name) => name === "step")).toHaveLength(15);
    expect(crossed.filter((name) => name === "epochCompleted")).toHaveLength(20);
    expect(trainer.state).toMatchObject({ status: "finished", step: 60 });
    trainer.disconnect();
    const silent = connect({}, { steps: false });
    expect(await crossing(() => run(silent))).not.toContain("step");
    silent.disconnect();
  });

  it("are parameters that belong to this side alone", async () => {
    const trainer = connect({});
    await run(trainer);
    const first = await trainer.readParameters();
    first.get("bias")!.data.fill(99);
    expect((await trainer.readParameters()).get("bias")!.data[0]).not.toBe(99);
    const bias: HostTensor = { shape: [1], dtype: "f32", data: Float32Array.of(5) };
    const given = new Map([["bias", bias]]);
    await trainer.writeParameters(given);
    expect(given.get("bias")!.data[0]).toBe(5);
    expect((await trainer.readParameters()).get("bias")!.data[0]).toBe(5);
    trainer.disconnect();
  });
});

describe("a worker that is lost", () => {
  it("in the middle of a run ends the stream, and rejects what waits", async () => {
    const own = startWorker("./worker-line.worker.ts");
    const trainer = connectTrainer(own, { options: { epochs: 1_000_000 } });
    const events: TrainEvent[] = [];
    let waiting: Promise<unknown> | null = null;
    trainer.events$.subscribe({
      next: (event) => events.push(event),
      complete: () => events.push({ type: "complete" } as never),
    });
    trainer.events$
      .pipe(
        filter(({ step }) => step === 40),
        take(1),
      )
      .subscribe(() => {
        waiting = trainer.snapshot().then(
          () => "answered",
          (error: unknown) => error,
        );
        void own.terminate();
      });
    await expect(trainer.start()).rejects.toMatchObject({ code: "THREAD_LOST" });
    expect(events.slice(-2)).toMatchObject([
      {
        type: "failed",
        runId: "run-0",
        error: { code: "THREAD_LOST", message: expect.stringContaining("exit code 1") as string },
      },
      { type: "complete" },
    ]);
    expect(["answered", expect.objectContaining({ code: "THREAD_LOST" })]).toContainEqual(
      await (waiting as Promise<unknown> | null),
    );
    expect(trainer.state.status).toBe("failed");
    await expect(trainer.readParameters()).rejects.toMatchObject({ code: "THREAD_LOST" });
    expect(() => trainer.pause()).toThrow(/the trainer is failed/);
  });

  it("through an error that nobody catches", async () => {
    const script = "setTimeout(() => { throw new TypeError('nobody catches this'); })";
    const events = await run(connectTrainer(new Worker(script, { eval: true, execArgv: [] })));
    expect(events).toMatchObject([
      {
        type: "failed",
        error: { code: "THREAD_LOST", message: expect.stringContaining("nobody catches this") as string },
      },
    ]);
  });

  it("before it has called serveTrainer says so", async () => {
    const trainer = connectTrainer(new Worker("setTimeout(() => undefined, 1)", { eval: true, execArgv: [] }));
    const events = await run(trainer);
    expect(events).toMatchObject([
      {
        type: "failed",
        error: { code: "THREAD_LOST", message: expect.stringContaining("had not called serveTrainer") as string },
      },
    ]);
    await expect(trainer.start()).rejects.toMatchObject({ code: "THREAD_LOST" });
  });
});

describe("over a port", () => {
  it("a trainer that is made already has one connection at a time, and the server may come late", async () => {
    const { port1, port2 } = new MessageChannel();
    const trainer = connectTrainer(port1);
    const running = run(trainer);
    const end = serveTrainer(lineTrainer({}), port2);
    expect((await running).at(-1)).toMatchObject({ type: "completed", step: 12 });
    const second = connectTrainer(port1);
    expect(await run(second)).toMatchObject([{ type: "failed", error: { code: "TRAINER_STATE" } }]);
    end();
    port1.close();
  });

  it("what is read is handed over, and what subscribers keep stays theirs", async () => {
    const { port1, port2 } = new MessageChannel();
    const local = lineTrainer({ epochs: 1 });
    const read: HostTensor[] = [];
    const kept: HostTensor = { shape: [2], dtype: "f32", data: Float32Array.of(1, 2) };
    const readParameters = local.readParameters.bind(local);
    local.readParameters = async () => {
      const parameters = await readParameters();
      read.push(...parameters.values());
      return parameters;
    };
    const end = serveTrainer(local, port2);
    const trainer = connectTrainer(port1);
    await run(trainer);
    expect(await trainer.readParameters()).toHaveProperty("size", 2);
    expect(read.map(({ data }) => data.buffer.byteLength)).toEqual([0, 0]);
    local.keep("mine", { values: null, tensors: new Map([["kept", kept]]) });
    expect((await trainer.snapshot()).kept.get("mine")?.tensors?.get("kept")).toEqual(kept);
    expect((await trainer.kept("mine"))?.tensors?.get("kept")).toEqual(kept);
    expect(kept.data).toEqual(Float32Array.of(1, 2));
    end();
    port1.close();
  });

  it("two versions refuse each other", async () => {
    const { port1, port2 } = new MessageChannel();
    const trainer = connectTrainer(port1);
    port2.postMessage({ rensa: "trainer", kind: "serving", version: 99 });
    expect(await run(trainer)).toMatchObject([
      { type: "failed", error: { code: "ARGUMENT_INVALID", message: expect.stringContaining("99") as string } },
    ]);
    port1.close();
  });

  it("a port that is closed is a thread that is lost", async () => {
    const { port1, port2 } = new MessageChannel();
    serveTrainer(lineTrainer({ epochs: 1_000_000 }), port2);
    const trainer = connectTrainer(port1);
    const events = await run(trainer, (event) => {
      if (event.type === "epochCompleted") port2.close();
    });
    expect(events.at(-1)).toMatchObject({ type: "failed", error: { code: "THREAD_LOST" } });
  });

  it("refuses options that cannot be sent, and a thread that is no worker", () => {
    const { port1 } = new MessageChannel();
    expect(() => connectTrainer(port1, { options: { loss: (() => 0) as never } })).toThrow(
      /cannot be sent to a worker/,
    );
    port1.close();
  });
});

// The last test, since it takes the worker from the others.
describe("a connection that is closed", () => {
  it("ends the run and the worker", async () => {
    const exits: number[] = [];
    worker.on("exit", (code) => exits.push(code));
    const trainer = connect({ epochs: 1_000_000 });
    const events = await run(trainer, ({ step }) => {
      if (step === 30) void trainer.close();
    });
    expect(events.at(-1)).toMatchObject({ type: "stopped", step: 30, reason: "the connection was closed" });
    await trainer.close();
    expect(exits).toEqual([1]);
    await expect(trainer.snapshot()).rejects.toMatchObject({ code: "TRAINER_STATE" });
  });
});
