import { runMain } from "@rensa/example-tools/run-main";
import { describe, expect, it } from "vitest";
import { distanceBetween, learnField } from "./neural-ode.ts";
import { trueOrbit, trueSlope } from "./true-orbit.ts";

describe("the neural differential equation", () => {
  it("has learned the field where orbits were seen, and follows it for longer than any piece", async () => {
    const { losses, orbitFrom, slopesAt } = await learnField({ steps: 200, seed: 1 });
    expect(losses).toHaveLength(200);
    expect(losses[0]).toBeGreaterThan(0.5);
    expect(losses.at(-1)).toBeLessThan(0.05);
    const [found] = await slopesAt([[0, 1.5]]);
    const [dx, dy] = trueSlope([0, 1.5]);
    expect(Math.hypot((found?.[0] ?? 0) - dx, (found?.[1] ?? 0) - dy)).toBeLessThan(0.3 * Math.hypot(dx, dy));
    // Ten times as long as a piece, along a cycle that is 4 wide.
    const orbit = await orbitFrom([2, 0], 100);
    expect(orbit).toHaveLength(101);
    expect(distanceBetween(orbit, trueOrbit([2, 0], 100))).toBeLessThan(0.7);
  });

  it("runs as a command and draws a picture", async () => {
    const { text, picture } = await runMain(new URL("main.ts", import.meta.url), ["--steps", "8"]);
    expect(text).toMatch(/mean distance over 10 seconds: \d/);
    expect(picture).toContain("loss by step");
  });
});

describe("a true orbit", () => {
  it("comes back to the cycle, whose period is 6.663", () => {
    const orbit = trueOrbit([2.00862, 0], 134);
    const [x, y] = orbit[133] ?? [0, 0];
    expect(Math.hypot(x - 2.00862, y)).toBeLessThan(0.05);
  });
});
