/** A run that is steered from outside: its hyperparameters, its parameters, and its end. */
import { RensaError, type HostTensor, type Tensor } from "@rensa/core";
import { describe, expect, it } from "vitest";
import { controlOf, createTrainer, type TrainEvent } from "../src/index.ts";
import { lineConfig } from "./line.ts";
import { run, only, bytes } from "./watched-run.ts";

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

  it("reads nothing before everything is compiled", async () => {
    await expect(createTrainer(lineConfig()).snapshot()).rejects.toMatchObject({ code: "TRAINER_STATE" });
  });

  it("stop may be called twice, a run that nobody observes knows its loss, and metrics are frozen", async () => {
    const quiet = createTrainer(
      lineConfig({ metrics: { mine: (outputs: Tensor, targets: Tensor) => lineConfig().loss(outputs, targets) } }),
    );
    await quiet.start();
    expect(quiet.state.loss).toBeTypeOf("number");
    expect(quiet.state.metrics["mine"]).toBeCloseTo(quiet.state.loss ?? 0, 5);
    const trainer = createTrainer(lineConfig({ metrics: { mine: lineConfig().loss } }));
    const seen: TrainEvent[] = [];
    trainer.events$.subscribe((event) => {
      seen.push(event);
      if (event.type !== "step" || event.step !== 2) return;
      trainer.stop("once");
      trainer.stop("twice");
      expect(() => ((event.metrics as Record<string, number>)["mine"] = 0)).toThrow(TypeError);
    });
    await trainer.start();
    trainer.stop("after its end");
    expect(seen.at(-1)).toMatchObject({ type: "stopped", reason: "once" });
  });
});
