/** Figures of schedules and optimizers. */
import { describe, expect, it } from "vitest";
import { drawnSchedules, scheduleCurve } from "../src/figures/schedule-curves.ts";
import { drawnOptimizers, valleyPicture } from "../src/figures/valley.ts";

describe("figures", () => {
  it.each(drawnSchedules)("show the curve of the schedule %s and its call", async (name) => {
    const figure = await scheduleCurve(name);
    expect(figure).toContain("<svg");
    expect(figure).toContain(`${name}(`);
    expect(figure).not.toContain("NaN");
  });

  it.each(drawnOptimizers)("show %s on its way down, and its call", async (name) => {
    const figure = (await valleyPicture(name)) ?? "";
    const places = [...figure.matchAll(/<circle class="place" cx="([\d.-]+)" cy="([\d.-]+)"/g)];
    expect(places).toHaveLength(61);
    const energy = (at: number): number => {
      const [, cx = "", cy = ""] = places.at(at) ?? [];
      return (Number(cx) / 210 - 1) ** 2 * 2.4 ** 2 + 12 * (1 - Number(cy) / 120) ** 2 * 1.5 ** 2;
    };
    expect(energy(0)).toBeCloseTo(21.3, 0);
    expect(energy(-1)).toBeLessThan(energy(0) / 8);
    expect(figure).toContain(`${name}(`);
  });

  it("are of nothing else", async () => {
    expect(await scheduleCurve("adam")).toBeNull();
    expect(await valleyPicture("cosine")).toBeNull();
  });
});
