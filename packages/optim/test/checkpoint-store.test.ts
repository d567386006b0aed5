/** Every store keeps the same promises. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { browserStore } from "../src/checkpoint/browser-store.ts";
import { memoryStorage, memoryStore } from "../src/checkpoint/memory-store.ts";
import { originPrivateStorage } from "../src/checkpoint/origin-private-storage.ts";
import type { CheckpointStorage } from "../src/checkpoint/storage.ts";
import { checkpointStore } from "../src/checkpoint/store-on-storage.ts";
import { directoryStorage } from "../src/node/directory-store.ts";
import { storeContract } from "./checkpoint-contract.ts";
import { sampleSnapshot } from "./checkpoint-samples.ts";
import { fakeFolder } from "./checkpoint-fake-folder.ts";

const parent = mkdtempSync(join(tmpdir(), "rensa-store-"));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

/** Opens one new place of a kind, again and again. */
type Places = () => () => CheckpointStorage;

const kinds: readonly (readonly [kind: string, place: Places])[] = [
  [
    "memory",
    () => {
      const storage = memoryStorage();
      return () => storage;
    },
  ],
  [
    "a directory",
    () => {
      const path = join(mkdtempSync(join(parent, "place-")), "not", "there", "yet");
      return () => directoryStorage(path);
    },
  ],
  [
    "OPFS",
    () => {
      const folder = fakeFolder();
      return () => originPrivateStorage(folder);
    },
  ],
];

describe.each(kinds)("in %s,", (_, place) => {
  it.each(storeContract)("$name", async ({ check }) => {
    await check(place());
  });
});

describe("browserStore", () => {
  it("tells of a used up quota, keeps what was there and leaves no empty file", async () => {
    const folder = fakeFolder(3600);
    const store = checkpointStore(originPrivateStorage(folder));
    await store.save(sampleSnapshot(1));
    const failed = store.save(sampleSnapshot(2, { size: 1000 }));
    await expect(failed).rejects.toMatchObject({
      code: "STORAGE_FAILED",
      message: expect.stringMatching(/^Cannot write fake\/checkpoint-.*There is no space left/) as string,
    });
    expect((await store.latest())?.manifest.step).toBe(1);
    expect((await originPrivateStorage(folder).list()).length).toBe(2);
  });

  it("passes over an empty file, which a crash leaves behind", async () => {
    const folder = fakeFolder();
    await folder.getFileHandle("checkpoint-00000001-step-1-89abcdef-0123456789ab.json", { create: true });
    expect(await checkpointStore(originPrivateStorage(folder)).latest()).toBeNull();
  });

  it("says what to use where there is no browser", async () => {
    const wanted = { code: "STORAGE_FAILED", message: expect.stringMatching(/in Node, use directoryStore/) as string };
    await expect(browserStore("run").latest()).rejects.toMatchObject(wanted);
    await expect(browserStore("run", { place: "indexedDB" }).save(sampleSnapshot(1))).rejects.toMatchObject(wanted);
    await expect(browserStore("run", { place: "opfs" }).list()).rejects.toThrow(
      /open the browser's file system \(it has none\)/,
    );
  });
});

describe("checkpointStore", () => {
  it("refuses to keep none", () => {
    expect(() => checkpointStore(memoryStorage(), { keepLast: 0 })).toThrow(/keepLast is 0; give a positive integer/);
  });

  it("has saved what it could not prune after", async () => {
    const storage = memoryStorage();
    const told: string[] = [];
    const store = checkpointStore(
      { ...storage, remove: () => Promise.reject(new Error("busy")) },
      { keepLast: 1, onProblem: ({ kind, error }) => told.push(`${kind} ${error.code} ${error.message}`) },
    );
    await store.save(sampleSnapshot(1));
    await store.save(sampleSnapshot(2));
    expect((await store.latest())?.manifest.step).toBe(2);
    expect(told).toEqual(["outdated STORAGE_FAILED busy"]);
  });
});

/** One save of a history. */
interface Save {
  readonly runId: string;
  readonly isFinite: boolean;
  readonly isBest: boolean;
}

describe("what stays of any history of saves", () => {
  const save: fc.Arbitrary<Save> = fc.record({
    runId: fc.constantFrom("one", "two"),
    isFinite: fc.boolean(),
    isBest: fc.boolean(),
  });

  it("are of each run its newest, the newest finite ones, and the newest finite best one; those are loaded", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(save, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 3 }),
        fc.boolean(),
        async (history, keepLast, keepBest) => {
          const store = memoryStore({ keepLast, keepBest, onProblem: () => undefined });
          for (const [step, { runId, isFinite, isBest }] of history.entries()) {
            await store.save(sampleSnapshot(step, { runId, isFinite }), { isBest });
          }
          const stepsOf = (runId: string) => {
            const own = history.flatMap((each, step) => (each.runId === runId ? [{ ...each, step }] : [])).reverse();
            const finite = own.filter(({ isFinite }) => isFinite);
            const lasting = finite.length > 0 ? finite : own;
            const best = lasting.find(({ isBest }) => isBest);
            const steps = [...own.slice(0, 1), ...lasting.slice(0, keepLast), ...(keepBest && best ? [best] : [])];
            return { steps: steps.map(({ step }) => step), latest: lasting[0]?.step, best: best?.step };
          };
          const [one, two] = [stepsOf("one"), stepsOf("two")];
          const found = (await store.list()).map(({ manifest }) => manifest.step);
          expect(new Set(found)).toEqual(new Set([...one.steps, ...two.steps]));
          expect(found).toEqual([...found].sort((left, right) => right - left));
          for (const [runId, expected] of Object.entries({ one, two })) {
            expect((await store.latest({ runId }))?.manifest.step).toBe(expected.latest);
            if (!keepBest || expected.best === undefined) continue;
            expect((await store.best({ runId }))?.manifest.step).toBe(expected.best);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
