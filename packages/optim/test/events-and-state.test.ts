/** What a trainer tells of a run, by its events and by its state. */
import { meanAbsoluteError } from "@rensa/ops";
import { describe, expect, it } from "vitest";
import { controlOf, createTrainer, inverseTime, sgd } from "../src/index.ts";
import { lineConfig, lineData } from "./line.ts";
import { run, only } from "./watched-run.ts";

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

  it("tells at the first step of an epoch where a schedule has moved the rate since that of the one before", async () => {
    const optimizer = sgd(inverseTime({ start: 1, decay: 1 }));
    const events = await run(createTrainer(lineConfig({ epochs: 3, optimizer })));
    expect(only(events, "learningRateChanged")).toMatchObject([
      { step: 4, learningRate: 1 / 4, previous: 1 },
      { step: 7, learningRate: Math.fround(1 / 7), previous: 1 / 4 },
    ]);
    expect(only(await run(createTrainer(lineConfig({ optimizer: sgd(0.1) }))), "learningRateChanged")).toEqual([]);
  });
});
