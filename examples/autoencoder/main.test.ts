import { runMain } from "@rensa/example-tools/run-main";
import { describe, expect, it } from "vitest";
import { neighborAgreement, trainAutoencoder } from "./autoencoder.ts";
import { sheetOf } from "./sheet.ts";

describe("the autoencoder", () => {
  it("puts digits of one label near each other, which it was never told, after a few steps", async () => {
    const { losses, unseen, draw } = await trainAutoencoder({ epochs: 5, seed: 1, examples: 600 });
    expect(losses).toHaveLength(30);
    expect(losses[0]).toBeGreaterThan(0.6);
    expect(losses.at(-1)).toBeLessThan(0.4);
    // Chance is 10 %, with a deviation of 0.7 %.
    expect(neighborAgreement(unseen)).toBeGreaterThan(0.13);
    const drawn = await draw([
      [0, 0],
      [1, 1],
    ]);
    expect(drawn).toHaveLength(2 * 784);
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...drawn)).toBeLessThanOrEqual(1);
  });

  it("runs as a command and draws a picture", async () => {
    const { text, picture } = await runMain(new URL("main.ts", import.meta.url), [
      "--epochs",
      "1",
      "--examples",
      "200",
    ]);
    expect(text).toMatch(/of 2000 unseen digits, \d+\.\d % have a code of the same digit/);
    expect(picture).toContain("drawn from the same map");
    expect(picture.match(/<image /g)).toHaveLength(2);
  });
});

describe("a sheet", () => {
  it("puts tiles side by side in rows, ink dark", () => {
    const tiles = [0, 1, 0.5].map((value) => new Array<number>(784).fill(value));
    const { width, height, data } = sheetOf(tiles, 2);
    expect([width, height]).toEqual([56, 56]);
    const at = (row: number, column: number) => data[56 * row + column];
    expect([at(0, 0), at(27, 28), at(28, 0), at(55, 55)]).toEqual([1, 0, expect.closeTo(0.47, 1), 1]);
  });

  it("is rounded to 16 grays", () => {
    const { data } = sheetOf([Array.from({ length: 784 }, (_, at) => at / 783)], 1);
    expect(new Set(data).size).toBe(16);
  });
});

describe("the agreement of neighbors", () => {
  it("is one where labels stand apart and none where they alternate", () => {
    const onLine = (labels: readonly number[]) =>
      labels.map((label, x) => ({ label, code: [x * (1 + x / 10), 0] as const }));
    expect(neighborAgreement(onLine([0, 0, 0]))).toBe(1);
    expect(neighborAgreement(onLine([0, 1, 0, 1]))).toBe(0);
  });
});
