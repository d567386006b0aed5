/** The main job, run as a user runs it. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

interface Line {
  readonly type: string;
  readonly loss?: number;
  readonly testAccuracy?: number;
  readonly steps?: number;
}

function run(...parameters: readonly string[]): {
  readonly status: number | null;
  readonly lines: readonly Line[];
  readonly text: string;
} {
  const main = fileURLToPath(new URL("main.ts", import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", main, ...parameters], {
    cwd: fileURLToPath(new URL(".", import.meta.url)),
    encoding: "utf8",
  });
  const lines = parameters.includes("--json")
    ? stdout
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as Line)
    : [];
  return { status, lines, text: stdout + stderr };
}

const short = ["--epochs", "1", "--batch", "100", "--no-augment"];

describe("the digits job", () => {
  it("prints an event per line and a summary, with the same losses for the same seed, whatever the threads", () => {
    const [first, second] = ["1", "2"].map((threads) => run(...short, "--json", "--seed", "3", "--threads", threads));
    const losses = (lines: readonly Line[] = []) => lines.flatMap(({ type, loss }) => (type === "step" ? [loss] : []));
    expect(first?.status).toBe(0);
    expect(losses(first?.lines)).toHaveLength(80);
    expect(losses(second?.lines)).toEqual(losses(first?.lines));
    const summary = first?.lines.at(-1);
    expect(summary).toMatchObject({ type: "summary", task: "digits", backend: "wasm", steps: 80 });
    expect(summary?.testAccuracy).toBeGreaterThan(0.8);
  });

  it("shows a summary of the model and a line per epoch", () => {
    const shown = run(...short);
    expect(shown.text).toMatch(/conv2d_2\s+f32\[100,14,14,32\]\s+4,640/);
    expect(shown.text).toMatch(/epoch 1\/1 .*validation loss/);
  });

  it("explains itself, and refuses what it does not understand", () => {
    const refused = run("--epochs", "none");
    expect(refused.status).toBe(1);
    expect(refused.text).toContain("Give an integer from 1.");
    expect(refused.text).toContain("--backend");
  });
});
