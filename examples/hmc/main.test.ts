import { runMain } from "@rensa/example-tools/run-main";
import { describe, expect, it } from "vitest";
import { draw } from "./draw.ts";
import { exactMoments, momentsOf } from "./posterior.ts";

describe("Hamiltonian Monte Carlo", () => {
  it("draws from the posterior: its mean and covariance are those of the closed form", async () => {
    const { points, accepted } = await draw({ draws: 600, chains: 32, seed: 1 });
    expect(accepted).toBeGreaterThan(0.6);
    expect(accepted).toBeLessThan(0.99);
    const [drawn, exact] = [momentsOf(points), await exactMoments()];
    const [intercept, , slope] = exact.covariance;
    // About a tenth of a deviation; draws of 32 chains are never that far off, and another density is.
    expect(Math.abs(drawn.mean[0] - exact.mean[0])).toBeLessThan(0.1 * Math.sqrt(intercept));
    expect(Math.abs(drawn.mean[1] - exact.mean[1])).toBeLessThan(0.1 * Math.sqrt(slope));
    drawn.covariance.forEach((value, at) => {
      const expected = exact.covariance[at] ?? 0;
      expect(Math.abs(value - expected)).toBeLessThan(0.15 * Math.abs(expected));
    });
  });

  it("runs as a command and draws a picture", async () => {
    const { text, picture } = await runMain(new URL("main.ts", import.meta.url), ["--draws", "30", "--chains", "4"]);
    expect(text).toContain("108 draws of 4 chains");
    expect(picture).toContain("density of the slope");
  });
});
