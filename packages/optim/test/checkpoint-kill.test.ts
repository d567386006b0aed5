/** Processes that are killed while they save, two of them in one folder. */
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { encodeCheckpoint } from "../src/checkpoint/encode-checkpoint.ts";
import { directoryStore } from "../src/node/directory-store.ts";
import { sampleSnapshot } from "./checkpoint-samples.ts";

const folder = mkdtempSync(join(tmpdir(), "rensa-kill-"));
const program = mkdtempSync(join(tmpdir(), "rensa-writer-"));

beforeAll(async () => {
  // One file, so that a writer starts at once and its life is writing.
  await build({
    build: {
      ssr: fileURLToPath(new URL("checkpoint-writer.ts", import.meta.url)),
      outDir: program,
      rolldownOptions: { output: { entryFileNames: "checkpoint-writer.mjs", codeSplitting: false } },
    },
    ssr: { noExternal: true },
    configFile: false,
    logLevel: "error",
  });
});
afterAll(() => {
  for (const path of [folder, program]) rmSync(path, { recursive: true, force: true });
});

/** Lets a writer write until it has told of so many checkpoints, and kills it amid the next; the last step it told of. */
async function writeAndDie(runId: string, count: number): Promise<number> {
  const writer = join(program, "checkpoint-writer.mjs");
  const child = spawn(process.execPath, [writer, folder, runId], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise<NodeJS.Signals | null>((resolve) => child.once("close", (_, signal) => resolve(signal)));
  let told = 0;
  let last = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    last = Number(line);
    if (++told === count) child.kill("SIGKILL");
  }
  expect(await ended).toBe("SIGKILL");
  return last;
}

describe("directoryStore", () => {
  it("always has a readable checkpoint after its writers were killed, and none is lost that was told of", async () => {
    let last = [0, 0];
    for (let round = 0; round < 5; round++) {
      // More than the number of checkpoints decides where the kill hits: the writer goes on until it arrives.
      const counts = [1 + Math.floor(Math.random() * 6), 1 + Math.floor(Math.random() * 6)];
      last = await Promise.all(counts.map((count, at) => writeAndDie(`run-${String(at)}`, count)));
      const store = directoryStore(folder, { onProblem: () => undefined });
      expect(await store.latest()).not.toBeNull();
      const all = await store.list();
      for (const [at, step] of last.entries()) {
        const newest = all.find(({ manifest }) => manifest.runId === `run-${String(at)}`);
        expect(newest?.manifest.step).toBeGreaterThanOrEqual(step);
      }
      for (const { name, manifest } of all) {
        const { snapshot } = await store.load(name);
        const written = await encodeCheckpoint(sampleSnapshot(manifest.step, { runId: manifest.runId, size: 50_000 }));
        expect((await encodeCheckpoint(snapshot)).manifest.sha256).toBe(written.manifest.sha256);
      }
    }
    expect(Math.min(...last)).toBeGreaterThanOrEqual(5);
    await directoryStore(folder).save(sampleSnapshot(1));
    expect(readdirSync(folder).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });
});
