/** The main job, run as a user runs it. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

interface Line {
  readonly event: string;
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

describe("the digits job", { timeout: 60_000 }, () => {
  it("prints an event per line and a summary, with the same losses for the same seed and others for another", () => {
    const short = ["--json", "--epochs", "1", "--batch", "100", "--no-augment"];
    const [first, second, other] = [
      run(...short, "--seed", "3"),
      run(...short, "--seed", "3"),
      run(...short, "--seed", "4"),
    ];
    const losses = ({ lines }: ReturnType<typeof run>) =>
      lines.flatMap(({ event, loss }) => (event === "step" ? [loss] : []));
    expect(first.status).toBe(0);
    expect(losses(first)).toHaveLength(80);
    expect(losses(second)).toEqual(losses(first));
    expect(losses(other)).not.toEqual(losses(first));
    const summary = first.lines.at(-1);
    expect(summary).toMatchObject({ event: "summary", task: "digits", backend: "wasm", steps: 80 });
    expect(summary?.testAccuracy).toBeGreaterThan(0.8);
  });

  it("shows a summary of the model and a line per epoch, and explains itself", () => {
    const shown = run("--epochs", "1", "--batch", "100", "--no-augment");
    expect(shown.text).toMatch(/conv2d_2\s+f32\[100,14,14,32\]\s+4,640/);
    expect(shown.text).toMatch(/epoch 1\/1 .*validation loss/);
    expect(run("--help").text).toContain("--backend");
    expect(run("--epochs", "none").status).toBe(1);
  });
});
