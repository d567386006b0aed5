import { describeOp } from "@rensa/conformance";
import { defineOp } from "@rensa/core";
import { registry } from "@rensa/core/graph";
import { standardRegistry } from "rensa";
import { describe, expect, it } from "vitest";
import { customOps } from "./main.ts";
import { wavePlugin } from "./plugin/index.ts";
import { samples as movingSum } from "./plugin/moving-sum.samples.ts";
import { samples as loudnessNorm } from "./plugin/loudness-norm.samples.ts";
import { samples as snake } from "./plugin/snake.samples.ts";
import { samples as sortRows } from "./plugin/sort-rows.samples.ts";

for (const samples of [snake, loudnessNorm, movingSum, sortRows]) describeOp(samples);

describe("a plugin's ops", () => {
  it("are fused into their neighbors' kernels, gradients too, and train", async () => {
    const { kernels, losses } = await customOps(() => undefined);
    const opsOf = (nodes: readonly string[]): string[] => nodes.map((id) => id.replace(/_\d+$/, ""));
    const fused = kernels.map(({ nodes }) => opsOf(nodes));
    expect(fused.some((ops) => ops.includes("snake") && ops.includes("matmul"))).toBe(true);
    expect(fused.some((ops) => ops.includes("snake.vjp0") && ops.length > 1)).toBe(true);
    expect(losses.at(-1)).toBeLessThan(0.8 * losses[0]!);
  });

  it("stand in a registry beside the standard ops, and a clash of names is refused with both plugins", () => {
    expect(standardRegistry(wavePlugin).get("snake.vjp0").inputs).toEqual(["x", "cotangent"]);
    const other = { name: "other-plugin", ops: [defineOp({ name: "snake", forward: { scalar: ([x]) => x.sin() } })] };
    expect(() => registry(wavePlugin, other)).toThrow(/"wave-plugin" and "other-plugin" both define an op "snake"/);
  });
});
