/** What the README says in figures and pictures is what the repository has. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { root } from "./blocks.ts";

const read = (name: string): string => readFileSync(new URL(name, root), "utf8");
const cellsOf = (line: string): readonly string[] =>
  line
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim());

describe("the README", () => {
  const readme = read("README.md");

  it("has the ratios of docs/benchmarks.md, of every workload that is trained", () => {
    const benchmarks = read("docs/benchmarks.md");
    const workloads = [...benchmarks.matchAll(/^- \*\*(W\d)\*\*: (.*)$/gm)];
    expect(workloads.length).toBeGreaterThan(5);
    for (const [, name = "", description = ""] of workloads) {
      const row = readme.split("\n").find((line) => cellsOf(line)[0] === description);
      const measured = ["tfjs-wasm", "jax-js", "pytorch", "jax"].map((peer) => {
        const found = benchmarks.split("\n").find((line) => cellsOf(line)[0] === name && cellsOf(line)[1] === peer);
        const cells = cellsOf(found ?? "");
        return cells[3] === "fails" ? "fails" : cells[7];
      });
      expect(cellsOf(row ?? ""), description).toEqual([description, ...measured]);
    }
  });

  it("links to what is there", () => {
    const targets = [...readme.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, target = ""]) => target);
    expect(targets.length).toBeGreaterThan(10);
    expect(targets.filter((target) => !existsSync(new URL(target, root)))).toEqual([]);
  });
});
