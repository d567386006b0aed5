/** A run that is killed at random moments, again and again, ends with the bits of one that never was. */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { directoryStore } from "@rensa/optim/node";
import { afterEach, describe, expect, it } from "vitest";

/** Kills of each run; `RENSA_KILLS=20` for more. */
const kills = Number(process.env["RENSA_KILLS"] ?? 2);
const script = fileURLToPath(new URL("killed-run.ts", import.meta.url));
const folders: string[] = [];

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "rensa-kill-"));
  folders.push(made);
  return made;
}

/** Runs until it ends, or is killed when `isOver` says so of what it has printed. */
function run(
  target: string,
  place: string,
  isOver: (line: string) => boolean,
): Promise<NodeJS.Signals | number | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--import", "tsx", script, target, place], {
      cwd: fileURLToPath(new URL("..", import.meta.url)),
      stdio: ["ignore", "pipe", "pipe"],
    });
    let errors = "";
    child.stderr.on("data", (text: Buffer) => (errors += text.toString()));
    child.stdout.on("data", (text: Buffer) => {
      if (text.toString().trim().split("\n").some(isOver)) child.kill("SIGKILL");
    });
    child.on("error", reject);
    child.on("close", (code, signal) => {
      if (signal !== "SIGKILL" && code !== 0) reject(new Error(errors));
      else resolve(signal ?? code);
    });
  });
}

function final(target: string): unknown {
  return JSON.parse(readFileSync(join(target, "final.json"), "utf8"));
}

describe("a run that is killed", () => {
  afterEach(() => {
    for (const each of folders.splice(0)) rmSync(each, { recursive: true, force: true });
  });

  it.each([
    ["WebAssembly with 1 and 2 threads", "1", ["1", "2"]],
    ["JavaScript in another thread", "js", ["elsewhere"]],
  ])("has the bits of one that was not, and its checkpoints can be read: %s", async (_, undisturbed, places) => {
    const whole = folder();
    await run(whole, undisturbed, () => false);
    expect(final(whole)).toMatchObject({ status: "finished", step: 80 });
    for (const place of places) {
      const killed = folder();
      let deaths = 0;
      while (deaths < kills) {
        // After some lines, at a moment that differs from run to run.
        const lines = 2 + Math.floor((Math.random() * 160) / kills);
        let seen = 0;
        if ((await run(killed, place, () => ++seen >= lines)) === "SIGKILL") deaths++;
        const store = directoryStore(join(killed, "checkpoints"), { onProblem: () => undefined });
        for (const { name } of await store.list()) await store.load(name);
        if (!existsSync(join(killed, "final.json"))) continue;
        if (deaths > 0) break;
        // It was over before it could be killed.
        rmSync(killed, { recursive: true });
        mkdirSync(killed);
      }
      if (!existsSync(join(killed, "final.json"))) await run(killed, place, () => false);
      expect(final(killed)).toEqual(final(whole));
    }
  });
});
