/** The comparison of a plugin's ops with built-in ones, on little data: that it runs, not how fast. */
import { jsBackend } from "@rensa/backend-js";
import { expect, it } from "vitest";
import { pluginCosts } from "../src/plugin/plugin-cost.ts";

it("measures ops of a plugin and the same built-in ones, which give the same losses", async () => {
  const costs = await pluginCosts(jsBackend(), { rounds: 2, burst: 2, warmUp: 20, bound: 100 }, 64);
  expect(costs.map(({ op }) => op)).toEqual(["mish", "gelu"]);
  for (const { ratio, rounds } of costs) {
    expect(rounds).toBe(2);
    expect(ratio).toBeGreaterThan(0);
  }
});
