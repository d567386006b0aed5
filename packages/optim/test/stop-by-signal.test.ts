/** A run that its signal ends. */
import { describe, expect, it } from "vitest";
import { createTrainer } from "../src/index.ts";
import { lineConfig } from "./line.ts";
import { run } from "./watched-run.ts";

describe("a run with a signal", () => {
  it("ends when its signal aborts, for the signal's reason", async () => {
    const controller = new AbortController();
    const trainer = createTrainer(lineConfig({ epochs: 1000, signal: controller.signal }));
    const events = await run(trainer, ({ step }) => {
      if (step === 5) controller.abort(new Error("the window was closed"));
    });
    expect(events.at(-1)).toMatchObject({ type: "stopped", step: 5, reason: "the window was closed" });
    const never = createTrainer(lineConfig({ signal: AbortSignal.abort("too late") }));
    expect(await run(never)).toMatchObject([{ type: "stopped", step: 0, reason: "too late" }]);
  });

  it("that is over does not mind its signal, whose reason may be anything", async () => {
    const controller = new AbortController();
    const trainer = createTrainer(lineConfig({ epochs: 1, signal: controller.signal }));
    await run(trainer);
    controller.abort();
    expect(trainer.state.status).toBe("finished");
    const reasons = [undefined, 7, "text", new Error("an error")].map(async (reason) => {
      const [last] = await run(createTrainer(lineConfig({ signal: AbortSignal.abort(reason) })));
      return last?.type === "stopped" ? last.reason : null;
    });
    expect((await Promise.all(reasons)).slice(1)).toEqual(["its signal aborted", "text", "an error"]);
  });
});
