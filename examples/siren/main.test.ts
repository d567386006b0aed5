import { runMain } from "@rensa/example-tools/run-main";
import { describe, expect, it } from "vitest";
import { paint } from "./scene.ts";
import { decibels, fitImage } from "./siren.ts";

describe("the network of sines", () => {
  it("holds an image, and knows its derivative", async () => {
    const size = 20;
    const { losses, colorsAt, steepnessAt } = await fitImage(paint(size), size, { steps: 200, seed: 0 });
    // A gray image has 13 decibels.
    expect(decibels(losses.at(-1) ?? 1)).toBeGreaterThan(25);
    const at = [
      [-0.62, -0.53],
      [0.31, 0.05],
      [-0.02, 0.61],
    ] as const;
    const steep = await steepnessAt(at);
    // Differences of the brightness over a distance at which the network is smooth.
    const [step, near] = [1e-3, [1, -1]];
    const around = at.flatMap(([x, y]) => [
      ...near.map((by) => [x + by * step, y] as const),
      ...near.map((by) => [x, y + by * step] as const),
    ]);
    const colors = await colorsAt(around);
    const brightness = (place: number): number =>
      ((colors[3 * place] ?? 0) + (colors[3 * place + 1] ?? 0) + (colors[3 * place + 2] ?? 0)) / 3;
    at.forEach((_, place) => {
      const slope = (from: number): number =>
        (brightness(4 * place + from) - brightness(4 * place + from + 1)) / (2 * step);
      const expected = Math.hypot(slope(0), slope(2));
      expect(Math.abs((steep[place] ?? 0) - expected)).toBeLessThan(0.02 * expected + 0.01);
    });
  });

  it("runs as a command and draws a picture", async () => {
    const { text, picture } = await runMain(new URL("main.ts", import.meta.url), ["--steps", "5", "--size", "12"]);
    expect(text).toMatch(/dB on the pixels of an image 18 x 18/);
    expect(picture).toContain("data:image/png;base64,");
  });
});
