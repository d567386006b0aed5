/** The example, run as a user runs it. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

interface Finding {
  readonly type: "finding";
  readonly network: string;
  readonly layer: string;
  readonly layers: readonly string[];
  readonly ratio: number;
}

interface Summary {
  readonly type: "summary";
  readonly networks: readonly {
    readonly network: string;
    readonly steps: number;
    readonly loss: number;
    readonly gradients: Readonly<Record<string, number>>;
    readonly findings: number;
  }[];
}

function run(...parameters: readonly string[]): {
  readonly status: number | null;
  readonly text: string;
  readonly errors: string;
} {
  const main = fileURLToPath(new URL("main.ts", import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", main, ...parameters], {
    cwd: fileURLToPath(new URL(".", import.meta.url)),
    encoding: "utf8",
  });
  return { status, text: stdout, errors: stderr };
}

describe("the example of vanishing gradients", () => {
  it("finds them in the first layers of the sigmoid network, and in none of its cures, which learn", () => {
    const { status, text, errors } = run("--json", "--steps", "120", "--seed", "1");
    expect(errors).toBe("");
    expect(status).toBe(0);
    const lines = text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Finding | Summary);
    const findings = lines.filter((line) => line.type === "finding");
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ network: "sigmoid", layer: "dense_1" });
    expect(findings[0]?.layers.slice(0, 3)).toEqual(["dense_1", "dense_2", "dense_3"]);
    expect(findings[0]?.layers).not.toContain("dense_7");
    expect(findings[0]?.ratio).toBeLessThan(5e-4);
    const summary = lines.at(-1) as Summary;
    expect(summary.networks.map(({ network, steps, findings: count }) => [network, steps, count])).toEqual([
      ["sigmoid", 120, 1],
      ["relu", 120, 0],
      ["residual", 120, 0],
      ["batchNorm", 120, 0],
    ]);
    for (const { network, loss, gradients } of summary.networks) {
      expect(Object.keys(gradients)).toHaveLength(10);
      // A guess has 0.693.
      if (network === "sigmoid") expect(loss).toBeGreaterThan(0.68);
      else expect(loss, network).toBeLessThan(0.5);
    }
  });

  it("prints plain text where there is no terminal, and explains itself", () => {
    const { text, status } = run("--steps", "15");
    expect(status).toBe(0);
    expect(text).not.toContain("\u001b");
    expect(text).toMatch(/sigmoid, step 15: The gradient of dense_1 is .* has vanished in dense_1 to dense_\d/);
    expect(text).toMatch(/dense_10 {3}\d\.\de-\d +█+/);
    expect(text).toContain("vanishingGradients spoke of: sigmoid; it was silent about: relu, residual, batchNorm.");
    const help = run("--help").text;
    for (const option of ["--steps", "--seed", "--json"]) expect(help).toContain(option);
  });
});
