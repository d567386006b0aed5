/** The epochs of a run: how many there are, and what comes of a stop at the end of one. */
import { describe, expect, it } from "vitest";
import { createTrainer, type TrainEvent } from "../src/index.ts";
import { lineConfig, lineData } from "./line.ts";
import { run } from "./watched-run.ts";

describe("a run", () => {
  it("of no epochs completes without a step, and numbers that are none are refused", async () => {
    const names = async (epochs: number) => (await run(createTrainer(lineConfig({ epochs })))).map(({ type }) => type);
    expect(await names(0)).toEqual(["started", "completed"]);
    for (const epochs of [-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])
      expect(await names(epochs)).toEqual(["failed"]);
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
