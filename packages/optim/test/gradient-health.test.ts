/** Gradients that somebody looks at, and those that are not finite. */
import { meanSquaredError, mul } from "@rensa/ops";
import { describe, expect, it } from "vitest";
import { adam, controlOf, createTrainer } from "../src/index.ts";
import { lineConfig } from "./line.ts";
import { run, only, bytes } from "./watched-run.ts";

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

  it("is watched by whole numbers of steps", () => {
    for (const every of [0, -1, 1.5, Number.NaN]) {
      expect(() => createTrainer(lineConfig()).watchGradients(every)).toThrow(/give an integer from 1/);
    }
  });
});
