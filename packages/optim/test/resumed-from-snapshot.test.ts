/** Runs that go on from a snapshot: to the bits of one that was not interrupted, or refused by what is not as it was. */
import fc from "fast-check";
import { full, type HostTensor } from "@rensa/core";
import { meanAbsoluteError } from "@rensa/ops";
import { describe, expect, it } from "vitest";
import { controlOf, createTrainer, type TrainEvent, type TrainingSnapshot } from "../src/index.ts";
import { lineConfig, lineModel } from "./line.ts";
import { run, bytes } from "./watched-run.ts";

/** A snapshot at a step, and the events and state of the run that went on from there. */
async function snapshotAt(step: number): Promise<{ snapshot: TrainingSnapshot; events: TrainEvent[]; state: unknown }> {
  const taken: Promise<TrainingSnapshot>[] = [];
  const trainer = createTrainer(lineConfig());
  const events = await run(trainer, (event) => {
    if (event.type === "step" && event.step === step)
      taken.push(controlOf(event)?.snapshot() ?? Promise.reject(new Error()));
  });
  const [snapshot] = await Promise.all(taken);
  if (snapshot === undefined) throw new Error("no snapshot");
  return {
    snapshot,
    events,
    state: bytes((await trainer.snapshot()).state),
  };
}

describe("a run that goes on from a snapshot", () => {
  for (const step of [1, 3, 5, 9]) {
    it(`has the same bits and events as one that was not interrupted, from step ${String(step)}`, async () => {
      const { snapshot, events, state } = await snapshotAt(step);
      expect(snapshot.progress.step).toBe(step);
      const trainer = createTrainer(lineConfig({ resume: snapshot }));
      const later = await run(trainer);
      expect(bytes((await trainer.snapshot()).state)).toEqual(state);
      const told = (all: readonly TrainEvent[]) =>
        all.flatMap((event) => {
          const rest = { ...event, time: 0 };
          if (event.type === "started" || event.type === "completed" || event.step < step) return [];
          if (event.step === step && event.type === "step") return [];
          return [event.type === "epochCompleted" ? { ...rest, seconds: 0 } : rest];
        });
      expect(told(later)).toEqual(told(events));
      expect(later[0]).toMatchObject({ type: "started", isResumed: true, step });
    });
  }

  it("is refused by name where something is not as it was", async () => {
    const { snapshot } = await snapshotAt(2);
    const outcome = async (change: Parameters<typeof lineConfig>[0]) =>
      (await run(createTrainer(lineConfig({ ...change, resume: snapshot })))).at(-1);
    const failure = (sentence: string) => ({
      type: "failed",
      step: 0,
      error: { code: "CHECKPOINT_MISMATCH", message: expect.stringContaining(sentence) as string },
    });
    expect(await outcome({ seed: 1 })).toMatchObject(failure("its seed is 0, not 1"));
    expect(await outcome({ loss: meanAbsoluteError })).toMatchObject(failure("computes something else"));
    const wider = {
      ...lineModel,
      initialize: () => ({ weights: full([2, 1], 0), bias: full([1, 1], 0) }),
    };
    expect(await outcome({ model: wider })).toMatchObject(failure('its "parameters.bias" is f32[1], and f32[1,1]'));
  });
});

describe("a snapshot", () => {
  it("in which any part of the state has another type, is missing or too many, is refused by its path", async () => {
    const trainer = createTrainer(lineConfig({ epochs: 1 }));
    await run(trainer);
    const snapshot = await trainer.snapshot();
    const path = fc.constantFrom(...snapshot.state.keys());
    const changed = ({ shape, dtype, data }: HostTensor): Readonly<Record<string, HostTensor | null>> => ({
      missing: null,
      "of another dtype": { shape, dtype: dtype === "i32" ? "f32" : "i32", data: new Float32Array(data.length) },
      "of another rank": { shape: [...shape, 1], dtype, data },
      longer: { shape: [...shape.slice(0, -1), (shape.at(-1) ?? 1) + 1], dtype, data },
    });
    const change = fc.constantFrom("missing", "of another dtype", "of another rank", "longer", "too many");
    await fc.assert(
      fc.asyncProperty(path, change, async (name, how) => {
        const state = new Map(snapshot.state);
        const before = state.get(name)!;
        const next = changed(before)[how];
        if (how === "too many") state.set(`${name}.more`, before);
        else if (next === null || next === undefined) state.delete(name);
        else state.set(name, next);
        const last = (await run(createTrainer(lineConfig({ resume: { ...snapshot, state } })))).at(-1);
        expect(last).toMatchObject({ type: "failed", step: 0, error: { code: "CHECKPOINT_MISMATCH" } });
        expect(JSON.stringify(last)).toContain(JSON.stringify(name).slice(1, -1));
      }),
      { numRuns: 25 },
    );
    const other = { ...snapshot, format: 1 as never };
    expect((await run(createTrainer(lineConfig({ resume: other })))).at(-1)).toMatchObject({
      error: { code: "CHECKPOINT_MISMATCH", message: expect.stringContaining("of format 1") as string },
    });
  });
});

describe("what subscribers keep", () => {
  it("keeps what subscribers want back in its snapshots", async () => {
    const trainer = createTrainer(lineConfig({ epochs: 1 }));
    await run(trainer, (event) => {
      if (event.type === "epochCompleted") controlOf(event)?.keep("patience", { values: { left: 2 } });
    });
    const snapshot = await trainer.snapshot();
    const next = createTrainer(lineConfig({ resume: snapshot }));
    let kept: unknown = null;
    await run(next, (event) => {
      if (event.type === "started")
        void controlOf(event)
          ?.kept("patience")
          .then((found) => (kept = found));
    });
    expect(kept).toEqual({ values: { left: 2 } });
  });
});
