/** A folder of checkpoints stays readable when processes die, power fails, disks fill up, and others write too. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import type { CheckpointStore } from "../src/checkpoint/checkpoint-store.ts";
import { checkpointStore } from "../src/checkpoint/store-on-storage.ts";
import { nodeCalls, type FileCalls } from "../src/node/atomic-calls.ts";
import { temporaryName } from "../src/node/atomic-temporaries.ts";
import { directoryStore, storageIn } from "../src/node/directory-store.ts";
import { bitsOf, sampleSnapshot } from "./checkpoint-samples.ts";
import { crashingAt, failure, interrupted, MemoryDisk } from "./checkpoint-faulty-calls.ts";

const parent = mkdtempSync(join(tmpdir(), "rensa-directory-"));
afterAll(() => rmSync(parent, { recursive: true, force: true }));
const newFolder = (): string => mkdtempSync(join(parent, "run-"));

const quiet = { keepLast: 2, keepBest: false, onProblem: () => undefined };
const storeIn = (path: string, calls: FileCalls = nodeCalls): CheckpointStore =>
  checkpointStore(storageIn(path, calls), quiet);

/** That every checkpoint which a store has is whole, and the newest is one of these steps. */
async function expectReadable(store: CheckpointStore, allowed: readonly number[]): Promise<void> {
  const latest = await store.latest();
  expect(allowed).toContain(latest?.manifest.step);
  for (const { name, manifest } of await store.list()) {
    const { snapshot } = await store.load(name);
    expect(bitsOf(snapshot)).toEqual(bitsOf(sampleSnapshot(manifest.step)));
  }
}

