/** A run that is stopped while its programs are compiled, which gives way. */
import { nextTask } from "@rensa/core/compiler";
import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createTrainer, type TrainEvent } from "../src/index.ts";
import { lineConfig } from "./line.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

describe("a run that is told to end while it compiles", () => {
  it.each(["stop", "abort"])("takes no step, and ends as stopped, whenever that is: %s", async (how) => {
    let now = 0;
    // It is always time to give way.
    vi.spyOn(performance, "now").mockImplementation(() => (now += 1000));
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 60 }), async (turns) => {
        const controller = new AbortController();
        const trainer = createTrainer(lineConfig({ signal: controller.signal }));
        const events: TrainEvent[] = [];
        trainer.events$.subscribe((event) => events.push(event));
        const over = trainer.start();
        for (let turn = 0; turn < turns && trainer.state.status === "running"; turn++) await nextTask();
        const begun = events.some(({ type }) => type === "started");
        if (how === "stop") trainer.stop("enough");
        else controller.abort("enough");
        await over;
        expect(events.at(-1)).toMatchObject({ type: "stopped", reason: "enough" });
        if (!begun) expect(events.filter(({ type }) => type === "step")).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });
});
