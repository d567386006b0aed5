/** The losses and metrics of a pass over data. */
import { full } from "@rensa/core";
import type { Metric } from "@rensa/nn";
import { meanAbsoluteError, sub, sum, square } from "@rensa/ops";
import { describe, expect, it } from "vitest";
import { createTrainer } from "../src/index.ts";
import { lineConfig, lineData } from "./line.ts";
import { run, only } from "./watched-run.ts";

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
