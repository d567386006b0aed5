/** Holds, which keep a run where it is until they are released. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createTrainer } from "../src/index.ts";
import { lineConfig } from "./line.ts";
import { run, turn } from "./watched-run.ts";

describe("holds", () => {
  it("keep the run where it is until the last of them is released, in any order and each as often as one likes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([0, 1, 2], { minLength: 3 }), fc.boolean(), async (order, twice) => {
        const trainer = createTrainer(lineConfig({ epochs: 1 }));
        const releases: (() => void)[] = [];
        const running = run(trainer, ({ type, step }) => {
          if (type === "step" && step === 1) releases.push(trainer.hold(), trainer.hold(), trainer.hold());
        });
        while (releases.length === 0) await turn();
        for (const at of order) {
          for (let turns = 0; turns < 20; turns++) await turn();
          expect(trainer.state).toMatchObject({ status: "running", step: 1 });
          releases[at]?.();
          if (twice) releases[at]?.();
        }
        expect((await running).at(-1)).toMatchObject({ type: "completed", step: 3 });
      }),
      { numRuns: 12 },
    );
  });

  it("and a pause are both waited for, and a stop waits for neither", async () => {
    const trainer = createTrainer(lineConfig({ epochs: 1 }));
    let release: () => void = () => undefined;
    const running = run(trainer, ({ type, step }) => {
      if (type !== "step" || step !== 1) return;
      release = trainer.hold();
      trainer.pause();
    });
    while (trainer.state.status !== "paused") await turn();
    trainer.resume();
    for (let turns = 0; turns < 20; turns++) await turn();
    expect(trainer.state).toMatchObject({ status: "running", step: 1 });
    trainer.stop();
    release();
    expect((await running).at(-1)).toMatchObject({ type: "stopped", step: 1 });
  });

  it("of a run that is over keep its stream and its start open", async () => {
    const trainer = createTrainer(lineConfig({ epochs: 1 }));
    const releases: (() => void)[] = [];
    let isOver = false;
    const running = run(trainer, ({ type }) => {
      if (type === "completed") releases.push(trainer.hold(), trainer.hold());
    }).then(() => (isOver = true));
    while (releases.length === 0) await turn();
    releases[0]?.();
    for (let turns = 0; turns < 20; turns++) await turn();
    expect(isOver).toBe(false);
    releases[1]?.();
    await running;
  });
});