describe("directoryStore", () => {
  it("has a readable newest checkpoint after a crash at any call of the system", async () => {
    let number = 0;
    for (let hasCrashed = true; hasCrashed; number++) {
      const folder = newFolder();
      const before = storeIn(folder);
      for (const step of [1, 2]) await before.save(sampleSnapshot(step));
      const dying = crashingAt(nodeCalls, number);
      const saved = await storeIn(folder, dying.calls)
        .save(sampleSnapshot(3))
        .then(
          () => true,
          () => false,
        );
      hasCrashed = dying.hasCrashed();
      expect(saved || hasCrashed).toBe(true);
      await expectReadable(storeIn(folder), saved ? [3] : [2, 3]);
      await storeIn(folder).save(sampleSnapshot(4));
      await expectReadable(storeIn(folder), [4]);
    }
    // The calls of one save; where there are fewer, something is not synced.
    expect(number).toBeGreaterThan(20);
  });

  it("has a readable newest checkpoint when power fails at any call, whatever of the unsynced survives", async () => {
    /** The last call that is made for one save. */
    let calls = 0;
    const cut = async (number: number, survives: () => boolean): Promise<void> => {
      const disk = new MemoryDisk();
      for (const step of [1, 2]) await storeIn("/run", disk).save(sampleSnapshot(step));
      const dying = crashingAt(disk, number);
      const saved = await storeIn("/run", dying.calls)
        .save(sampleSnapshot(3))
        .then(
          () => true,
          () => false,
        );
      if (saved && !dying.hasCrashed()) calls = number;
      disk.cutPower(survives);
      await expectReadable(storeIn("/run", disk), saved ? [3] : [2, 3]);
    };
    for (let number = 0; calls === 0; number++) {
      await cut(number, () => false);
      await cut(number, () => true);
    }
    const anySurvives = fc.infiniteStream(fc.boolean());
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: calls }), anySurvives, (number, survives) =>
        cut(number, () => survives.next().value as boolean),
      ),
      { numRuns: 100 },
    );
  });

  it("has nothing, and no error, when the very first save is cut off anywhere", async () => {
    for (let number = 0, hasCrashed = true; hasCrashed; number++) {
      const disk = new MemoryDisk();
      const dying = crashingAt(disk, number);
      const saved = await storeIn("/run", dying.calls)
        .save(sampleSnapshot(3))
        .then(
          () => true,
          () => false,
        );
      hasCrashed = dying.hasCrashed();
      disk.cutPower(() => false);
      const latest = await storeIn("/run", disk).latest();
      expect(latest === null || latest.manifest.step === 3).toBe(true);
      if (saved) expect(latest).not.toBeNull();
    }
  });

  const calls = ["makeFolder", "create", "write", "sync", "close", "rename", "syncFolder"] as const;
  it.each(calls)("tells of a full disk at %s, keeps what was there and leaves nothing behind", async (at) => {
    for (const kind of [".safetensors", ".json"]) {
      const folder = newFolder();
      await storeIn(folder).save(sampleSnapshot(1));
      const before = readdirSync(folder).sort();
      let writing = "";
      let isFull = true;
      const full = interrupted(nodeCalls, (call, path) => {
        if (call === "create") writing = path;
        const isMeant =
          at === "makeFolder" || at === "syncFolder" || at === "create"
            ? writing.includes(kind) || at === "makeFolder"
            : path.includes(kind);
        if (isFull && call === at && isMeant) throw failure("ENOSPC");
      });
      const store = storeIn(folder, full);
      await expect(store.save(sampleSnapshot(2))).rejects.toMatchObject({
        code: "STORAGE_FAILED",
        message: expect.stringContaining(folder) as string,
        cause: expect.objectContaining({ code: "ENOSPC" }) as Error,
      });
      await expect(store.save(sampleSnapshot(2))).rejects.toThrow(
        /no space left\. Free some, or keep fewer checkpoints/,
      );
      await expectReadable(storeIn(folder), at === "syncFolder" ? [1, 2] : [1]);
      if (at !== "syncFolder") expect(readdirSync(folder).sort()).toEqual(before);
      expect(readdirSync(folder).filter((name) => name.endsWith(".tmp"))).toEqual([]);
      isFull = false;
      await store.save(sampleSnapshot(3));
      await expectReadable(storeIn(folder), [3]);
    }
  });

  it("says what to do where it may not write", async () => {
    const forbidden = interrupted(nodeCalls, (call) => {
      if (call === "create") throw failure("EACCES");
    });
    await expect(storeIn(newFolder(), forbidden).save(sampleSnapshot(1))).rejects.toThrow(
      /not allowed\. Give this user the permission/,
    );
    const file = join(newFolder(), "file");
    writeFileSync(file, "");
    const inFile = directoryStore(join(file, "run"));
    await expect(inFile.save(sampleSnapshot(1))).rejects.toMatchObject({ code: "STORAGE_FAILED" });
    await expect(inFile.latest()).rejects.toMatchObject({
      code: "STORAGE_FAILED",
      message: expect.stringContaining(file) as string,
    });
  });

  it("passes over a newest checkpoint that the disk cannot read", async () => {
    const folder = newFolder();
    await storeIn(folder).save(sampleSnapshot(1));
    const { name } = await storeIn(folder).save(sampleSnapshot(2));
    const broken = interrupted(nodeCalls, (call, path) => {
      if (call === "read" && path.endsWith(`${name}.safetensors`)) throw failure("EIO");
    });
    expect((await storeIn(folder, broken).latest())?.manifest.step).toBe(1);
  });

  it("removes what dead writers have left behind, and nothing of the living", async () => {
    const folder = newFolder();
    const dead = spawnSync(process.execPath, ["-e", ""]).pid;
    const ours = temporaryName("a.safetensors");
    expect(ours).toContain(`-${String(process.pid)}-`);
    const of = (pid: number, host?: string): string => {
      const name = ours.replace(`-${String(process.pid)}-`, `-${String(pid)}-`);
      return host === undefined ? name : name.replace(Buffer.from(hostname()).toString("hex").slice(0, 40), host);
    };
    const twoDaysAgo = Date.now() / 1000 - 2 * 24 * 3600;
    const files: readonly (readonly [name: string, stays: boolean, isOld?: boolean])[] = [
      [of(dead), false],
      [of(process.pid), true],
      [of(process.pid).replace(/[0-9a-f]+\.tmp$/, "00.tmp"), false, true],
      [of(process.ppid), true],
      [of(dead, "ab"), true],
      [of(dead, "abcd"), false, true],
      [".hidden.tmp", true, true],
      ["notes.txt", true, true],
    ];
    expect(new Set(files.map(([name]) => name)).size).toBe(files.length);
    for (const [name, , isOld] of files) {
      writeFileSync(join(folder, name), "");
      if (isOld === true) utimesSync(join(folder, name), twoDaysAgo, twoDaysAgo);
    }
    const { name } = await directoryStore(folder).save(sampleSnapshot(1));
    const staying = files.filter(([, stays]) => stays).map(([file]) => file);
    expect(readdirSync(folder).sort()).toEqual([...staying, `${name}.json`, `${name}.safetensors`].sort());
  });

  it("makes its folder again where somebody has removed it", async () => {
    const folder = newFolder();
    const store = directoryStore(folder);
    await store.save(sampleSnapshot(1));
    rmSync(folder, { recursive: true });
    expect(await store.latest()).toBeNull();
    await store.save(sampleSnapshot(2));
    await expectReadable(store, [2]);
    mkdirSync(join(folder, "checkpoint-00000009-step-9-89abcdef-0123456789ab.json"));
    await store.save(sampleSnapshot(3));
    expect((await storeIn(folder).latest())?.manifest.step).toBe(3);
  });
});
