/** What is asked of a trainer while its programs are compiled. A stop then: stop-while-compiling.test.ts. */
import { describe, expect, it } from "vitest";
import { createTrainer, sgd } from "../src/index.ts";
import { lineConfig } from "./line.ts";
import { run, only } from "./watched-run.ts";

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

  it("what is asked for while a run compiles is done, in its order", async () => {
    const trainer = createTrainer(lineConfig({ optimizer: sgd(0.5) }));
    const told: unknown[] = [];
    trainer.events$.subscribe((event) => {
      if (event.type === "learningRateChanged") told.push([event.learningRate, event.step]);
    });
    const run = trainer.start();
    const asked = [trainer.setHyperparameter("learningRate", 0.25), trainer.setHyperparameter("learningRate", 0.125)];
    await expect(trainer.setHyperparameter("learningRate", -1)).rejects.toThrow(/from 0/);
    await Promise.all([...asked, run]);
    expect(told).toEqual([
      [0.25, 0],
      [0.125, 0],
    ]);
    expect(await trainer.readHyperparameters()).toEqual({ learningRate: 0.125 });
  });
});
