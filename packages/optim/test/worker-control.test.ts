/** A training in a worker thread, paused, stopped and waited for from this one. */
import { ofType } from "../src/index.ts";
import { controlOf } from "../src/train/control-of.ts";
import { describe, expect, it } from "vitest";
import { filter, firstValueFrom } from "rxjs";
import { connect, run, told, toldByStep, bytes, only, both, useWorker } from "./worker-runs.ts";

useWorker();

describe("a training in a worker", () => {
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
