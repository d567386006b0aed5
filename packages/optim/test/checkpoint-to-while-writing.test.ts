/** Checkpoints and a run that does not wait for them: what happens while one is written. */
import { describe, expect, it } from "vitest";
import { FakeRun } from "./checkpoint-fake-run.ts";
import { SlowStore } from "./checkpoint-slow-store.ts";
import { watch, settled, stepsOf } from "./checkpoint-watched-run.ts";

describe("checkpointTo", () => {
  it("never writes two at once and leaves none out; the run is held while one waits for another", async () => {
    let holds = 0;
    const run = new FakeRun({
      hold: () => {
        holds++;
        return () => holds--;
      },
    });
    const slow = new SlowStore();
    const { done } = watch(run, slow.store, { everySteps: 2 });
    run.started();
    await settled(() => holds === 0);
    run.steps(2);
    await settled(() => slow.begun.length === 1);
    run.steps(1);
    expect(holds).toBe(0);
    run.steps(1);
    expect(holds).toBe(1);
    slow.finishOne();
    await settled(() => slow.begun.length === 2);
    expect(holds).toBe(0);
    run.epochCompleted({ loss: 0.5 }); // The best, at step 4.
    expect(holds).toBe(1);
    // Where the run is in another thread, it goes on for a while.
    run.steps(2);
    expect(holds).toBe(2);
    expect(slow.begun).toEqual([2, 4]);
    run.end("completed");
    slow.finishAll();
    await done;
    expect(slow.begun).toEqual([2, 4, 4, 6, 6]);
    expect(slow.mostUnderWay).toBe(1);
    expect(holds).toBe(0);
    // At an epoch's end, the best is kept too, so it is another snapshot than that of its step.
    expect(await stepsOf(slow.store)).toEqual([2, 4, 4, 6]);
    expect((await slow.store.best())?.manifest).toMatchObject({ step: 4, metric: { name: "loss", value: 0.5 } });
  });

  it.each(["completed", "stopped"] as const)(
    "writes a last one when the run has %s, and completes after it",
    async (end) => {
      const run = new FakeRun();
      const slow = new SlowStore();
      const { done, events } = watch(run, slow.store, { everySteps: 1000 });
      let isDone = false;
      const waited = done.then(() => (isDone = true));
      run.started();
      run.steps(7);
      run.end(end);
      await settled(() => slow.begun.length === 1);
      expect(events.at(-1)?.type).toBe(end);
      expect(isDone).toBe(false);
      slow.finishAll();
      await waited;
      expect(await stepsOf(slow.store)).toEqual([7]);
    },
  );
});
