/** A training in a worker thread of Node is the one in this thread. */
import { type TrainEvent } from "../src/index.ts";
import { controlOf } from "../src/train/control-of.ts";
import { earlyStopping } from "../src/operators/early-stopping.ts";
import { describe, expect, it } from "vitest";
import { lineTrainer } from "./worker-line.ts";
import { connect, run, told, toldByStep, bytes, only, both, useWorker } from "./worker-runs.ts";

useWorker();

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
});
