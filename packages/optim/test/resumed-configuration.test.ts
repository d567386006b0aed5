/** What a run that goes on says of a configuration that is not the one of before. */
import { wasmBackend } from "@rensa/backend-wasm";
import { createEngine } from "rensa";
import { describe, expect, it } from "vitest";
import {
  adam,
  checkpointTo,
  createTrainer,
  memoryStore,
  resumeFrom,
  type ConfigurationChange,
  type TrainConfig,
  type TrainEvent,
  type TrainingSnapshot,
} from "../src/index.ts";
import { lineConfig, lineData, type LineParameters } from "./line.ts";

type Change = Partial<TrainConfig<LineParameters>>;

async function run(change: Change): Promise<{ events: TrainEvent[]; end: TrainingSnapshot | null }> {
  const trainer = createTrainer(lineConfig(change));
  const events: TrainEvent[] = [];
  trainer.events$.subscribe((event) => events.push(event));
  // A run that fails has told so, which is what is looked at.
  await trainer.start().catch(() => undefined);
  return { events, end: trainer.state.status === "failed" ? null : await trainer.snapshot() };
}

/** The changes that a run tells which goes on after `before` with `now`. */
async function told(before: Change, now: Change): Promise<readonly ConfigurationChange[]> {
  const { end } = await run(before);
  const { events } = await run({ ...now, resume: end });
  const [first, second] = events;
  expect(first).toMatchObject({ type: "started", isResumed: true });
  expect(events.filter(({ type }) => type === "configurationChanged").length).toBeLessThanOrEqual(1);
  return second?.type === "configurationChanged" ? second.changes : [];
}

const sized = (examplesPerEpoch: number) => ({ ...lineData(), examplesPerEpoch });

describe("a run that goes on", () => {
  it("tells of nothing where nothing has changed", async () => {
    const config: Change = { data: sized(10), validation: sized(10), runId: "mine" };
    expect(await told(config, config)).toEqual([]);
  });

  it.each<[string, Change, Change, ConfigurationChange]>([
    ["more epochs", {}, { epochs: 6 }, { name: "epochs", before: 4, now: 6, counts: "now" }],
    ["fewer epochs", {}, { epochs: 2 }, { name: "epochs", before: 4, now: 2, counts: "now" }],
    [
      "another rate",
      { optimizer: adam(0.5) },
      { optimizer: adam(0.25) },
      { name: "hyperparameters.learningRate", before: 0.5, now: 0.25, counts: "before" },
    ],
    [
      "fewer examples",
      { data: sized(10) },
      { data: sized(9) },
      { name: "data.examplesPerEpoch", before: 10, now: 9, counts: "now" },
    ],
    [
      "fewer batches",
      {},
      { data: { ...lineData(), batchesPerEpoch: 2 } },
      { name: "data.batchesPerEpoch", before: 3, now: 2, counts: "now" },
    ],
    [
      "another backend",
      {},
      { engine: createEngine({ backend: wasmBackend({ threads: 1 }) }) },
      { name: "backend", before: "js", now: "wasm", counts: "now" },
    ],
    ["another name", {}, { runId: "mine" }, { name: "runId", before: "run-0", now: "mine", counts: "now" }],
  ])("tells of %s, and which counts", async (_name, before, now, change) => {
    expect(await told(before, now)).toEqual([change]);
  });

  it("tells of validation data that came or went", async () => {
    const names = (changes: readonly ConfigurationChange[]) =>
      changes.map(({ name, before, now }) => [name, before, now]);
    expect(names(await told({}, { validation: sized(10) }))).toEqual([
      ["validation.batchesPerEpoch", null, 3],
      ["validation.examplesPerEpoch", null, 10],
    ]);
  });

  it("keeps the rate of the snapshot, and tells of it at every further resume", async () => {
    const { end } = await run({ optimizer: adam(0.5), epochs: 1 });
    let resume = end;
    for (const epochs of [2, 3]) {
      const { events, end: next } = await run({ optimizer: adam(0.25), epochs, resume });
      expect(JSON.stringify(events[1])).toContain("hyperparameters.learningRate was 0.5 and is 0.25 now");
      const steps = events.filter((event) => event.type === "step");
      expect(new Set(steps.map(({ learningRate }) => learningRate))).toEqual(new Set([0.5]));
      resume = next;
    }
  });

  it("is refused where its place in the data is none any more", async () => {
    const trainer = createTrainer(lineConfig());
    trainer.events$.subscribe(({ type, step }) => {
      if (type === "step" && step === 2) trainer.stop();
    });
    await trainer.start();
    const { events } = await run({
      data: { ...lineData(), batchesPerEpoch: 1 },
      resume: await trainer.snapshot(),
    });
    expect(events.at(-1)).toMatchObject({ type: "failed", error: { code: "CHECKPOINT_MISMATCH" } });
    expect(JSON.stringify(events.at(-1))).toContain("it is at batch 2 of its epoch, and the data has only 1");
  });
});

/** A run with checkpoints. */
async function saving(store: ReturnType<typeof memoryStore>, change: Change, everySteps = 5): Promise<TrainEvent[]> {
  const trainer = createTrainer(lineConfig(change));
  const events: TrainEvent[] = [];
  trainer.events$
    .pipe(checkpointTo(store, { everySteps, onFailure: () => undefined }))
    .subscribe((event) => events.push(event));
  await trainer.start();
  return events;
}

describe("checkpoints of a fast run", () => {
  it("are saved at every step that is due, and once more at its end", async () => {
    const store = memoryStore({ keepLast: 99 });
    const events = await saving(store, { epochs: 67 }, 7);
    const due = Array.from({ length: 28 }, (_, at) => 7 * (at + 1));
    const steps = events.flatMap((event) => (event.type === "checkpointSaved" ? [event.savedStep] : []));
    expect([...new Set(steps)].filter((step) => step % 7 === 0)).toEqual(due);
    expect(steps.at(-1)).toBe(201);
    expect(new Set((await store.list()).map(({ manifest }) => manifest.step))).toEqual(new Set(steps));
  });
});

describe("two runs in one place", () => {
  it("go on each from its own checkpoint, once that is said", async () => {
    const store = memoryStore();
    await saving(store, { seed: 1, epochs: 2 });
    await saving(store, { seed: 2, epochs: 1 });
    await expect(resumeFrom(store)).rejects.toThrow(/of the runs run-1, run-2; say which one/);
    for (const [seed, step] of [
      [1, 6],
      [2, 3],
    ] as const) {
      const resume = await resumeFrom(store, { runId: `run-${String(seed)}` });
      const events = await saving(store, { seed, resume });
      expect(events[0]).toMatchObject({ type: "started", step, isResumed: true });
      expect(events.some(({ type }) => type === "completed")).toBe(true);
    }
    expect(await resumeFrom(store, { runId: "run-3" })).toBeNull();
  });

  it("of different trainings with one name: the second is stopped before its first step and changes nothing", async () => {
    const store = memoryStore();
    await saving(store, {});
    const before = await store.list();
    const events = await saving(store, { data: lineData(5) });
    expect(events.at(-1)).toMatchObject({ type: "stopped", step: 0 });
    expect(JSON.stringify(events.at(-1))).toContain("another training that is called run-0 too");
    expect(await store.list()).toEqual(before);
    // The same training may begin anew.
    expect((await saving(store, {})).some(({ type }) => type === "completed")).toBe(true);
  });
});
