import { seededRandom } from "@rensa/data";
import { runMain } from "@rensa/example-tools/run-main";
import { describe, expect, it } from "vitest";
import { learnSpiral } from "./diffusion.ts";
import { nearestOnSpiral, type Point } from "./spiral.ts";

const shareNear = (points: readonly Point[]): number =>
  points.filter((point) => nearestOnSpiral(point).distance < 0.15).length / points.length;

describe("diffusion", () => {
  it("draws points that are nearer to the spiral than noise is, after a few steps", async () => {
    const { losses, draw } = await learnSpiral({ steps: 300, seed: 1 });
    expect(losses).toHaveLength(300);
    expect(losses[0]).toBeGreaterThan(1.4);
    expect(losses.slice(-8).reduce((sum, loss) => sum + loss, 0) / 8).toBeLessThan(1.2);
    const random = seededRandom(5);
    const noise = Array.from({ length: 2000 }, (): Point => [random.normal(), random.normal()]);
    expect(shareNear(noise)).toBeLessThan(0.34);
    // Deviations of both shares are about 0.011.
    expect(shareNear(await draw(2000))).toBeGreaterThan(0.37);
  });

  it("runs as a command and draws a picture", async () => {
    const { text, picture } = await runMain(new URL("main.ts", import.meta.url), ["--steps", "8", "--points", "40"]);
    expect(text).toMatch(/% of the points that were drawn are within 0.15 of the spiral/);
    expect(picture).toContain("drawn from noise");
  });
});
