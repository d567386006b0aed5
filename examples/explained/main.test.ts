import { runMain } from "@rensa/example-tools/run-main";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { explain } from "@rensa/explain";
import { compile, grad } from "rensa";
import { descend, loss, network, start } from "./network.ts";

describe("the explained gradient", () => {
  it("is the sum over two paths, and what grad computes", async () => {
    const { gradient, paths, sum } = explain(network, { inputs: start, weight: "w1", index: [0, 0], loss: "loss" });
    expect(paths).toHaveLength(2);
    const { w1 } = (await compile(grad(loss, ["w1"]))).run(start);
    expect(sum).toBeCloseTo(w1.data[0] ?? 0, 12);
    expect(gradient).toBeCloseTo(w1.data[0] ?? 0, 12);
  });

  it("leads down when all weights follow it", async () => {
    const losses = await descend(30, 0.1);
    expect(losses[0]).toBeCloseTo(0.1582, 4);
    expect(losses.at(-1)).toBeLessThan(1e-6);
    expect(losses.every((value, step) => step === 0 || value < (losses[step - 1] ?? 0))).toBe(true);
  });

  it("is drawn as the README shows it", async () => {
    const { text, picture } = await runMain(new URL("main.ts", import.meta.url));
    expect(text).toContain("over 2 paths");
    expect(picture).toBe(readFileSync(new URL("picture.svg", import.meta.url), "utf8"));
  });
});
